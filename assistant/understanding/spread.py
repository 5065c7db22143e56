"""Questions that ask one thing of several years, phases, pôles or places: each on its own.

"Combien de pôles en 2005, en 2010 et en 2019 ?", "qui préside CARA et TES ?": what comes before
and after the items is asked of each of them. Pure but for the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.places.regions import load_places
from assistant.understanding.kinds import Kind, find_kind
from assistant.understanding.named import name_pattern, poles_named
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["spread"]

_KINDS = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DATE, Kind.PERSON, Kind.PLACE})
"""Kinds that one value answers: several items ask for several."""
_MOST = 4
_BEFORE_ITEM = (
    r"(?:(?:a|au|aux|en|dans|de|du|des|pour|chez|lors de|lors du|pendant|sur|in|at|for|of|on|"
    r"during|by)\s+(?:(?:la|le|les|the)\s+|l['’])?|[dl]['’]|la\s+|le\s+|the\s+)"
)
_PREPOSITION = re.compile(_BEFORE_ITEM)
_BEFORE = re.compile(rf"\b{_BEFORE_ITEM}$")
_LINK = re.compile(r"\s*,\s*(?:(?:et|puis|and|then|ou|or)\s+)?|\s+(?:et|puis|and|then|ou|or|vs\.?|"
                   r"versus)\s+")  # fmt: skip
_ITEM = re.compile(rf"{_BEFORE_ITEM}(?:[\w'’-]+\s?){{1,4}}")
"""Another item of a list of moments: "à sa clôture"."""
_MOMENT = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\bphases? (?:\d|[ivx]{1,4})\b|\baujourd'?hui\b|\bmaintenant\b|"
    r"\btoday\b|\bnow\b|\b(?:lancement|depart|debut|origine|launch|start|beginning)"
    r"(?: (?:de la|of the) (?:politique|policy))?\b"
)
_PHASES = re.compile(
    r"\bphases? (?:(?:\d|[ivx]{1,4})\b(?:, | et | and |, puis | puis )){1,4}(?:\d|[ivx]{1,4})\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:\d|[ivx]{1,4})\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:entre|between|ensemble|together|communs?|communes?|common|conjoint\w*|joint\w*|"
    r"fusion\w*|merg\w*|partenari\w*|distances?|ecarts?|differences?|from)\b"
)
"""Speaks of the items with one another."""


def spread(question: str, cards: Sequence[PoleCard] = ()) -> tuple[str, ...]:
    """The question of each item, at most four; itself alone when it asks of one."""
    question = _PHASES.sub(_each_phase, question)
    folded = fold(question)
    if len(folded) != len(question) or _TOGETHER.search(folded):
        return (question,)
    if find_kind(question) not in _KINDS:
        return (question,)
    for spans in (_moments(folded), _poles(question, folded, cards), _places(question)):
        parts = _asked_of_each(question, folded, spans) if len(spans) > 1 else ()
        if 1 < len(parts) <= _MOST:
            return parts
    return (question,)


def _each_phase(match: re.Match[str]) -> str:
    """ "phases III et IV" as "phase III et phase IV"."""
    return " et ".join(f"phase {number}" for number in _NUMBER.findall(match[0]))


def _moments(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in _MOMENT.finditer(folded)]


def _poles(question: str, folded: str, cards: Sequence[PoleCard]) -> list[tuple[int, int]]:
    named = poles_named(question, cards)
    spans = (name_pattern(card).search(folded) for card in named)
    return sorted(match.span() for match in spans if match)


def _places(question: str) -> list[tuple[int, int]]:
    found = load_places().find(question)
    return sorted((place.start, place.start + len(place.matched)) for place in found)


def _asked_of_each(question: str, folded: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The question of each item of the list that holds all ``spans``; nothing if none does."""
    items = [question[slice(*spans[0])]]
    joined = ""
    for (_, end), (start, after) in pairwise(spans):
        links = list(_LINK.finditer(folded, end, start))
        if not links or links[0].start() != end:
            return ()
        ends = [*(link.start() for link in links[1:]), after]
        between = [(link.end(), stop) for link, stop in zip(links, ends, strict=True)]
        before = folded[between[-1][0] : start]
        if before and not _PREPOSITION.fullmatch(before):
            return ()
        joined = links[-1][0].strip(" ,")
        if not all(_ITEM.fullmatch(folded[slice(*span)]) for span in between[:-1]):
            return ()
        items += [question[slice(*span)] for span in between]
    if not joined and len(items) == 2:  # "la phase II, en 2012" says one thing twice
        return ()
    first = _BEFORE.search(folded[: spans[0][0]])
    cut = first.start() if first else spans[0][0]
    stem, own, tail = question[:cut], question[cut : spans[0][0]], question[spans[-1][1] :]
    owns = (_PREPOSITION.match(fold(item)) and item is not items[0] for item in items)
    return tuple(
        f"{stem}{'' if has else own}{item}{tail}" for has, item in zip(owns, items, strict=True)
    )
