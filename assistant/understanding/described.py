"""A pôle spoken of by what it does: "le pôle du cheval", "the perfume cluster". Pure.

People know the trade before the name. Records say what each pôle does first; where one alone does
it, in the region named if one is, its name stands for the description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.places.regions import load_places
from assistant.understanding.asking import YEAR
from assistant.understanding.moments import asks_past, phase_of
from assistant.understanding.named import poles_named
from assistant.understanding.ranks import number_of
from assistant.understanding.synonyms import alternatives
from assistant.understanding.theme_terms import terms_of
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = ["Described", "chosen", "described_in", "that_one"]

_FRENCH = re.compile(
    r"(?:\b(?P<before>[^\W\d_]+)\s+)?\bp[ôo]le\b(?: de comp[ée]titivit[ée])?"
    r"(?:\s+(?:fran[çc]ais|national))?\s*",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\bthe (?:french )?(?P<what>(?:[\w-]+ ){1,4}?)(?:competitiveness )?cluster\b", re.IGNORECASE
)
_THAT_ONE = re.compile(r"\bcelui\b(?= (?:de|du|des|d['’]))", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:\W|\b(?:de|la|le|les|du|des|d|l|en|et|dans|à|au|aux|in|of|and|the|r[ée]gion|"
    r"competitiveness|cluster)\b)*",
    re.IGNORECASE,
)
"""What may stand before a word of the description, and between two."""
_ANY_ONE = frozenset(
    "quel un aucun chaque autre tel leur notre mon votre nouveau futur premier seul ancien de "
    "unique meilleur plus gros petit second deuxième".split()
)
"""Words before "pôle" that make it no pôle known by what it does."""
_ARTICLES = frozenset(("le", "du", "au"))
_ELIDED = re.compile(r"[aeiouhy]", re.IGNORECASE)
_RANK = re.compile(
    r"\W*(?:(?:celui du |plutot |le |la |the |numero |number |option |n\W*)*)"
    r"(\d|premiere?|deuxieme|seconde?|troisieme|derniere?|first|second|third|last)(?: one)?"
    r"(?: svp| stp| please)?\W*"
)
"""Chooses by a number."""
_AS_MUCH, _TWICE = 0.5, 2.0
"""Pôles that do it as much; the share of one whose first sector and technology say it."""
_MOST_OTHERS = 8
"""Labelled pôles that may do it too, where it is what one does first."""
_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Described:
    """What a description stands for.

    Attributes:
        text: the question with the name in its place; as it was where several pôles fit.
        choices: names of the pôles that fit, where they are several.
    """

    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Where a description may stand: the characters that it would give up, and what says it.

    Attributes:
        start, end: of what is replaced in any case ("du pôle", "the … cluster").
        said: where what it does begins.
        before: the word before it, an article or any other, "" for none.
    """

    start: int
    end: int
    said: int
    before: str = ""


def described_in(text: str, poles: Sequence[PoleCard], as_of: int | None = None) -> Described:
    """``text`` with the name of the pôle that it describes, or the pôles that it may mean.

    Of a past year, which ``as_of`` or the text names, those that held the label in its phase; of a
    past without a year, the only one that ever did it.
    """
    phrases = [*_french(text), *_english(text)]
    if not phrases or poles_named(text, poles):
        return Described(text)
    named = YEAR.findall(text)
    phase = phase_of(as_of or int(named[0] if len(named) == 1 else 0))
    ever = not phase and asks_past(text)
    for phrase in phrases:
        keys, regions, end = _read(text, phrase)
        fit = [card.name for card in _doing(keys, regions, phase, poles, ever)] if keys else []
        if len(fit) == 1:
            name, rest = _behind(phrase.before, fit[0]), text[max(end, phrase.end) :]
            if "(" in text[phrase.start : end]:  # "(Île-de-France)", that the conversation added
                rest = rest.replace(")", "", 1)
            return Described(f"{text[: phrase.start]}{name}{rest}")
        if 1 < len(fit) <= _CHOICES and not ever:
            return Described(text, tuple(fit))
    return Described(text)


def that_one(text: str, poles: Sequence[PoleCard]) -> str:
    """``text`` with the name for "celui de la parfumerie", said behind a pôle; else as it is."""
    meant = _THAT_ONE.sub("le pôle", text)
    named = described_in(meant, poles).text
    return text if named == meant else named


