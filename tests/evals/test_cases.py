from __future__ import annotations

import json

import pytest

from evals.case_files import load_set, load_sets, set_paths
from evals.cases import SETS
from evals.check import check_evidence, check_examples
from evals.errors import SetInvalid

from .conftest import case_row, write_set


def problems_of(path) -> list[str]:
    with pytest.raises(SetInvalid) as caught:
        load_set(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_valid_case_is_read(tmp_path):
    row = case_row(as_of=2026, type="cross-document", stale_values=[{"value": 71, "unit": "pôles"}])
    (case,) = load_set(write_set(tmp_path / "s.jsonl", row)).cases
    assert (case.as_of, case.type) == ("2026", "cross_document")
    assert case.stale_values[0].value == 71
    assert case.evidence[0].grade == 2
    assert not case.should_decline


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": None}, "'id' is missing or empty: fill it in"),
        ({"split": "train"}, "'split' is 'train': choose one of dev, test"),
        ({"type": "quiz"}, "'type' is 'quiz': choose one of factoid,"),
        ({"lang": "de"}, "'lang' is 'de': choose one of fr, en"),
        ({"answerability": "yes"}, "choose one of answerable, partial"),
        ({"quesion": "?"}, "unknown key 'quesion': allowed are id, split"),
        ({"nuggets": None}, "needs a vital nugget"),
        ({"nuggets": [{"text": "x"}]}, "can never match: add any_of patterns or values"),
        ({"nuggets": [{"text": "x", "any_of": "56"}]}, "write a list of texts"),
        ({"nuggets": [{"text": "x", "any_of": ["(56"]}]}, "is no regular expression"),
        ({"nuggets": [{"text": "x", "any_of": ["5*"]}]}, "matches the empty text"),
        ({"nuggets": [{"text": "x", "values": [{"unit": "eur"}]}]}, 'a value is {"value": 53'),
        ({"nuggets": [{"text": "x", "values": ["1 M€"]}]}, "write a number"),
        (
            {"nuggets": [{"text": "x", "any_of": ["a"], "examples": {"match": ["a"], "miss": []}}]},
            "two texts that must match and two near misses",
        ),
        ({"evidence": [{"source_id": "a"}]}, "says no place: add a quote"),
        ({"evidence": [{"source_id": "a", "page": 3, "grade": 5}]}, "choose one of 1, 2"),
        ({"as_of": "mars 2023"}, 'write 2023, "2023-03" or "2023-03-27"'),
        ({"answerability": "unanswerable"}, "make it answerable, or drop them"),
        ({"history": [{"role": "user", "content": "a"}]}, "needs standalone_question"),
        ({"history": [{"role": "bot", "content": "a"}]}, "choose one of user, assistant"),
        ({"forbidden_claims": [{"text": "x"}]}, "a forbidden claim needs any_of patterns"),
        ({"expected_poles": [{"id": "a", "grade": 3}]}, "choose one of 0, 1, 2"),
        ({"type": "retrieval", "evidence": None}, "a retrieval case needs evidence"),
        ({"type": "finder", "nuggets": None}, "a finder case needs expected_poles"),
    ],
)
def test_each_mistake_is_named_with_its_remedy(tmp_path, changes, message):
    path = write_set(tmp_path / "s.jsonl", {"set": "s"}, case_row(**changes))
    found = problems_of(path)
    assert any(message in line for line in found), found
    assert all(line.startswith("s.jsonl:2") for line in found)


def test_every_problem_is_told_at_once(tmp_path):
    path = tmp_path / "s.jsonl"
    good = json.dumps(case_row())
    path.write_text(f"{good}\nnot json\n[1]\n{good}\n{json.dumps(case_row(id='z', lang='de'))}\n")
    lines = problems_of(path)
    assert [line.split(":")[1].split(" ")[0] for line in lines] == ["2", "3", "4", "5"]
    assert "already stands on line 1" in lines[2]


def test_a_cluster_keeps_to_one_split(tmp_path):
    rows = case_row(), case_row(id="c2", split="test")
    (line,) = problems_of(write_set(tmp_path / "s.jsonl", *rows))
    assert "a cluster keeps to one split" in line


def test_two_sets_share_no_id(tmp_path):
    paths = [write_set(tmp_path / f"{name}.jsonl", case_row()) for name in "ab"]
    with pytest.raises(SetInvalid, match=r"b\.jsonl:1.*already stands in a\.jsonl"):
        load_sets(paths)


def test_an_unknown_set_names_the_shipped_ones():
    with pytest.raises(SetInvalid, match="no such set"):
        set_paths(["nowhere"])


def test_what_is_scored_is_no_part_of_the_question(tmp_path):
    rows = [case_row(), case_row(nuggets=[{"text": "x", "any_of": ["x"]}]), case_row(question="?")]
    sets = [load_set(write_set(tmp_path / f"{n}.jsonl", row)) for n, row in enumerate(rows)]
    a, b, c = (found.cases[0].fingerprint for found in sets)
    assert a == b != c


def test_examples_are_run_both_ways(tmp_path):
    examples = {"match": ["67 pôles en 2005", "60 pôles"], "miss": ["70 pôles", "le 67 pôles"]}
    nugget = {"text": "67 pôles", "any_of": ["67 pôles"], "examples": examples}
    found = check_examples([load_set(write_set(tmp_path / "s.jsonl", case_row(nuggets=[nugget])))])
    assert [problem.message.split(" does")[0].split(" but")[0] for problem in found] == [
        "nugget '67 pôles' must match '60 pôles'",
        "nugget '67 pôles' must not match 'le 67 pôles'",
    ]


def test_evidence_that_is_nowhere_is_told(tmp_path, folder):
    evidence = [
        {"source_id": "note-2019", "quote": "la France compte 56 pôles"},
        {"source_id": "cited-2016", "quote": "En 2005, 67 pôles sont choisis"},
        {"source_id": "note-2019", "quote": "la France compte cent pôles dorés"},
        {"source_id": "unknown", "page": 3},
        {"source_id": "unknown", "quote": "En 2019, la France compte", "group": "g"},
        {"source_id": "note-2019", "quote": "En 2019, la France compte", "group": "g"},
    ]
    path = write_set(
        tmp_path / "s.jsonl", case_row(evidence=evidence), header={"set": "s", "index": str(folder)}
    )
    found = [problem.message for problem in check_evidence([load_set(path)])]
    assert [message.split(":")[0] for message in found] == ["evidence[3]", "evidence[4]"]


SHIPPED = sorted(SETS.glob("*.jsonl"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_sets_are_valid_and_their_patterns_do_what_they_show(path):
    assert not check_examples([load_set(path)])


def test_a_set_about_documents_of_ones_own_is_run_by_name_alone():
    every = {path.stem for path in set_paths([])}
    assert {path.stem for path in SHIPPED} - every == {"natural_raw", "independent_raw"}
    assert load_set(set_paths(["natural_raw"])[0]).index == "documents"


def test_every_nugget_that_ships_has_its_own_test():
    nuggets = [n for found in load_sets(SHIPPED) for c in found.cases for n in c.nuggets]
    assert [nugget.text for nugget in nuggets if not nugget.examples.match] == []


def test_shipped_sets_agree_with_one_another():
    assert load_sets(SHIPPED)
