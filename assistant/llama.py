"""Our hybrid search as a LlamaIndex retriever: it drops into any LlamaIndex program."""

from __future__ import annotations

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.retrieve import search
from ingest.index import Index
from ingest.records import Hit
from ingest.store import Filters

__all__ = ["PolesRetriever"]


class PolesRetriever(BaseRetriever):  # type: ignore[misc]  # LlamaIndex ships no types we follow
    """Passages of an index, best first, as LlamaIndex nodes.

    A node's id is the passage's; its metadata carry source, headings and spans, so that a
    citation can be built from the record.
    """

    def __init__(self, index: Index, k: int = 10, filters: Filters = Filters()) -> None:  # noqa: B008 - frozen
        super().__init__()
        self._index = index
        self._k = k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = search(self._index, query_bundle.query_str, self._k, self._filters).hits
        return [NodeWithScore(node=_node(self._index, hit), score=hit.score) for hit in hits]


def _node(index: Index, hit: Hit) -> TextNode:
    passage = hit.passage
    source = index.sources[passage.source_id]
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata={
            "source_id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date,
            "url": source.url,
            "headings": " > ".join(passage.headings),
            "pages": [span.page for span in passage.spans],
        },
        excluded_embed_metadata_keys=["source_id", "url", "pages"],
    )
