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
from typing import NamedTuple

import numpy as np

from assistant.limits.private import gives_private
from assistant.question import guess_language
from assistant.statements.written_orders import orders, under_orders
from ingest.analysis import query_tokens
from ingest.encode import Encoder, Vectors
from ingest.index import Index
from ingest.records import Passage, Span
from ingest.referring import continues, names_something, refers_back, stands_alone
from ingest.sentences import split_sentences

__all__ = [
    "Contents",
    "VectorCache",
    "contents_of",
    "in_context",
    "read_ahead",
    "section_of",
    "sentence_spans",
    "tokens_of",
    "vectors_of",
]

_MIN_CHARS = 25
"""Shorter pieces (labels, list heads) are no statements."""
_REACH = 2
"""Most sentences added before one that does not stand alone."""
_LONGEST = 700
"""Most characters of a statement of several sentences."""
_GOES_ON = re.compile(r"• (?!1[.)])\d")
"""A list that begins with another number than 1 began in the passage before."""
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_LONGEST_LIST = 1100
"""Most characters of a list."""
_LISTED = 2
"""Least items of a list."""
_PASSAGES = 2048
"""Passages kept, some 10 kB each."""
_BATCH = 16
_PAUSE = 0.01


_OWN_SUBJECT = re.compile(
    r"(?!(?:[\w-]+ment|Ainsi|Enfin|Depuis|Ici|Ensemble|Aussi|However|Also|Moreover),)"
    r"[A-ZÀ-Ý][\w&'’-]+(?: [A-ZÀ-Ý][\w&'’-]+)*(?:,| \()|[A-Z][A-Z0-9&-]{2,} "
)
"""Begins with a name: "Prodeval, leader mondial du biogaz, …" goes on from nothing."""
_ASIDE = re.compile(r"\([^)]*\)")
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Said(NamedTuple):
    """A statement.

    Attributes:
        text: its words.
        span: its place in the page.
        tokens: of ``text``.
        before: tokens of what it goes on from: the line that opens its list, the sentences
            before it in its paragraph.
    """

    text: str
    span: Span
    tokens: frozenset[str]
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a passage says.

    Attributes:
        statements: each sentence.
        lists: each list with the line that opens it.
        tokens: of the whole passage.
    """

    statements: tuple[Said, ...]
    lists: tuple[Said, ...]
    tokens: frozenset[str]


def sentence_spans(passage: Passage) -> Iterator[tuple[str, Span]]:
    """The sentences of a passage under no order, in order, each with its place in the page."""
    offset = 0
    for span in passage.spans:
        text = passage.text[offset : offset + span.end - span.start]
        sentences = split_sentences(text)
        barred = _under_orders(text, sentences)
        for start, end in (s for n, s in enumerate(sentences) if n not in barred):
            yield text[start:end], Span(span.page, span.start + start, span.start + end)
        offset += len(text) + 1  # spans are joined by one newline


@lru_cache(maxsize=_PASSAGES)
def contents_of(passage: Passage) -> Contents:
    """The sentences of a passage, each with its place in the page."""
    statements: list[Said] = []
    lists: list[Said] = []
    everything: set[str] = set()
    earlier = frozenset[str]()
    offset = 0
    for span in passage.spans:
        length = span.end - span.start
        text = passage.text[offset : offset + length]
        sentences = split_sentences(text)
        barred = _under_orders(text, sentences)
        tokens = [frozenset(query_tokens(text[slice(*sentence)])) for sentence in sentences]
        everything.update(*tokens)
        before = _befores(text, sentences, tokens, earlier)
        earlier = before[-1] | tokens[-1] if sentences else earlier
        for number, (_, end) in enumerate(sentences):
            first = _first_needed(text, sentences, number)
            start = sentences[first][0]
            if not barred.isdisjoint(range(first, number + 1)):
                continue
            if end - start >= _MIN_CHARS and _may_answer(text[start:end]):
                place = Span(span.page, span.start + start, span.start + end)
                held = frozenset().union(*tokens[first : number + 1])
                statements.append(Said(text[start:end], place, held, before[first] - held))
        for first, last in _lists(text, sentences, opened=bool(passage.headings) and not offset):
            start, end = sentences[first][0], sentences[last][1]
            place = Span(span.page, span.start + start, span.start + end)
            held = frozenset().union(*tokens[first : last + 1])
            said = barred.isdisjoint(range(first, last + 1))
            if not said or not _may_answer(text[start:end]):
                continue
            if not first:  # no line opens it but the heading
                held |= tokens_of(passage.headings[-1])
            lists.append(Said(text[start:end], place, held))
        offset += length + 1  # spans are joined by one newline
    return Contents(tuple(statements), tuple(lists), frozenset(everything))


@lru_cache(maxsize=_PASSAGES)
def section_of(passage: Passage) -> Said | None:
    """The whole of a short passage of several statements under a heading, which no order bars."""
    text, spans, contents = passage.text, passage.spans, contents_of(passage)
    several = len(contents.statements) > 1
    if not several or not passage.headings or len(spans) > 1 or len(text) > _LONGEST_LIST:
        return None
    if _under_orders(text, split_sentences(text)) or not _may_answer(text):
        return None
    return Said(text, spans[0], contents.tokens | tokens_of(passage.headings[-1]))


def _under_orders(text: str, sentences: Sequence[tuple[int, int]]) -> set[int]:
    """Numbers of the sentences that an order of their paragraph, or of what opens it, bars."""
    barred: set[int] = set()
    first = 0
    for number in range(1, len(sentences) + 1):
        if number == len(sentences) or _parts(text, sentences[first:number], sentences[number][0]):
            paragraph = [text[slice(*sentence)] for sentence in sentences[first:number]]
            barred.update(first + place for place in under_orders(paragraph))
            first = number
    return barred


def _parts(text: str, paragraph: Sequence[tuple[int, int]], start: int) -> bool:
    """Does another paragraph begin at ``start``? No item of a list that a colon has opened does."""
    end = paragraph[-1][1]
    if "\n" not in text[end:start] or text[end - 1] == ":":
        return False
    opened = any(text[end - 1] == ":" for _, end in paragraph)
    return not (opened and (text[start - 2 : start] == "• " or _NUMBERED.match(text, start)))


def _may_answer(text: str) -> bool:
    """Is it no order to whoever answers, and nobody's own e-mail or mobile?"""
    return not orders(text) and not gives_private(text)


