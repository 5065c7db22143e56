"""The systems that ``make bench`` compares: ours, a LlamaIndex starter, txtai; one encoder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.encode import Encoder, load_encoder

__all__ = ["SYSTEMS", "System"]

Search = Callable[[str], Sequence[Any]]
"""A question → the ten best passages."""


@dataclass(frozen=True, slots=True)
class System:
    """A way to build an index of a folder, and to search it."""

    build: Callable[[Path, Path, str], int]
    """(documents, home, encoder name) → passages."""
    open: Callable[[Path, str], Search]
    """(home, encoder name) → search."""


def _build_ours(documents: Path, home: Path, encoder: str) -> int:
    from ingest.build import ingest
    from ingest.settings import Settings

    return ingest([documents], Settings(home=home, encoder=encoder)).passages


def _open_ours(home: Path, encoder: str) -> Search:
    from assistant.retrieve import search
    from ingest.index import open_index
    from ingest.settings import Settings

    index = open_index(Settings(home=home, encoder=encoder))
    return lambda question: search(index, question, 10).hits


def _starter_embedding(name: str) -> Any:
    """Our encoder behind LlamaIndex's interface."""
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from pydantic import PrivateAttr

    class Embedding(BaseEmbedding):  # type: ignore[misc]
        _encoder: Encoder = PrivateAttr()

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embeddings([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = self._encoder.encode(texts).tolist()
            return vectors

    embedding = Embedding(embed_batch_size=512)
    embedding._encoder = load_encoder(name)
    return embedding


def _build_starter(documents: Path, home: Path, encoder: str) -> int:
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    loaded = SimpleDirectoryReader(str(documents)).load_data()
    index = VectorStoreIndex.from_documents(
        loaded,
        transformations=[SentenceSplitter(chunk_size=256, chunk_overlap=20)],
        embed_model=_starter_embedding(encoder),
    )
    index.storage_context.persist(str(home))
    return len(index.index_struct.nodes_dict)


def _open_starter(home: Path, encoder: str) -> Search:
    from llama_index.core import StorageContext, load_index_from_storage

    storage = StorageContext.from_defaults(persist_dir=str(home))
    index: Any = load_index_from_storage(storage, embed_model=_starter_embedding(encoder))
    retriever = index.as_retriever(similarity_top_k=10)
    return lambda question: list(retriever.retrieve(question))


def txtai_transform(texts: Sequence[str]) -> Any:
    """Our encoder behind txtai's interface; txtai finds it by its name."""
    return load_encoder(os.environ["POLES_ENCODER"]).encode(texts)


def _txtai_embeddings(name: str) -> Any:
    os.environ |= {"POLES_ENCODER": name, "ALLOW_RESOLVE_TRANSFORM": "True"}
    from txtai import Embeddings

    return Embeddings(
        method="external",
        transform=f"{__name__}.{txtai_transform.__name__}",
        content=True,
        hybrid=True,
    )


def _build_txtai(documents: Path, home: Path, encoder: str) -> int:
    """txtai has no splitter without its pipeline extra: blocks of paragraphs of our size."""
    rows: list[str] = []
    for path in sorted(documents.iterdir()):
        block = ""
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            block += paragraph + "\n\n"
            if len(block) >= 700:
                rows.append(block)
                block = ""
        rows += [block] if block.strip() else []
    embeddings = _txtai_embeddings(encoder)
    embeddings.index(rows)
    embeddings.save(str(home))
    return len(rows)


def _open_txtai(home: Path, encoder: str) -> Search:
    embeddings = _txtai_embeddings(encoder)
    embeddings.load(str(home))
    return lambda question: list(embeddings.search(question, 10))


SYSTEMS = {
    "poles": System(_build_ours, _open_ours),
    "llama-index starter": System(_build_starter, _open_starter),
    "txtai": System(_build_txtai, _open_txtai),
}
