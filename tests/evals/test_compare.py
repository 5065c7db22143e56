"""Planted regressions: each is caught and shown first, however many cases got better."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.compare import compare_runs
from evals.outputs import Output, PassageText, Shown
from evals.run_folder import RunFolder
from evals.scoring import cases_of, score_run
from evals.select import part_of

from .conftest import case_row

N = 12
QUOTE = "En 2026, la France compte {} pôles de compétitivité."


def rows() -> list[dict]:
    """Cases with a current and a stale figure, and one question without an answer."""
    found = [
        case_row(
            id=f"c{n:02d}",
            cluster=f"k{n}",
            type="temporal",
            question=f"Question {n} ?",
            as_of=2026,
            evidence=[{"source_id": "brochure", "page": str(n + 1), "grade": 2}],
            nuggets=[
                {"text": "pôles", "values": [{"value": 50 + n, "unit": "pôles", "year": 2026}]}
            ],
            stale_values=[{"value": 71, "unit": "pôles", "year": 2008}],
        )
        for n in range(N)
    ]
    found.append(
        case_row(
            id="none",
            cluster="none",
            type="near_miss",
            answerability="unanswerable",
            nuggets=None,
            evidence=None,
        )
    )
    return found


def right(n: int) -> Shown:
    from evals.outputs import Cited

    quote = QUOTE.format(50 + n)
    cited = Cited(1, "brochure", page=str(n + 1), quote=quote, verbatim=True)
    return Shown("answered", "fr", f"{quote} [1]", 0.9, "?", (cited,))


DECLINED = Shown("declined", "fr", "Je n'ai rien trouvé dans la base.", 0.0, "?")


def outputs() -> dict[str, Output]:
    found = {
        f"c{n:02d}": Output("poles", f"c{n:02d}", shown=right(n), passages=(f"p{n}",))
        for n in range(N)
    }
    return found | {"none": Output("poles", "none", shown=DECLINED)}


def write_run(path, changed: dict[str, Output | None] | None = None, cases=None) -> RunFolder:
    """A scored run; ``changed`` replaces some outputs, None takes one away."""
    folder = RunFolder(path)
    given = {i: o for i, o in (outputs() | (changed or {})).items() if o is not None}
    passages = [
        PassageText(f"p{n}", "brochure", QUOTE.format(50 + n), pages=(str(n + 1),))
        for n in range(N)
    ]
    folder.write_lines("outputs.jsonl", given.values())
    folder.write_lines("passages.jsonl", passages)
    folder.write("rarity.json", {})
    folder.write("run.json", {"sets": {"s": N}, "systems": ["poles"], "indexes": {}, "made": "now"})
    lines = [
        {"set": "s", "index": "corpus", "fingerprint": row["question"], "case": row}
        for row in (cases or rows())
    ]
    folder.write_lines("cases.jsonl", lines)
    held = cases_of(folder)
    score_run(folder, held, dict.fromkeys(held, "corpus"))
    return folder


def shown_as(n: int, **changes) -> Output:
    return replace(outputs()[f"c{n:02d}"], shown=replace(right(n), **changes))


def cited_as(n: int, **changes) -> Output:
    return shown_as(n, citations=(replace(right(n).citations[0], **changes),))


PLANTED = {
    "a stale figure": (
        shown_as(3, answer="La France compte 71 pôles de compétitivité. [1]"),
        ("truthfulness", "valeur dépassée donnée comme actuelle"),
    ),
    "a dropped citation": (
        shown_as(3, answer=QUOTE.format(53), citations=()),
        ("broken", "aucune citation"),
    ),
    "an off-by-one page": (cited_as(3, page="5"), ("page_recall", "non cité : brochure, p. 4")),
    "an invented number": (
        shown_as(3, answer=f"{QUOTE.format(53)} [1] Ils emploient 900 personnes. [1]"),
        ("citation_recall", "le nombre 900 n'est pas dans la citation"),
    ),
    "an altered quote": (cited_as(3, verbatim=False), ("broken", "mot pour mot")),
    "a marker off by one": (
        shown_as(3, answer=f"{QUOTE.format(53)} [2]"),
        ("broken", "le renvoi [2] ne mène à aucune citation"),
    ),
    "a refusal flipped to no answer": (
        replace(outputs()["c03"], shown=DECLINED),
        ("truthfulness", "refus d'une question"),
    ),
    "an error": (Output("poles", "c03", error="ValueError: x"), ("broken", "erreur : ValueError")),
    "a missing case": (None, ("missing", "cas absent du nouvel essai")),
    "retrieval that lost it": (
        replace(outputs()["c03"], passages=("p4",)),
        ("R@5", "aucune preuve trouvée"),
    ),
}


@pytest.mark.parametrize(("planted", "expected"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_regression_is_caught_and_shown_first(tmp_path, planted, expected):
    before = write_run(tmp_path / "a", {"c05": replace(outputs()["c05"], shown=DECLINED)})
    after = write_run(tmp_path / "b", {"c03": planted})
    found = compare_runs(before, after)
    first = found.regressions[0]
    assert (first.case_id, first.kind) == ("c03", expected[0])
    assert expected[1] in first.why
    assert len(found.regressions) == 1
    assert [gain.case_id for gain in found.gains] == ["c05"]
    assert found.to_dict()["regressions"][0]["case_id"] == "c03"


def test_a_refusal_flipped_to_an_answer(tmp_path):
    answered = replace(outputs()["none"], shown=right(0))
    found = compare_runs(write_run(tmp_path / "a"), write_run(tmp_path / "b", {"none": answered}))
    (first,) = found.regressions
    assert (first.case_id, first.kind, first.before, first.after) == ("none", "truthfulness", 1, -1)
    assert "refusal" in first.also


def test_the_worst_comes_first(tmp_path):
    changed = {
        "c00": replace(outputs()["c00"], passages=("p4",)),
        "c01": cited_as(1, page="9"),
        "c02": PLANTED["a stale figure"][0],
        "c06": None,
        "c07": shown_as(7, answer=QUOTE.format(57), citations=()),
    }
    changed["c02"] = replace(changed["c02"], case_id="c02")
    found = compare_runs(write_run(tmp_path / "a"), write_run(tmp_path / "b", changed))
    kinds = [(c.case_id, c.kind) for c in found.regressions]
    assert kinds == [
        ("c06", "missing"),
        ("c07", "broken"),
        ("c02", "truthfulness"),
        ("c01", "page_recall"),
        ("c00", "R@5"),
    ]


def test_nothing_changed(tmp_path):
    found = compare_runs(write_run(tmp_path / "a"), write_run(tmp_path / "b"))
    assert (found.regressions, found.gains, found.gate_failures) == ((), (), ())
    assert {m.comparison.p for m in found.metrics} == {1.0}


def test_the_gate_closes_on_a_missing_case_and_a_broken_rule(tmp_path):
    changed = {"c01": None, "c02": shown_as(2, answer=QUOTE.format(52), citations=())}
    found = compare_runs(write_run(tmp_path / "a"), write_run(tmp_path / "b", changed))
    assert [line.split(" ")[0] for line in found.gate_failures] == ["c01", "c02"]


def test_no_gate_on_a_few_cases_however_bad(tmp_path):
    changed = {f"c{n:02d}": replace(outputs()[f"c{n:02d}"], shown=DECLINED) for n in range(N)}
    found = compare_runs(write_run(tmp_path / "a"), write_run(tmp_path / "b", changed))
    assert len(found.regressions) == N
    assert found.gate_failures == ()


def test_no_gate_lets_an_added_or_edited_case_break_a_rule(tmp_path):
    edited = rows()
    edited[3]["question"] = "Autre question ?"
    edited.append(rows()[4] | {"id": "new", "cluster": "new", "question": "Neuve ?"})
    failed = {i: Output("poles", i, error="ValueError: x") for i in ("c03", "new")}
    after = write_run(tmp_path / "b", failed, edited)
    found = compare_runs(write_run(tmp_path / "a"), after)
    assert [(c.case_id, c.kind) for c in found.regressions] == [
        ("c03", "broken"),
        ("new", "broken"),
    ]
    assert [line.split(" ")[0] for line in found.gate_failures] == ["c03", "new"]


def test_a_narrower_run_is_compared_with_its_part(tmp_path):
    only_second = [row for row in rows() if row["id"] == "c02"]
    everything = outputs()
    gone = {i: None for i in everything if i != "c02"}
    before, after = write_run(tmp_path / "a"), write_run(tmp_path / "b", gone, only_second)
    assert len(compare_runs(before, after).regressions) == N
    assert compare_runs(before, after, only=part_of((), case="c02")).regressions == ()
    assert compare_runs(before, after, only=part_of(["other set"])).regressions == ()
    assert len(compare_runs(before, after, only=part_of(["s"], "dev")).regressions) == N


def test_an_edited_question_is_not_compared(tmp_path):
    edited = rows()
    edited[3]["question"] = "Autre question ?"
    stale = PLANTED["a stale figure"][0]
    after = write_run(tmp_path / "b", {"c03": stale}, edited)
    found = compare_runs(write_run(tmp_path / "a"), after)
    assert (found.edited, found.regressions) == (("c03",), ())


def test_two_systems_of_one_run(tmp_path):
    folder = write_run(tmp_path / "a")
    others = [replace(o, system="other", shown=DECLINED) for o in outputs().values()]
    folder.append_lines("outputs.jsonl", others)
    held = cases_of(folder)
    score_run(folder, held, dict.fromkeys(held, "corpus"))
    found = compare_runs(folder, folder, ("poles", "other"))
    truth = next(m for m in found.metrics if m.metric == "truthfulness")
    assert truth.comparison.losses == N
    assert len(found.regressions) == N
