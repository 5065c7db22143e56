from itertools import pairwise

import numpy as np
import pytest

from assistant.retrieve import fuse, search
from ingest.store import Filters


@pytest.fixture(params=["matrix", "graph"], autouse=True)
def way(request, monkeypatch):
    """Every search of this file both ways."""
    if request.param == "graph":
        monkeypatch.setattr("ingest.dense.EXACT_LIMIT", 0)


def sources(retrieval):
    return [hit.passage.source_id for hit in retrieval.hits]


def test_fuse_by_hand():
    """Lexical over its maximum; dense between its extremes; then the convex combination."""
    lexical = np.array([4, 2, 0], dtype=np.float32)
    dense = np.array([0.2, 0.6, 0.4], dtype=np.float32)
    fused, left, right = fuse(lexical, dense, 0.25)
    np.testing.assert_allclose(left, [1, 0.5, 0])
    np.testing.assert_allclose(right, [0, 1, 0.5], atol=1e-6)
    np.testing.assert_allclose(fused, [0.75, 0.625, 0.125], atol=1e-6)


@pytest.mark.parametrize("n", [0, 1])
def test_fuse_of_nothing_or_one(n):
    fused, _, _ = fuse(np.ones(n, dtype=np.float32), np.ones(n, dtype=np.float32), 0.5)
    assert fused.shape == (n,)
    assert np.isfinite(fused).all()


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_the_right_document_wins_on_each_leg(index, weight):
    assert (
        sources(search(index, "drones et satellites à Toulouse", weight=weight))[0] == "aerospace"
    )


def test_each_leg_is_counted(index):
    retrieval = search(index, "drones")
    assert (retrieval.lexical_found, retrieval.dense_found) == (1, 4)
    assert search(index, "drones", weight=0).dense_found == 0


def test_ranks_and_scores(index):
    hits = search(index, "pôles de compétitivité 2019").hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(a.score >= b.score for a, b in pairwise(hits))
    assert all(0 <= hit.score <= 1 + 1e-6 for hit in hits)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(source_ids=("english",)), {"english"}),
        (Filters(years=(2019,)), {"note-2019"}),
        (Filters(languages=("fr",)), {"aerospace", "english", "note-2019"}),
        (Filters(mentions=("HIPPOLIA",)), {"note-2019"}),
        (Filters(until=2018), set()),
        (Filters(until=2019), {"note-2019"}),
    ],
)
def test_filters(index, filters, expected):
    assert set(sources(search(index, "pôle membres clusters", filters=filters))) == expected


def test_k_limits(index):
    assert len(search(index, "pôle", k=2).hits) == 2


def test_two_searches_agree(index):
    first, second = search(index, "pôles et membres"), search(index, "pôles et membres")
    assert first.hits == second.hits


def test_a_llama_index_retriever(index):
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.retrievers import BaseRetriever

    from assistant.llama import PolesRetriever

    retriever = PolesRetriever(index, k=2)
    assert isinstance(retriever, BaseRetriever)
    best, _ = retriever.retrieve("drones et satellites")
    assert best.node.metadata["source_id"] == "aerospace"
    assert "drones" in best.node.get_content()
    assert best.score == pytest.approx(search(index, "drones et satellites").hits[0].score)
    assert RetrieverQueryEngine  # it is what takes a BaseRetriever
