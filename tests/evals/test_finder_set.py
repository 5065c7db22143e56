"""The dev descriptions of the finder, and the bars on them."""

from __future__ import annotations

import pytest

from assistant.finder import load_finder
from evals.bench.finder import DEV, read_cases, run, score
from ingest.knowledge import current


@pytest.fixture(scope="module")
def cases():
    return read_cases(DEV)


@pytest.fixture(scope="module")
def finder():
    return load_finder()


def test_the_set_keeps_its_schema(cases, finder):
    assert len(cases) >= 120
    assert len({case["id"] for case in cases}) == len(cases)
    assert len({case["description"] for case in cases}) == len(cases)
    assert sum(not case["expected_poles"] for case in cases) >= 0.15 * len(cases)
    fields = {"id", "split", "tags", "lang", "description", "region", "needs", "expected_poles"}
    for case in cases:
        assert set(case) == fields
        assert case["split"] == "dev"
        assert case["lang"] in ("fr", "en")
        assert set(case["needs"]) <= set(finder.corpus.vocabulary.services)


def test_expected_poles_hold_the_label_today(cases, finder):
    for expected in (e for case in cases for e in case["expected_poles"]):
        status = current(finder.corpus.poles[expected["id"]].status)
        assert status is not None
        assert status.value == "labellisé"
        assert expected["grade"] in (1, 2)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_bars_hold_on_the_dev_set(cases, finder):
    figures = score(finder, cases, run(finder, cases))
    assert figures.ndcg5 >= 0.85
    assert figures.p3 >= 0.80
    assert figures.declined_unfit >= 0.9
    assert figures.declined_fit <= 0.02
    assert figures.unproved == 0