def chosen(text: str, before: str, poles: Sequence[PoleCard]) -> str:
    """``before``, asked of the one that ``text`` chooses among the pôles that it may mean; else "".

    By some words of its name ("Méditerranée", behind "le pôle de la mer"), or by its rank.
    """
    names = described_in(before, poles).choices
    words = set(lexical_tokens(text))
    fit = [name for name in names if words and words <= set(lexical_tokens(name))]
    if names and (rank := _RANK.fullmatch(fold(text))):
        place = number_of(rank[1]) - 1  # of the last, -1
        fit = list(names[place:][:1])
    return described_in(before, [p for p in poles if [p.name] == fit]).text if len(fit) == 1 else ""


def _french(text: str) -> Iterator[_Phrase]:
    for match in _FRENCH.finditer(text):
        before = match["before"] or ""
        if before.lower() not in _ANY_ONE:
            yield _Phrase(match.start(), match.end(), match.end(), before)


def _english(text: str) -> Iterator[_Phrase]:
    for match in _ENGLISH.finditer(text):
        yield _Phrase(match.start(), match.end(), match.start("what"))


def _behind(before: str, name: str) -> str:
    """``name`` behind what stood before "pôle": "du pôle du cheval" is "d'Hippolia"."""
    article = before.lower()
    if article not in _ARTICLES or fold(name).startswith("pole "):
        return f"{before} {name}".lstrip()
    if article == "du":
        return f"d'{name}" if _ELIDED.match(fold(name)) else f"de {name}"
    return name if article == "le" else f"à {name}"


def _read(text: str, phrase: _Phrase) -> tuple[frozenset[str], tuple[str, ...], int]:
    """Keys and regions that the words of a description say, one behind the other; its end."""
    from assistant.understanding.lexicon import STRONG

    start = phrase.said
    found: list[tuple[int, int, tuple[str, ...], tuple[str, ...]]] = [
        (p.start, p.start + len(p.matched), (), p.regions) for p in load_places().find(text)
    ]
    for term in terms_of(text[start:], ()):
        begins, ends = start + term.start, start + term.end
        said = tuple(target.key for target in term.targets if target.weight >= STRONG)
        if begins > start or not _is_name(text[begins:ends], said):
            found.append((begins, ends, said, ()))
    keys: set[str] = set()
    regions: tuple[str, ...] = ()
    end = start
    for begins, ends, said, there in sorted(found):
        if begins < end:  # before the description, or within another word of it
            continue
        if not _BETWEEN.fullmatch(text, end, begins):
            break
        keys.update(said)
        regions = (*regions, *there)
        end = ends
    return frozenset(keys), regions, end


def _is_name(word: str, keys: Sequence[str]) -> bool:
    """Is the word right behind "pôle" a name: capitals, and no theme's own word ("le pôle Mer")?"""
    own = {other for token in lexical_tokens(word) for other in alternatives(token)}
    return word[:1].isupper() and not any(token in key for token in own for key in keys)


def _doing(
    keys: frozenset[str],
    regions: Sequence[str],
    phase: int,
    poles: Sequence[PoleCard],
    ever: bool,
) -> list[PoleCard]:
    """The pôles that do most what ``keys`` say; those with the label where one has it.

    ``phase``: in which they held it, 0 for today's; ``ever``: at any time.
    """
    there = [card for card in poles if not regions or set(regions) & set(card.regions)]
    also = [card for card in there if keys & {*card.sectors, *card.technologies}]
    known = [card for card in also if _share(card, keys)] or also
    then = [card for card in known if phase in card.phases]
    pool = known if ever else then or [card for card in known if card.labelled] or known
    most = max((_share(card, keys) for card in pool), default=0.0)
    first = [card for card in pool if _share(card, keys) >= most - _AS_MUCH]
    others = [card for card in also if card.labelled]
    alone = len(first) == 1 and most < _TWICE and not regions
    return others if alone and len(others) > _MOST_OTHERS else first


def _share(card: PoleCard, keys: frozenset[str]) -> float:
    """How far a pôle is known by what ``keys`` say: its first sector, its technologies.

    The order of technologies says little, that of sectors much.
    """
    first = not keys.isdisjoint(card.sectors[:1])
    does = not keys.isdisjoint(card.technologies)
    return first + does + 0.5 * (not keys.isdisjoint(card.technologies[:1]))
