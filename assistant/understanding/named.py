"""Pôles that a text names: by name, alias or former name; case, accents and typos aside. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import DamerauLevenshtein

from ingest.analysis import STOP_WORDS, fold, stem
from ingest.cards import PoleCard, TermCard

__all__ = [
    "any_name",
    "by_acronym",
    "in_any_number",
    "name_pattern",
    "names_a_pole",
    "poles_named",
    "renamed",
    "spelt_out",
    "terms_named",
]

_COMMON = frozenset(
    "pass safe enter eau mer enfant fibres dream cara avenia pegase energivie eco derbi".split()
)
"""Names that are also words: they count only with a capital, or after "pôle"."""
_NO_NAME = (STOP_WORDS - {"et"}) | {"pole", "poles", "cluster", "clusters"}
"""Words that no mistyped name holds."""
_NAME_WORD = re.compile(r"[^\W_]+|&")
_MOST = 16
"""Words of the longest names."""
_KEPT = 8192
"""Texts of which is remembered which pôles they name."""
_SHORTEST_MISTYPED, _TWO_ERRORS = 7, 11
"""Letters from which a name is recognised in spite of one error, of two."""


def poles_named(text: str, cards: Sequence[PoleCard]) -> tuple[PoleCard, ...]:
    """Cards of the pôles that ``text`` names, in the order of their first mention.

    The longest name wins: "Vegepolys Valley" does not also name Vegepolys.
    """
    return _names(cards).find(text)


def spelt_out(
    text: str, cards: Sequence[PoleCard], knows: Callable[[str], bool] = lambda token: False
) -> str:
    """``text`` with the pôle's name in place of a mistyped one, where it names no pôle otherwise.

    "aerospace valey", "cosmetik valley": one word or several in a row whose letters are those of a
    long name but for one or two errors (Damerau–Levenshtein), and of one pôle only. Words that
    the documents all know (``knows``, by stem) are meant as they are typed: OPTITEX is no Optitec.
    All the letters of the name ("Cap Energies") are the name.
    """
    if poles_named(text, cards):
        return text
    words = [(fold(m[0]), m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            span = words[first : first + length]
            typed = [word for word, _, _ in span]
            name = _mistyped(typed, cards)
            as_typed = all(knows(stem(word)) for word in typed)
            if name and (not as_typed or _key(fold(name)) == "".join(typed)):
                return f"{text[: span[0][1]]}{name}{text[span[-1][2] :]}"
    return text


def _mistyped(words: Sequence[str], cards: Sequence[PoleCard]) -> str:
    """The name that the letters of ``words`` nearly spell, "" when none, or several, do."""
    run = "".join(words)
    if _NO_NAME.intersection(words) or len(run) < _SHORTEST_MISTYPED:
        return ""
    errors = 1 if len(run) < _TWO_ERRORS else 2
    owners = _names(cards).owners
    near = {
        key: owners[key]
        for key in owners
        if key[0] == run[0]
        and abs(len(key) - len(run)) <= errors
        and DamerauLevenshtein.distance(key, run, score_cutoff=errors) <= errors
    }
    meant = {card.id: card for cards in near.values() for card in cards}
    if len(meant) != 1:
        return ""
    key = next(iter(near))
    card = next(iter(meant.values()))
    return next((name for name in card.names if _key(fold(name)) == key), card.name)


def names_a_pole(text: str, cards: Sequence[PoleCard]) -> bool:
    """Does ``text`` name a pôle?"""
    return bool(poles_named(text, cards))


def terms_named(text: str, terms: Sequence[TermCard]) -> list[tuple[str, TermCard]]:
    """Names of several words, or acronyms, of ``terms`` that stand in ``text``, as typed."""
    folded = fold(text)
    if len(folded) != len(text):  # "œ" folds to two letters: offsets would not agree
        text = folded
    owners, spelt = _term_names(tuple(terms))
    return [(text[m.start() : m.end()], owners[_key(m[0])]) for m in spelt.find(folded)]


@lru_cache(maxsize=4)
def by_acronym(terms: tuple[TermCard, ...]) -> dict[str, TermCard]:
    """``terms`` by every name of theirs in capitals."""
    return {n: term for term in reversed(terms) for n in (*term.names, term.acronym) if n.isupper()}


@lru_cache(maxsize=4)
def _term_names(terms: tuple[TermCard, ...]) -> tuple[dict[str, TermCard], _Spelt]:
    owners: dict[str, TermCard] = {}
    spelt: dict[str, str] = {}
    for term in terms:
        for name in term.names:
            key = _key(fold(name))
            if key not in owners and (" " in name.strip() or "-" in name):
                owners[key], spelt[key] = term, name
    return owners, _Spelt(spelt)


def name_pattern(card: PoleCard) -> re.Pattern[str]:
    """A pattern over folded text for any name of the pôle."""
    return any_name(card.names)


@lru_cache(maxsize=2048)
def any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern over folded text for any of ``names``, however their words are set apart."""
    parts = (re.findall(r"[^\W_]+|&", fold(name)) for name in names)
    spelt = (
        r"[\s'’@-]*".join("(?:&|et)" if w in {"&", "et"} else re.escape(w) for w in words)
        for words in parts
        if words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt) or '(?!)'})(?!\w)")


