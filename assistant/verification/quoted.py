"""What a quote says: its sentences, each with its subject, and the other ways to say it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verification.voices import other_voices
from assistant.verification.wording import Word, sentences_of, words_of
from assistant.verification.words import GENERIC, PLACED_BY
from ingest.analysis import fold

__all__ = ["Cited", "Source", "is_nominal", "own_names", "read", "sources_of"]

_LONGEST_OPENING = 6


@dataclass(frozen=True, slots=True)
class Cited:
    """What a sentence cites: a quote, its language, and the heading above it.

    The heading may name the subject that the quote calls "il", and nothing else.
    """

    quote: str
    language: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of a quote, or one that says the same.

    Attributes:
        words: its words.
        opening: how many of them are a complement before the subject: "En 2026, …".
        subject: where the words of the subject end; ``opening`` where it is no name.
        known: names that its "il" stands for.
    """

    words: tuple[Word, ...]
    opening: int
    subject: int
    known: tuple[Word, ...] = ()

    @property
    def dated(self) -> bool:
        """Is the opening a date and nothing more?"""
        return 0 < self.opening == sum(w.kind == "date" for w in self.words[: self.opening])

    @property
    def dates(self) -> list[Word]:
        """The dates that it gives."""
        return [word for word in self.words if word.kind == "date"]

    @property
    def names(self) -> tuple[Word, ...]:
        """The names that are its subject."""
        return self.words[self.opening : self.subject]


def sources_of(one: Cited) -> Iterator[Source]:
    """The sentences of a quote, each with the names that its "il" may stand for."""
    headed = words_of(one.heading, one.language)
    known = tuple(word for word in headed if word.name and word.kind == "word")
    for words in sentences_of(one.quote, one.language):
        source = read(words, known)
        yield source
        for other in other_voices(words, source.opening, source.subject):
            end = _subject_end(other, source.opening)
            yield Source(tuple(other), source.opening, end)
        names = {fold(w.text) for w in words if w.name}
        told = source.names if len(names) == sum(w.name for w in source.names) else ()
        known = told if names else ()


def read(words: Sequence[Word], known: tuple[Word, ...] = ()) -> Source:
    """A sentence with its opening and its subject."""
    opening, first = 0, words[0]
    dated = first.kind == "date"
    if dated or first.key in PLACED_BY:
        ends = (n for n, w in enumerate(words[1 : _LONGEST_OPENING + 1], 1) if "," in w.before)
        opening = next(ends, int(dated and len(words) > 1))
    return Source(tuple(words), opening, _subject_end(words, opening), known)


def _subject_end(words: Sequence[Word], start: int) -> int:
    """Where the names end that a sentence opens with; ``start`` where it opens with none."""
    end = start
    while end < len(words) and is_nominal(words[end]) and not (end > start and words[end].before):
        end += 1
    return end if any(word.name for word in words[start:end]) else start


def is_nominal(word: Word) -> bool:
    """Is it a name, or what such a thing is called?"""
    return word.kind == "word" and (word.name or word.key in GENERIC) and not word.aux


def own_names(words: Sequence[Word]) -> set[str]:
    """The names among ``words``, but for what such a thing is called: "pôle"."""
    return {fold(word.text) for word in words if word.name and word.key not in GENERIC}
