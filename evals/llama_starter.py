"""LlamaIndex as its starter tutorial has it: a vector index and the citation query engine.

It reads the same passages, with the same encoder. Without a language model it answers nothing, so
only its retrieval is compared; with one, ``CitationQueryEngine`` answers as it comes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.types import CompletionResponse, LLMMetadata
from llama_index.core.llms import CustomLLM
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode

from assistant.generate import ModelClient
from evals.cases import Case
from evals.index_view import IndexView
from evals.outputs import Cited, PassageText, Shown
from ingest.encode import Encoder

if TYPE_CHECKING:
    from evals.systems import Reply

__all__ = ["LlamaStarter"]

_READ = 5
"""Passages that the engine gives to the model, as the copying controls read."""
_HEAD = re.compile(r"^Source \d+:\n")
"""What the engine writes above each text that it gives to the model."""
_MARKER = re.compile(r"\[(\d+)\]")
_NOTHING = ("", "Empty Response")


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


class _SameModel(CustomLLM):  # type: ignore[misc]
    """The product's model behind LlamaIndex's interface."""

    client: Any

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self.client.name)

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
        return CompletionResponse(text="".join(self.client.stream("", prompt)))

    def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
        yield self.complete(prompt)


class LlamaStarter:
    """``VectorStoreIndex`` over the passages, cosine, in memory.

    Args:
        view: the passages, and the encoder.
        depth: how many passages are retrieved.
        client: the model that answers; without one, retrieval alone.
    """

    def __init__(self, view: IndexView, depth: int, client: ModelClient | None = None) -> None:
        encoder: Encoder = view.index.encoder
        self._texts: dict[str, PassageText] = {p.id: p for p in view.passages}
        nodes = [
            TextNode(id_=p.id, text=p.text, metadata={"id": p.id, "title": p.title})
            for p in view.passages
        ]
        model = _SameEncoder(encoder=encoder, embed_batch_size=512)
        index = VectorStoreIndex(nodes, embed_model=model, show_progress=False)
        # Its store turns lists of numbers into an array at each question; of arrays, in no time.
        held: dict[str, Any] = index.vector_store.data.embedding_dict
        held.update({name: np.array(vector) for name, vector in held.items()})
        self._retriever = index.as_retriever(similarity_top_k=depth)
        self._engine = None
        if client is not None:
            self._engine = CitationQueryEngine.from_args(
                index, llm=_SameModel(client=client), similarity_top_k=_READ
            )

    def reply(self, case: Case) -> Reply:
        """See ``evals.systems.System``: it reads the question without the conversation."""
        from evals.systems import Reply

        found = self._retriever.retrieve(case.query)
        passages = tuple(self._texts[item.node.node_id] for item in found)
        if self._engine is None or case.type in ("retrieval", "finder"):
            return Reply(None, passages)
        response = self._engine.query(case.query)
        text = str(response.response or "").strip()
        return Reply(self._shown(case, text, response.source_nodes), passages)

    def _shown(self, case: Case, text: str, sources: list[NodeWithScore]) -> Shown:
        """Its text with the sources that it numbers; it has no way to decline but silence."""
        if text in _NOTHING:
            return Shown("declined", case.lang, text or "—", 0.0, case.question)
        called = {int(n) for n in _MARKER.findall(text)}
        citations = tuple(self._cited(n, item) for n, item in enumerate(sources, 1) if n in called)
        return Shown("answered", case.lang, text, 0.5, case.question, citations)

    def _cited(self, n: int, item: NodeWithScore) -> Cited:
        passage = self._texts[item.node.metadata["id"]]
        quote = _HEAD.sub("", item.node.get_content()).strip()
        return Cited(
            n, passage.source_id, passage.title, page=next(iter(passage.pages), ""),
            section=passage.headings[-1] if passage.headings else "", quote=quote,
            document_id=passage.source_id, verbatim=quote in passage.text,
        )  # fmt: skip