def in_any_number(names: tuple[str, ...]) -> re.Pattern[str]:
    """The same, their words in the plural too: "comités stratégiques de filière"."""
    return re.compile(re.sub(r"(?<!\\)([a-z]{4,})", r"\1s?", any_name(names).pattern))


def renamed(text: str, cards: Iterable[PoleCard], by: str) -> str:
    """``text`` with ``by`` in the place of each name of ``cards``.

    It is folded where folding changes its length ("œ"): offsets would not agree.
    """
    folded = fold(text)
    text = text if len(text) == len(folded) else folded
    spans = {found.span() for card in cards for found in name_pattern(card).finditer(folded)}
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{by}{text[end:]}"
    return text


def _is_name(text: str, folded: str, match: re.Match[str]) -> bool:
    before = folded[: match.start()].rstrip()
    if before.endswith(("pole", "cluster")):
        return True
    if len(text) != len(folded):  # folding changed the length: offsets do not agree
        return match[0].upper() in text or match[0].capitalize() in text
    return text[match.start()].isupper()


class _Spelt:
    """Finds names in folded texts, the longest first, none inside another.

    One pattern of all the names would do the same; it takes a quarter of a second to compile.
    """

    def __init__(self, names: dict[str, str]) -> None:
        """Remember ``names`` by their key."""
        self._names = names
        self._beginnings = {key[:end] for key in names for end in range(1, len(key) + 1)}

    def find(self, folded: str) -> Iterator[re.Match[str]]:
        """Where ``folded`` holds a name, in order."""
        found = _NAME_WORD.finditer(folded)
        words = [(m.start(), "et" if m[0] == "&" else m[0]) for m in found]
        end = 0
        for number, (start, word) in enumerate(words):
            if start < end or word not in self._beginnings:
                continue
            match = self._at(folded, start, [key for _, key in words[number : number + _MOST]])
            if match:
                end = match.end()
                yield match

    def _at(self, folded: str, start: int, words: list[str]) -> re.Match[str] | None:
        """The longest name at ``start``, where ``words`` begin."""
        longer: list[str] = []
        for key in accumulate(words):
            if key not in self._beginnings:
                break
            if key in self._names:
                longer.append(key)
        found = (any_name((self._names[key],)).match(folded, start) for key in reversed(longer))
        return next(filter(None, found), None)


class _Names:
    """The names of some cards.

    Attributes:
        owners: cards by name, folded and without blanks.
        find: the cards that a text names; of the last texts, it is remembered.
    """

    def __init__(self, cards: tuple[PoleCard, ...]) -> None:
        self.owners: dict[str, list[PoleCard]] = {}
        spelt: dict[str, str] = {}
        for card in cards:
            for name in card.names:
                key = _key(fold(name))
                if len(key) > 2 and card not in self.owners.setdefault(key, []):
                    self.owners[key].append(card)
                    spelt[key] = name
        self._spelt = _Spelt(spelt)
        self.find = lru_cache(maxsize=_KEPT)(self._find)

    def _find(self, text: str) -> tuple[PoleCard, ...]:
        folded = fold(text)
        found: dict[str, PoleCard] = {}
        for match in self._spelt.find(folded):
            key = _key(match[0])
            if key not in _COMMON or _is_name(text, folded, match):
                found.update((card.id, card) for card in self.owners[key] if card.id not in found)
        return tuple(found.values())


_names_of = lru_cache(maxsize=4)(_Names)
_latest: list[tuple[Sequence[PoleCard], _Names]] = [((), _Names(()))]


def _names(cards: Sequence[PoleCard]) -> _Names:
    """Names of ``cards``; those of the last call are recognised by identity, which costs least."""
    latest, names = _latest[0]
    if latest is not cards:
        names = _names_of(tuple(cards))
        _latest[0] = cards, names
    return names


def _key(folded: str) -> str:
    return re.sub(r"[\W_]+", "", folded.replace("&", " et "))
