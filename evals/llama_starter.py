"""LlamaIndex as its starter tutorial has it: a vector index and the citation query engine.

It reads the same passages, with the same encoder. Without a language model it answers nothing, so
only its retrieval is compared; with one, ``CitationQueryEngine`` answers as it comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import TextNode

from evals.cases import Case
from evals.index_view import IndexView
from evals.outputs import PassageText
from ingest.encode import Encoder

if TYPE_CHECKING:
    from evals.systems import Reply

__all__ = ["LlamaStarter"]


class _SameEncoder(BaseEmbedding):  # type: ignore[misc]  # LlamaIndex ships no types we follow
    """The product's encoder behind LlamaIndex's interface."""

    encoder: Any

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self.encoder.encode(texts)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class LlamaStarter:
    """``VectorStoreIndex`` over the passages, cosine, in memory."""

    def __init__(self, view: IndexView, depth: int) -> None:
        encoder: Encoder = view.index.encoder
        self._texts: dict[str, PassageText] = {p.id: p for p in view.passages}
        nodes = [
            TextNode(id_=p.id, text=p.text, metadata={"title": p.title}) for p in view.passages
        ]
        model = _SameEncoder(encoder=encoder, embed_batch_size=512)
        index = VectorStoreIndex(nodes, embed_model=model, show_progress=False)
        self._retriever = index.as_retriever(similarity_top_k=depth)

    def reply(self, case: Case) -> Reply:
        """See ``evals.systems.System``: retrieval alone."""
        from evals.systems import Reply

        found = self._retriever.retrieve(case.standalone_question or case.question)
        return Reply(None, tuple(self._texts[item.node.node_id] for item in found))
