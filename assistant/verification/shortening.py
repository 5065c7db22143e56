"""Is a written sentence a shortening of what it cites? Pure.

A sentence says what its quotes say when its words are theirs, in their order, but for what may be
left out or moved without another meaning: an aside after the subject or in brackets, the end of a
sentence after a comma, a date, which may also move; a passive between two names may become active
and back. Everything else fails: a word added, a name, number or role moved to another neighbour, a
complement cut away from the noun that it limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from assistant.verification.quoted import Cited, Source, is_nominal, own_names, read, sources_of
from assistant.verification.wording import Word, same, sentences_of, words_of
from assistant.verification.words import AND, PLACED_BY, RELATIONS, RESTRICTING, ROLES, stems

__all__ = ["fault_of"]

_OR = frozenset({"ou", "or", "soit"})
_FOR = frozenset({"pour", "for"})
_TIME = stems("ans an mois années years months jours days")
_ASIDE, _OPEN, _CLOSED = frozenset(",–—-"), frozenset(",;:(–—-"), ")"


def fault_of(text: str, language: str, cited: Sequence[Cited], before: str = "") -> str:
    """Why ``text`` does not follow from what it cites, "" when it does.

    Args:
        text: a written sentence, without markers.
        language: of ``text``: "fr" or "en".
        cited: what it cites.
        before: the sentence shown before it, which names its "il".
    """
    translated = any(one.language != language for one in cited)
    sources = [source for one in cited for source in sources_of(one)]
    said = sentences_of(text, language)
    if not said:
        return "it says nothing"
    before_it = words_of(before, language)
    told = read(before_it).names if before_it else ()
    for words in said:
        fault = _Alignment(sources, told, translated).fault(words)
        if fault:
            return fault
        told = read(words).names or told
    return ""


class _Alignment:
    """Places of the words of one written sentence among the sentences of its quotes."""

    def __init__(self, sources: Sequence[Source], told: tuple[Word, ...], translated: bool) -> None:
        self._sources, self._told, self._translated = sources, told, translated
        self._words: Sequence[Word] = ()

    def fault(self, words: Sequence[Word]) -> str:
        for one in words:
            if one.key not in AND and not any(
                self._same(one, held) for s in self._sources for held in s.words + s.known
            ):
                return f"« {one.text} » is not in the cited text"
        if any(self._follows(form, source) for source, form in self._forms(words)):
            return ""
        return "it ties together what the cited text does not"

    def _forms(self, words: Sequence[Word]) -> Iterator[tuple[Source, tuple[Word, ...]]]:
        """``words`` with a date or an opening moved to where a source has it."""
        for source in self._sources:
            yield source, tuple(words)
            size = source.opening
            opening = source.words[:size]
            if size and len(words) > size and self._all_same(words[-size:], opening):
                yield source, (*_opened(words[-size:]), *words[:-size])
            dates = [n for n, word in enumerate(words) if word.kind == "date"]
            if len(dates) != 1:
                continue
            rest = [word for n, word in enumerate(words) if n != dates[0]]
            date = words[dates[0]]
            if rest and source.dated and self._same(date, opening[0]):
                yield source, (date, *rest)
            if rest and not source.dated and self._same(date, source.words[-1]):
                yield source, (*rest, date)

    def _follows(self, words: tuple[Word, ...], first: Source) -> bool:
        """Can all of ``words`` be placed, the first one in ``first``?"""
        self._words = words
        dates = [word for word in words if word.kind == "date"]

        @cache
        def ends_well(at: int, number: int, place: int) -> bool:
            """Words from ``at`` on follow, the one before standing at ``place``."""
            source = self._sources[number]
            if at == len(words):
                return _may_end(source, place)
            for after, step in self._next(source, at, place):
                if ends_well(at + step, number, after):
                    return True
            joined = words[at].key in AND
            if not (joined or words[at].before) or not _may_end(source, place):
                return False
            at += joined
            return at < len(words) and any(
                ends_well(at + step, other, start)
                for other, another in enumerate(self._sources)
                if _dated_alike(another, dates)
                for start, step in self._starts(another, at)
            )

        number = next(n for n, source in enumerate(self._sources) if source is first)
        if dates and first.dates and first.dated and not _dated_alike(first, dates):
            return False
        return any(ends_well(step, number, start) for start, step in self._starts(first, 0))

    def _starts(self, source: Source, at: int) -> Iterator[tuple[int, int]]:
        """Where the words from ``at`` on may begin in ``source``: (last place, words placed)."""
        places = {0, source.opening} if source.dated else {0}
        for place in sorted(places):
            yield from self._placed(source, at, place)
        yield from self._pronoun_start(source, at)
        yield from self._named_start(source, at)

    def _pronoun_start(self, source: Source, at: int) -> Iterator[tuple[int, int]]:
        """ "Il" for the subject of ``source``, which the sentence shown before has too."""
        named = source.opening < source.subject < len(source.words)
        if named and self._words[at].pronoun and self._is_told(source):
            yield from self._placed(source, at, source.subject)

    def _named_start(self, source: Source, at: int) -> Iterator[tuple[int, int]]:
        """A name for the "il" of ``source``, which the sentence before it or its heading gives."""
        words, known, start = self._words, source.known, source.opening
        if not known or not source.words[start].pronoun:
            return
        taken = 0
        while at + taken < len(words) and is_nominal(words[at + taken]):
            taken += 1
        named = words[at : at + taken]
        if taken and own_names(named) == own_names(known):
            for place in {start, 0} if source.dated else {start}:
                for after, step in self._placed(source, at + taken, place):
                    yield after, taken + step

    def _is_told(self, source: Source) -> bool:
        told = own_names(self._told)
        return bool(told) and told == own_names(source.names)

    def _placed(self, source: Source, at: int, place: int) -> Iterator[tuple[int, int]]:
        """The word ``at`` stands at ``place``; two neighbours may swap in a translation."""
        words, held = self._words, source.words
        if at < len(words) and place < len(held) and self._agrees(source, at, place):
            yield place, 1
        if not self._translated or at + 1 >= len(words) or place + 1 >= len(held):
            return
        pair = held[place : place + 2]
        loose = not pair[1].before and not words[at + 1].before
        crossed = self._all_same(words[at : at + 2], pair[::-1])
        if crossed and loose and all(map(_is_plain, pair)):
            yield place + 1, 2

    def _next(self, source: Source, at: int, place: int) -> Iterator[tuple[int, int]]:
        """Where the word ``at`` may stand when the one before stands at ``place``."""
        yield from self._placed(source, at, place + 1)
        if source.dated and place + 1 == source.opening:
            yield from self._pronoun_start(source, at)
        for after in range(place + 2, len(source.words)):
            if _may_skip(source, place, after, self._words[at]):
                yield from self._placed(source, at, after)

    def _agrees(self, source: Source, at: int, place: int) -> bool:
        """Same word, voice and time."""
        one, held = self._words[at], source.words[place]
        if not self._same(one, held):
            return False
        if {one.aux, held.aux} == {"be", "have"}:
            return False
        if one.aux != held.aux and not self._voice(one, held, source, place):
            return False
        undergone = _is_participle(one) != _is_participle(held)
        if one.aux == held.aux and undergone and held.text and not self._translated:
            return False
        if (one.tense == "future") != (held.tense == "future"):
            return False
        return held.tense != "past" or one.tense == "past" or bool(source.dates)

    def _voice(self, one: Word, held: Word, source: Source, place: int) -> bool:
        """May the auxiliary come or go? Not where it turns who does into who undergoes."""
        if one.kind == "number" or one.name or one.low in ROLES:
            return True
        if one.aux == "be":  # "Minalogic, présidé par …" as "Minalogic est présidé par …"
            return bool(held.before) and place == source.subject > source.opening
        if held.aux == "be":
            return one.low == held.low or not held.text or self._translated
        return not held.before

    def _same(self, one: Word, held: Word) -> bool:
        return same(one, held, translated=self._translated)

    def _all_same(self, words: Sequence[Word], held: Sequence[Word]) -> bool:
        return all(map(self._same, words, held))


def _is_participle(word: Word) -> bool:
    return word.low.endswith(("é", "ée", "és", "ées")) and not word.name


def _is_plain(word: Word) -> bool:
    """A noun or an adjective, no name: "subvention publique" is "public grant"."""
    return word.kind == "word" and not word.name and word.key not in PLACED_BY | RELATIONS


def _opened(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(replace(word, before="") for word in words)


def _dated_alike(source: Source, dates: Sequence[Word]) -> bool:
    """Does ``source`` speak of the time that the sentence gives, when it gives one?"""
    return not dates or any(same(date, held) for date in dates for held in source.dates)


def _may_end(source: Source, place: int) -> bool:
    """May a sentence end after ``place``, what follows being left out?"""
    words = source.words
    tail = words[place + 1 :]
    told = place + 1 - source.subject if source.subject > source.opening else place - 1
    if not tail or told < 1:
        return not tail  # a subject says nothing
    first, last = tail[0], tail[-1]
    if first.key in _OR or any(word.key in RESTRICTING for word in tail):
        return False
    if first.before:
        closes = first.before.startswith(_CLOSED) or not _OPEN & set(first.before)
        counts = any(word.kind == "number" for word in words[: place + 1])
        placed = counts and first.key in PLACED_BY and any(word.name for word in tail[1:2])
        return not (closes or placed or (last.kind == "date" and "," in last.before))
    if len(tail) == 1:
        return first.key.startswith("since:")
    if first.key in AND and words[place].kind == "word":
        return not any(w.of or w.key in PLACED_BY or w.kind == "date" for w in _breath(tail))
    lasts = len(tail) == 3 and tail[1].kind == "number" and tail[2].key in _TIME
    acts = tail[1].text.endswith(("er", "ir", "re")) and not tail[1].name
    return first.key in _FOR and (lasts or acts)


def _breath(words: Sequence[Word]) -> Iterator[Word]:
    """``words`` up to the first comma."""
    yield words[0]
    yield from takewhile(lambda word: not word.before, words[1:])


def _may_skip(source: Source, place: int, after: int, word: Word) -> bool:
    """May what stands between ``place`` and ``after`` be left out?"""
    words = source.words
    aside = words[place + 1 : after]
    if any(one.key in RESTRICTING for one in aside):
        return False
    opens, closes = aside[0].before, words[after].before
    if "(" in opens and ")" in closes and not any(")" in one.before for one in aside):
        return True
    if not (_ASIDE & set(opens) and _ASIDE & set(closes)):
        return False
    if after == len(words) - 1 and words[after].kind == "date" and len(source.dates) == 1:
        return True
    resumes = not word.before and bool(words[after].aux or words[after].key not in PLACED_BY)
    return resumes and place + 1 == source.subject > source.opening
