"""The statements of passages, with what no question changes: words and vectors, kept.

A server meets the same passages again and again; split, analysed and encoded anew for each
question, they cost more than all the rest of an answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.question import guess_language
from ingest.analysis import fold, query_tokens
from ingest.encode import Encoder, Vectors
from ingest.index import Index
from ingest.records import Passage, Span
from ingest.sentences import split_sentences

__all__ = [
    "Contents",
    "VectorCache",
    "contents_of",
    "folded",
    "in_context",
    "language_of",
    "read_ahead",
    "tokens_of",
    "vectors_of",
]

_MIN_CHARS = 25
"""Shorter pieces (labels, list heads) are no statements."""
_PASSAGES = 2048
"""Passages kept, some 10 kB each."""
_BATCH = 16
_PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class Contents:
    """What a passage says.

    Attributes:
        statements: text, place in the page and tokens of each sentence.
        tokens: of the whole passage.
    """

    statements: tuple[tuple[str, Span, frozenset[str]], ...]
    tokens: frozenset[str]


@lru_cache(maxsize=_PASSAGES)
def contents_of(passage: Passage) -> Contents:
    """The sentences of a passage, each with its place in the page."""
    statements: list[tuple[str, Span, frozenset[str]]] = []
    offset = 0
    for span in passage.spans:
        length = span.end - span.start
        text = passage.text[offset : offset + length]
        for start, end in split_sentences(text):
            if end - start >= _MIN_CHARS:
                place = Span(span.page, span.start + start, span.start + end)
                tokens = frozenset(query_tokens(text[start:end]))
                statements.append((text[start:end], place, tokens))
        offset += length + 1  # spans are joined by one newline
    return Contents(tuple(statements), frozenset(query_tokens(passage.text)))


@lru_cache(maxsize=2048)
def tokens_of(heading: str) -> frozenset[str]:
    """Tokens of a title or heading."""
    return frozenset(query_tokens(heading))


def in_context(passage: Passage, statement: str) -> str:
    """The statement behind the heading of its passage."""
    return " — ".join([*passage.headings[-1:], statement])


@lru_cache(maxsize=8192)
def language_of(statement: str) -> str:
    """ "fr" or "en"."""
    return guess_language(statement)


@lru_cache(maxsize=8192)
def folded(statement: str) -> str:
    """The statement in lower case, without accents."""
    return fold(statement)


class VectorCache:
    """Vectors of texts that were encoded before; safe to use from several threads.

    Args:
        size: how many are kept.
    """

    def __init__(self, size: int = 16384) -> None:
        self._size = size
        self._kept: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> Vectors:
        """What ``encoder.encode(texts)`` gives, shape [len(texts), dimension]."""
        keys = [(encoder.name, text) for text in texts]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            fresh = encoder.encode([text for _, text in missing])
            # Copies: a row of the block would keep the whole block.
            found |= {key: row.copy() for key, row in zip(missing, fresh, strict=True)}
        with self._lock:
            for key in keys:
                self._kept[key] = found[key]
                self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return np.stack([found[key] for key in keys])


_VECTORS = VectorCache()


def vectors_of(encoder: Encoder, statements: Sequence[str]) -> Vectors:
    """Vectors of statements, shape [len(statements), dimension]."""
    return _VECTORS.encode(encoder, statements)


def read_ahead(index: Index, stop: threading.Event) -> None:
    """Keep what an index says before anybody asks; of a large one, the beginning.

    For a server with nothing to do: it pauses after every few passages, for those who ask.

    Args:
        index: an open index.
        stop: ends the reading when set.
    """
    rows = index.lexical.rows[:_PASSAGES].tolist()
    for start in range(0, len(rows), _BATCH):
        passages = index.store.passages(rows[start : start + _BATCH]).values()
        said = [(p, text) for p in passages for text, _, _ in contents_of(p).statements]
        texts = [text for _, text in said]
        if texts:
            vectors_of(index.encoder, texts)
            vectors_of(index.encoder, [in_context(p, text) for p, text in said])
        for text in texts:
            language_of(text)
        if stop.wait(_PAUSE):
            return