def _befores(
    text: str,
    sentences: Sequence[tuple[int, int]],
    tokens: Sequence[frozenset[str]],
    earlier: frozenset[str],
) -> list[frozenset[str]]:
    """Tokens of what each sentence goes on from.

    Args:
        text: of some paragraphs.
        sentences: where each begins and ends.
        tokens: of each.
        earlier: tokens of the paragraph before; one that does not stand alone may go on from it.
    """
    found: list[frozenset[str]] = []
    opener = nothing = frozenset[str]()
    for number, (start, end) in enumerate(sentences):
        alone = not continues(text[start:end])
        gap = text[sentences[number - 1][1] : start] if number else "\n"
        if "\n" not in gap:
            said = tokens[number - 1] - _years_aside(text[slice(*sentences[number - 1])])
            goes_from = found[-1] | said
            own = _OWN_SUBJECT.match(text, start)
            new = own and not tokens_of(own[0]) <= goes_from
            found.append(nothing if new else goes_from if alone else goes_from | earlier)
            continue
        earlier = found[-1] | tokens[number - 1] if number else earlier
        if text[max(0, start - 2) : start] != "• ":
            opener = nothing if alone else earlier
        elif number and _opens(text, sentences[number - 1]):
            opener = tokens[number - 1] | opener
        found.append(opener)
    return found


def _opens(text: str, sentence: tuple[int, int]) -> bool:
    """Does a sentence open the list behind it: by a colon, or as a line that ends in none?"""
    start, end = sentence
    is_item = text[max(0, start - 2) : start] == "• "
    return text[end - 1] == ":" or not (is_item or text[end - 1] in ".;,!?…»")


def _years_aside(sentence: str) -> set[str]:
    """Years in brackets, "(2020-2025)": they date what stands before them, not what follows."""
    return {year for aside in _ASIDE.findall(sentence) for year in _YEAR.findall(aside)}


def _lists(
    text: str, sentences: Sequence[tuple[int, int]], *, opened: bool
) -> Iterator[tuple[int, int]]:
    """First and last sentence of each short list: the line that opens it, then its items.

    Items that are sentences, with no line to open them, each say their own.

    Args:
        opened: what stands first in ``text`` stands under a heading, which opens a list too.
    """
    items = [text[max(0, start - 2) : start] == "• " for start, _ in sentences]
    number = 0
    while number < len(sentences):
        end = number
        while end < len(sentences) and items[end]:
            end += 1
        begins = number > 0 and _opens(text, sentences[number - 1])
        first = number - begins
        short = end > number and sentences[end - 1][1] - sentences[first][0] <= _LONGEST_LIST
        said = [text[slice(*item)] for item in sentences[number:end]]
        told = all(item.endswith(".") and not _NUMBERED.match(item) for item in said)
        whole = begins or (opened and not number and not told and not _GOES_ON.match(text))
        if short and whole and end - number >= _LISTED:
            yield first, end - 1
        number = max(end, number + 1)


def _first_needed(text: str, sentences: Sequence[tuple[int, int]], number: int) -> int:
    """Number of the first of the sentences that sentence ``number`` needs before it.

    "Le pôle a…" needs one that names the pôle: where none does, the heading has to.
    """
    first, end = number, sentences[number][1]
    while (
        first > max(0, number - _REACH)
        and end - sentences[first - 1][0] <= _LONGEST
        and not stands_alone(text[slice(*sentences[first])])
        and "•" not in text[sentences[first - 1][1] : sentences[first][0]]
    ):
        first -= 1
    if refers_back(text[slice(*sentences[number])]):
        return first
    return first if names_something(text[sentences[first][0] : sentences[number][0]]) else number


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
        said = [(p, text) for p in passages for text, *_ in contents_of(p).statements]
        texts = [text for _, text in said]
        if texts:
            vectors_of(index.encoder, texts)
            vectors_of(index.encoder, [in_context(p, text) for p, text in said])
        for text in texts:
            guess_language(text)
        if stop.wait(_PAUSE):
            return
