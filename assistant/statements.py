"""The statements of passages, with what no question changes: words and vectors, kept.

A statement is a sentence, or, when the sentence does not say whom or what it speaks of ("Il réunit
450 membres"), the sentences before it as well: nothing is shown without its subject.

A server meets the same passages again and again; split, analysed and encoded anew for each
question, they cost more than all the rest of an answer.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.question import guess_language
from ingest.analysis import query_tokens
from ingest.encode import Encoder, Vectors
from ingest.index import Index
from ingest.records import Passage, Span
from ingest.sentences import split_sentences

__all__ = [
    "Contents",
    "VectorCache",
    "contents_of",
    "in_context",
    "read_ahead",
    "sentence_spans",
    "stands_alone",
    "tokens_of",
    "vectors_of",
]

_MIN_CHARS = 25
"""Shorter pieces (labels, list heads) are no statements."""
_REACH = 2
"""Most sentences added before one that does not stand alone."""
_LONGEST = 700
"""Most characters of a statement of several sentences."""
_PASSAGES = 2048
"""Passages kept, some 10 kB each."""
_BATCH = 16
_PAUSE = 0.01


_REFERS = re.compile(
    r"\W*(?:(?:de plus|en outre|ainsi|enfin|par ailleurs|au total|aujourd['’]hui|à ce titre|"
    r"dans ce cadre|à cet effet|en parallèle|also|moreover|in addition|"
    r"(?:depuis|en|dès|since|in) [^,.;]{2,30}(?=,)),? )?(?:"
    r"(?:il|elle)(?! (?:faut|y a|est|était|serait|sera|s['’]agit|convient|existe|importe|"
    r"apparaît|semble|reste|a fallu|faudra|faudrait|ne s['’]agit|n['’]y a))|ils|elles|"
    r"(?:ce|cet|cette|ces|son|sa|ses|leur|leurs) \w|celui-ci|celle-ci|ceux-ci|celles-ci|"
    r"(?:it|they|its|their|this|these|those) \w)",
    re.IGNORECASE,
)
"""Openings that speak of what came before; an impersonal "il faut" does not."""
_UNNAMED = re.compile(
    r"\b(?:[Ll]e|[Dd]u|[Aa]u|[Cc]e|[Tt]he|[Tt]his) (?:pôle|projet|programme|réseau|dispositif|"
    r"consortium|plan|cluster|project|network)\b(?! (?:[A-ZÀ-Ý«\"“]|de |d['’]))"
)
_NAMED = re.compile(r"(?<=[\w,;)»] )[«“\"]?[A-ZÀ-Ý][\w&-]+|\b[A-Z][A-Z0-9&]+\b")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a passage says.

    Attributes:
        statements: text, place in the page and tokens of each sentence.
        tokens: of the whole passage.
    """

    statements: tuple[tuple[str, Span, frozenset[str]], ...]
    tokens: frozenset[str]


def sentence_spans(passage: Passage) -> Iterator[tuple[str, Span]]:
    """The sentences of a passage, in order, each with its place in the page."""
    offset = 0
    for span in passage.spans:
        text = passage.text[offset : offset + span.end - span.start]
        for start, end in split_sentences(text):
            yield text[start:end], Span(span.page, span.start + start, span.start + end)
        offset += len(text) + 1  # spans are joined by one newline


@lru_cache(maxsize=_PASSAGES)
def contents_of(passage: Passage) -> Contents:
    """The sentences of a passage, each with its place in the page."""
    statements: list[tuple[str, Span, frozenset[str]]] = []
    everything: set[str] = set()
    offset = 0
    for span in passage.spans:
        length = span.end - span.start
        text = passage.text[offset : offset + length]
        sentences = split_sentences(text)
        tokens = [frozenset(query_tokens(text[slice(*sentence)])) for sentence in sentences]
        everything.update(*tokens)
        for number, (_, end) in enumerate(sentences):
            first = _first_needed(text, sentences, number)
            start = sentences[first][0]
            if end - start >= _MIN_CHARS:
                place = Span(span.page, span.start + start, span.start + end)
                held = frozenset().union(*tokens[first : number + 1])
                statements.append((text[start:end], place, held))
        offset += length + 1  # spans are joined by one newline
    return Contents(tuple(statements), frozenset(everything))


def _first_needed(text: str, sentences: Sequence[tuple[int, int]], number: int) -> int:
    """Number of the first of the sentences that sentence ``number`` needs before it."""
    first, end = number, sentences[number][1]
    while (
        first > max(0, number - _REACH)
        and end - sentences[first - 1][0] <= _LONGEST
        and not stands_alone(text[slice(*sentences[first])])
        and "•" not in text[sentences[first - 1][1] : sentences[first][0]]
    ):
        first -= 1
    return first


def stands_alone(sentence: str) -> bool:
    """Does ``sentence`` say whom or what it speaks of?

    "Il réunit 450 membres." and "En dix ans, le pôle a obtenu 5 M€." do not.
    """
    if _REFERS.match(sentence):
        return False
    return not (_UNNAMED.search(sentence) and not _NAMED.search(sentence))


@lru_cache(maxsize=2048)
def tokens_of(heading: str) -> frozenset[str]:
    """Tokens of a title or heading."""
    return frozenset(query_tokens(heading))


def in_context(passage: Passage, statement: str) -> str:
    """The statement behind the heading of its passage."""
    return " — ".join([*passage.headings[-1:], statement])


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
            guess_language(text)
        if stop.wait(_PAUSE):
            return
