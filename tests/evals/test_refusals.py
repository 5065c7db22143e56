import json

from evals.bench.refusals import Example, examples_of, table
from evals.case_files import load_set


def test_an_answer_left_out_is_a_near_miss(small_set, index):
    cases = load_set(small_set).cases
    found = list(examples_of(index, cases))
    answerable = [case.id for case in cases if not case.should_decline]
    right = {e.case_id: e for e in found if e.kind == "right"}
    assert set(right) <= set(answerable)
    assert right
    for example in found:
        if example.kind == "left_out" and example.case_id in right:
            assert example.confidence < right[example.case_id].confidence


def test_evidence_that_stands_nowhere_gives_no_example(small_set, index, tmp_path):
    rows = [json.loads(line) for line in small_set.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for place in row.get("evidence", []):
            place["quote"] = "des mots que nul document ne contient"
    moved = tmp_path / "moved.jsonl"
    moved.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    kinds = {example.kind for example in examples_of(index, load_set(moved).cases)}
    assert kinds <= {"declined"}


def test_table():
    pairs = [("right", 0.9), ("right", 0.4), ("declined", 0.6), ("left_out", 0.2)]
    lines = list(table([Example(str(n), kind, sure) for n, (kind, sure) in enumerate(pairs)]))
    assert lines[0] == "right 2  wrong 0  declined 1  left_out 1"
    assert lines[1:4] == [
        "AUROC right / wrong: -",
        "AUROC right / declined: 0.500",
        "AUROC right / left_out: 1.000",
    ]
    assert lines[-3] == "0.55  0.500  0.000  0.000  1.000"
