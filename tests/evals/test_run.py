from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evals.case_files import load_set
from evals.compare import compare_runs
from evals.errors import RunInvalid
from evals.outputs import plain
from evals.promote import promote_run
from evals.run import Options, raw_cases, run_sets
from evals.run_folder import RunFolder
from evals.select import only
from evals.systems import SYSTEMS
from ingest.errors import UsageError


def test_every_system_runs(run_small, tmp_path):
    done = run_small(tmp_path / "run", *SYSTEMS)
    assert len(done.scores) == 4 * len(SYSTEMS)
    assert [score.broken for score in done.scores if score.broken] == []
    values = {(f.system, f.metric): f.value for f in done.figures if f.slice == "tout"}
    assert values["always-decline", "refusal_recall"] == 1.0
    assert values["always-decline", "nugget_recall"] == 0.0
    assert values["always-answer", "refusal_recall"] == 0.0
    assert values["oracle", "nugget_recall"] == 1.0
    assert values["oracle", "R@1"] == 1.0
    assert values["copy-top-passage", "citation_recall"] == 1.0
    assert values["hybrid", "R@10"] == values["llamaindex", "R@10"] == 1.0


def test_two_runs_give_the_same_bytes(run_small, tmp_path):
    folders = [run_small(tmp_path / name, "poles", "random", "hybrid").folder.path for name in "ab"]
    for name in ("figures.json", "scores.jsonl", "passages.jsonl", "rarity.json"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_two_processes_give_what_one_gives(run_small, small_set, tmp_path):
    alone = run_small(tmp_path / "one", "poles", "bm25").figures
    loaded = [load_set(small_set)]
    options = Options(("poles", "bm25"), encoder="hashing", workers=2, timed=False)
    done = run_sets(loaded, raw_cases(loaded), RunFolder(tmp_path / "two"), options)
    assert done.figures == alone


def test_a_run_is_taken_up_where_it_stopped(run_small, tmp_path):
    first = run_small(tmp_path / "run")
    outputs = tmp_path / "run" / "outputs.jsonl"
    lines = outputs.read_text(encoding="utf-8").splitlines()
    outputs.write_text("\n".join(lines[:2]) + "\n" + lines[2][:40], encoding="utf-8")
    passages = tmp_path / "run" / "passages.jsonl"
    passages.write_text(passages.read_text(encoding="utf-8") + '{"id": "cut', encoding="utf-8")
    again = run_small(tmp_path / "run")
    assert (first.reused, again.reused) == (0, 2)
    assert again.figures == first.figures


def test_another_question_is_asked_again(run_small, small_set, tmp_path):
    run_small(tmp_path / "run")
    text = small_set.read_text(encoding="utf-8")
    small_set.write_text(text.replace("cassoulet", "clafoutis"), encoding="utf-8")
    assert run_small(tmp_path / "run").reused == 3


def test_one_failing_case_stops_nothing_and_no_gate_lets_it_pass(run_small, tmp_path, monkeypatch):
    good = run_small(tmp_path / "good")
    from evals import systems

    def fail(index, question, *_, **__):
        if "cassoulet" in question:
            raise KeyError("x")
        return answer(index, question)

    answer = systems.answer_question
    monkeypatch.setattr(systems, "answer_question", fail)
    bad = run_small(tmp_path / "bad")
    (broken,) = [score for score in bad.scores if score.broken]
    assert (broken.case_id, broken.broken) == ("c3", ("erreur : KeyError: 'x'",))
    compared = compare_runs(good.folder, bad.folder)
    assert any("c3" in line for line in compared.gate_failures)
    with pytest.raises(UsageError, match="breaks a rule in the case 'c3'"):
        promote_run(bad.folder, tmp_path / "baseline")


def test_raw_outputs_score_again_without_an_index(run_small, tmp_path):
    from evals.scoring import cases_of, score_run

    done = run_small(tmp_path / "run")
    cases = cases_of(done.folder)
    index_of = {row["case"]["id"]: row["index"] for row in done.folder.lines("cases.jsonl")}
    scores, figures = score_run(done.folder, cases, index_of)
    assert (scores, figures) == (done.scores, done.figures)


def test_a_promoted_run_is_what_later_runs_are_compared_with(run_small, tmp_path):
    done = run_small(tmp_path / "run", "poles", "random")
    assert promote_run(done.folder, tmp_path / "baseline") == 4
    found = compare_runs(RunFolder.existing(tmp_path / "baseline"), done.folder)
    assert (found.regressions, found.edited, found.added) == ((), (), ())
    (case, *_) = RunFolder(tmp_path / "baseline").lines("cases.jsonl")
    assert case["case"].keys() & {"evidence", "question"} == {"question"}
    assert {m.system for m in found.metrics} == {"poles"}


def test_a_run_without_the_default_system_is_no_baseline(run_small, tmp_path):
    done = run_small(tmp_path / "run", "bm25")
    with pytest.raises(UsageError, match="has no outputs of 'poles'"):
        promote_run(done.folder, tmp_path / "baseline")


def test_times_stand_apart(small_set, tmp_path):
    loaded = [load_set(small_set)]
    options = Options(("poles",), encoder="hashing", workers=1)
    done = run_sets(loaded, raw_cases(loaded), RunFolder(tmp_path / "run"), options)
    (times,) = done.folder.read("times.json").values()
    assert times["questions"] == 4
    assert times["stages"]["total"]["p50"] <= times["stages"]["total"]["p95"]
    assert "ms" not in (tmp_path / "run" / "figures.json").read_text(encoding="utf-8")


def test_a_folder_that_is_no_run_is_named(tmp_path):
    with pytest.raises(RunInvalid, match="holds no finished run"):
        RunFolder.existing(tmp_path)


def test_a_damaged_line_is_named(tmp_path):
    (tmp_path / "outputs.jsonl").write_text('{"a\n{}\n', encoding="utf-8")
    with pytest.raises(RunInvalid, match=r"outputs\.jsonl:1 is damaged"):
        list(RunFolder(tmp_path).lines("outputs.jsonl"))


def test_part_of_a_set(small_set):
    loaded = [load_set(small_set)]
    assert [c.id for c in only(loaded, "test")[0].cases] == ["c2"]
    assert [c.id for c in only(loaded, case="c3")[0].cases] == ["c3"]
    with pytest.raises(UsageError, match="no set holds the case 'zz'"):
        only(loaded, case="zz")


def test_outputs_round_trip(output):
    row = json.loads(json.dumps(plain(output)))
    assert type(output).from_json(row) == output
    assert type(output).from_json(plain(replace(output, shown=None))).shown is None
