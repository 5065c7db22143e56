"""A quick slice of the shipped sets on the shipped corpus, with the embedded encoder."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest

from evals.case_files import load_sets, set_paths
from evals.check import check_evidence
from evals.compare import compare_runs
from evals.run import Options, raw_cases, run_sets
from evals.run_folder import BASELINE, RunFolder
from ingest.corpus_path import shipped_corpus
from ingest.settings import Settings

EVERY = 24
"""One case in so many is in the slice."""
ANSWERS = ("answers_a", "answers_b")
WANTED = {
    ("factoid", "definition"): 36, ("number", "date"): 36, ("list", "aggregation"): 24,
    ("cross_document",): 24, ("temporal", "conflict"): 30, ("procedure", "eligibility"): 18,
    ("recommendation",): 30, ("near_miss",): 24, ("false_premise",): 6, ("out_of_scope",): 6,
    ("underspecified",): 6,
}  # fmt: skip
"""Answer cases by type, as the sets are meant to be."""


@pytest.fixture(scope="module")
def sets():
    return load_sets(set_paths([]))


def test_the_proportions_are_those_that_are_meant(sets):
    cases = [case for found in sets if found.name in ANSWERS for case in found.cases]
    types = Counter(case.type for case in cases)
    assert {kinds: sum(types[kind] for kind in kinds) for kinds in WANTED} == WANTED
    assert sum(bool({"no-accents", "typo"} & {*case.tags}) for case in cases) >= len(cases) / 10
    assert sum(case.lang == "en" for case in cases) >= 24
    assert sum(bool(case.history) for found in sets for case in found.cases) >= 48
    assert {"retrieval", "conversations", "injection", "refusals"} <= {found.name for found in sets}


def test_the_refusal_set_also_asks_what_can_be_answered(sets):
    refusals = next(found for found in sets if found.name == "refusals")
    declined = Counter((case.split, case.should_decline) for case in refusals.cases)
    assert min(declined[split, wanted] for split in ("dev", "test") for wanted in (True, False)) > 5


def test_both_halves_hold_every_type(sets):
    held = {(case.split, case.type) for found in sets for case in found.cases}
    types = {kind for kinds in WANTED for kind in kinds} | {"conversation", "retrieval"}
    assert {(split, kind) for split in ("dev", "test") for kind in types} <= held


@pytest.fixture
def held(shipped, monkeypatch):
    """The index of the shipped corpus that is there already, in place of one made for a while."""

    @contextmanager
    def there(documents, encoder):
        assert (documents, encoder) == (shipped_corpus(), "hashing")
        yield Settings(home=shipped.generation.parent.parent, encoder=encoder)

    monkeypatch.setattr("evals.workspace.temporary_index", there)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("held")
def test_the_evidence_stands_in_the_corpus(sets):
    assert [str(problem) for problem in check_evidence(sets)] == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_slice_breaks_no_rule_and_loses_no_case(sets, tmp_path):
    part = [
        replace(found, cases=found.cases[::EVERY]) for found in sets if found.name != "finder_dev"
    ]
    options = Options(("poles", "oracle"), workers=1, timed=False)
    done = run_sets(part, raw_cases(part), RunFolder(tmp_path / "run"), options)
    assert [score.broken for score in done.scores if score.broken] == []
    figures = {(f.system, f.metric): f.value for f in done.figures if f.slice == "tout"}
    assert figures["oracle", "R@10"] == 1.0
    assert figures["poles", "truthfulness"] > 0
    assert figures["poles", "citation_recall"] > 0.9
    if (BASELINE / "run.json").is_file():
        asked = {case.id for found in part for case in found.cases}
        before = RunFolder.existing(BASELINE)
        compared = compare_runs(before, done.folder, only=lambda _, case: case.id in asked)
        worst = [c for c in compared.regressions if c.kind in ("missing", "broken")]
        assert worst == []
