"""What people type, and the words of documents that mean it ("pépinière" → "incubateur").

``data/paraphrases.txt`` has a line for each word of the documents: ``words = what people type in
French | in English``. A paraphrase counts less than the word itself: it is near, not equal. Words
between ``/`` are near each other; between ``+`` they are only all meant by what is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.data import DATA
from ingest.analysis import STOP_WORDS, fold, stem

__all__ = ["Phrase", "near_tokens", "phrases_in"]

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"(?:[^\w=,|#+\n]|_)+")
"""What parts the words of an entry."""
_AMBIGUOUS = frozenset(("bas",))
"""Stems that two words share: "basé" and "bas carbone"."""
_LONGEST = 6
"""Words of the longest phrase that is looked for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words of a question that together mean a word of the documents.

    Attributes:
        start, end: characters of the question.
        tokens: stems of the documents' words.
    """

    start: int
    end: int
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Table:
    words: dict[str, frozenset[str]]
    phrases: dict[tuple[str, ...], frozenset[str]]


def near_tokens(token: str) -> frozenset[str]:
    """Stems of the documents' words that the stem ``token`` of a question may mean."""
    return _table().words.get(token, frozenset())


def phrases_in(question: str) -> Iterator[Phrase]:
    """The phrases that stand in ``question``, the longest first where two overlap."""
    table = _table().phrases
    words = [(m.start(), m.end(), stem(fold(m[0]))) for m in _WORD.finditer(question)]
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 1, -1):
            run = words[place : place + length]
            tokens = table.get(tuple(word for _, _, word in run))
            if tokens:
                yield Phrase(run[0][0], run[-1][1], tokens)
                place += length - 1
                break
        place += 1


@lru_cache(maxsize=1)
def _table() -> _Table:
    words: dict[str, set[str]] = {}
    phrases: dict[tuple[str, ...], set[str]] = {}
    text = (DATA / "paraphrases.txt").read_text(encoding="utf-8")
    text = _BETWEEN.sub(" ", fold(text))
    stems = {word: stem(word) for word in set(_WORD.findall(text))}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        left, typed = line.split("=", maxsplit=1)
        meant = {stems[w] for w in _WORD.findall(left) if w not in STOP_WORDS} - _AMBIGUOUS
        for token in meant if "+" not in left else ():
            words.setdefault(token, set()).update(meant)
        for entry in typed.replace("|", ",").split(","):
            key = tuple([stems[word] for word in entry.split()])
            if len(key) == 1 and key[0] not in STOP_WORDS:
                words.setdefault(key[0], set()).update(meant)
            elif 1 < len(key) <= _LONGEST:
                phrases.setdefault(key, set()).update(meant)
    return _Table(
        {token: frozenset(meant - {token}) for token, meant in words.items()},
        {key: frozenset(meant) for key, meant in phrases.items()},
    )
