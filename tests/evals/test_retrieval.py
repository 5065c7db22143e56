from __future__ import annotations

import json
import random

import pytest

from evals.beir import BeirDocument, read_beir, write_beir
from evals.retrieval import LEGS, measure_retrieval, pieces
from ingest.encode import HashingEncoder
from ingest.errors import UsageError

TEXTS = {
    "d1": "Aerospace Valley réunit 854 membres à Toulouse autour des satellites.",
    "d2": "Hippolia rassemble la filière équine en Normandie.",
    "d3": "Le crédit d'impôt recherche finance les dépenses de laboratoire.",
}
QUERIES = {"q1": "qui réunit la filière équine ?", "q2": "satellites à Toulouse", "q3": "zzz"}


@pytest.fixture
def beir(tmp_path):
    documents = [BeirDocument(name, "", text) for name, text in TEXTS.items()]
    qrels = {"q1": {"d2": 1}, "q2": {"d1": 2, "d3": 0}, "q3": {"d3": 1}}
    write_beir(tmp_path / "beir", documents, QUERIES | {"unused": "?"}, {"test": qrels})
    return tmp_path / "beir"


def test_figures_of_a_tiny_folder(beir):
    """q1 and q2 are found first by words; q3 shares no word with anything: 0, and it stays."""
    report = measure_retrieval(read_beir(beir), HashingEncoder())
    assert report.figures["bm25"]["RR@10"] == pytest.approx(2 / 3, abs=1e-6)
    assert report.figures["bm25"]["R@1"] == pytest.approx(2 / 3, abs=1e-6)
    assert report.runs["bm25"]["q3"] == []
    assert report.runs["hybrid"]["q1"][0] == "d2"
    assert (report.documents, report.passages, report.queries) == (3, 3, 3)


def test_the_json_contract(beir):
    value = measure_retrieval(read_beir(beir), HashingEncoder()).to_dict()
    assert list(value) == ["bm25", "dense", "hybrid", "passages_per_s", "query_ms"]
    for leg in LEGS:
        assert list(value[leg]) == ["nDCG@10", "RR@10", "R@1", "R@5", "R@10"]
    json.dumps(value)


def test_the_figures_are_those_of_ir_measures(tmp_path):
    """On graded judgements and random rankings, to 1e-9, query means and all."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    rng = random.Random(7)  # noqa: S311 - a test
    words = "pôle membre filière équine satellite laboratoire recherche drone énergie santé".split()
    texts = {f"d{n}": " ".join(rng.choices(words, k=8)) for n in range(40)}
    queries = {f"q{n}": " ".join(rng.sample(words, 2)) for n in range(15)}
    grades = {q: {d: rng.choice((0, 1, 2)) for d in rng.sample(sorted(texts), 6)} for q in queries}
    documents = [BeirDocument(name, "", text) for name, text in texts.items()]
    write_beir(tmp_path, documents, queries, {"test": grades})
    report = measure_retrieval(read_beir(tmp_path), HashingEncoder())
    judged = {q: g for q, g in grades.items() if max(g.values()) > 0}
    for leg in LEGS:
        run = {
            q: {d: float(len(ranked) - n) for n, d in enumerate(ranked)}
            for q, ranked in report.runs[leg].items()
        }
        theirs = ir_measures.calc_aggregate([nDCG @ 10, RR @ 10, R @ 1, R @ 5, R @ 10], judged, run)
        for measure, value in theirs.items():
            assert report.figures[leg][str(measure)] == pytest.approx(value, abs=1e-9)


def test_twice_the_same(beir):
    first, second = (measure_retrieval(read_beir(beir), HashingEncoder()) for _ in "ab")
    assert (first.figures, first.runs) == (second.figures, second.runs)


def test_a_long_document_counts_once_and_by_its_best_piece(tmp_path):
    filler = "Les entreprises innovent avec des laboratoires publics partout en France. " * 40
    long = BeirDocument("long", "Titre", filler + "\n\nLe mot rare est zibeline bleue.")
    assert len(pieces(long)) > 2
    documents = [long, BeirDocument("short", "", "Une zibeline.")]
    write_beir(tmp_path, documents, {"q": "zibeline bleue"}, {"test": {"q": {"long": 1}}})
    report = measure_retrieval(read_beir(tmp_path), HashingEncoder())
    assert report.runs["bm25"]["q"] == ["long", "short"]
    assert sorted(report.runs["hybrid"]["q"]) == ["long", "short"]


def test_an_empty_document_is_still_a_document(tmp_path):
    documents = [BeirDocument("a", "", ""), BeirDocument("b", "", "un pôle")]
    write_beir(tmp_path, documents, {"q": "pôle"}, {"test": {"q": {"b": 1}}})
    report = measure_retrieval(read_beir(tmp_path), HashingEncoder())
    assert (report.documents, report.runs["bm25"]["q"]) == (2, ["b"])


def test_the_users_index_is_not_touched(beir, own_home):
    measure_retrieval(read_beir(beir), HashingEncoder())
    assert list(own_home.iterdir()) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("query-id\tcorpus-id\tscore\nq1\td2\t1\n", {"q1": {"d2": 1}}),
        ("q1\td2\t1\n", {"q1": {"d2": 1}}),
        ("q1 0 d2 2\n", {"q1": {"d2": 2}}),
    ],
)
def test_judgements_in_their_usual_writings(beir, lines, expected):
    (beir / "qrels" / "test.tsv").write_text(lines, encoding="utf-8")
    assert read_beir(beir).qrels == expected


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda f: (f / "queries.jsonl").unlink(), "queries.jsonl is missing"),
        (lambda f: (f / "qrels" / "test.tsv").unlink(), "has no test.tsv"),
        (lambda f: (f / "qrels" / "test.tsv").write_text("a\tb\n"), "judges no document|expected"),
        (lambda f: (f / "qrels" / "test.tsv").write_text("q9\td1\t1\n"), "judges the query 'q9'"),
        (lambda f: (f / "corpus.jsonl").write_text("[1]\n"), "a line must be an object"),
        (lambda f: (f / "corpus.jsonl").write_text('{"text": "x"}\n'), "needs an _id"),
    ],
)
def test_a_bad_folder_is_named(beir, break_it, message):
    break_it(beir)
    with pytest.raises(UsageError, match=message):
        measure_retrieval(read_beir(beir), HashingEncoder())


def test_another_split_is_named(beir):
    with pytest.raises(UsageError, match=r"has no dev\.tsv \(there: test\)"):
        read_beir(beir, "dev")
