"""Follow-ups that set two pôles side by side: "lequel des deux…", "compare avec X". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.named import poles_named, renamed
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["asked_of_two"]

_OF_TWO = re.compile(
    r"\b(?:lequel|laquelle|(?P<en>which(?: one)?|who)|qui)\s+"
    r"(?:(?:de|d['’]entre|of|among|between) )?"
    r"(?:(?:des|les|ces|the|these|those) )?(?:deux|two)(?: (?:p[ôo]les|clusters))?\b",
    re.IGNORECASE,
)
_HAS_MORE = re.compile(
    r"^\W*(?:et |and |alors )?(?:lequel|laquelle|lesquels|(?P<en>which(?: one| of)?|who)|qui)\b"
    r"(?=.*\b(?:plus|moins|most|least|more|fewer|fewest|(?:old|young|bigg|larg|small|new)(?:er|est))\b)",
    re.IGNORECASE,
)
_MORE_OF = re.compile(
    r"\b(?:le plus|le moins|plus|moins|the most|most|more|the fewest|fewest|fewer)\s+"
    r"(?:(?:de|of)\s|d['’])?(?P<thing>[^\W\d_]{4,})\b(?!\s+(?:ancien|grand|gros))",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\b(?:grande?|gros|grosse|big\w*|larg\w*)\b")
_AGE = re.compile(r"\b(?:ancien\w*|vieux|old\w*|recent\w*|jeune|young\w*|new\w*)\b")
_COMPARES = re.compile(
    r"^\W*(?:et |and |ok |alors |maintenant |now |can you |peux-tu |pouvez-vous )*"
    r"(?:(?:les? |la )?compar\w+|comparaison|versus|vs)\b",
    re.IGNORECASE,
)


def asked_of_two(text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]) -> str:
    """The question that ``text`` asks of two pôles, both named; "" where it asks of no two."""
    own = [card.name for card in poles_named(text, cards)]
    asks = _OF_TWO.search(text)
    if asks is None and not own and (asks := _HAS_MORE.match(text)):
        before, answer = before[-2:], ""  # "lequel en a le plus ?", of two asked one by one
    if asks is None and not _COMPARES.match(text):
        return ""
    names = _latest_two(own, before, answer, cards)
    if len(names) < 2:
        return ""
    return (asks and _of_each(text, asks, names)) or _of_both(before[-1], names, cards)


def _latest_two(
    own: list[str], before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> list[str]:
    """The two pôles last spoken of, in the order in which they were named."""
    names = list(reversed(own))
    for said in (*reversed(before), answer):
        names += [card.name for card in reversed(poles_named(said, cards))]
    return list(dict.fromkeys(names))[:2][::-1]


def _of_each(text: str, asks: re.Match[str], names: Sequence[str]) -> str:
    """What ``text`` measures, asked of each; what it asks of "the two", of both; else ""."""
    rest, english = text[asks.end() :], asks["en"] is not None
    both = (" and " if english else " et ").join(names)
    more, folded = _MORE_OF.search(rest), fold(rest)
    thing = more["thing"] if more and not _AGE.search(fold(more["thing"])) else ""
    if _ADJECTIVE.search(folded):
        thing = "members" if english else "membres"
    elif not thing and _AGE.search(folded):
        return f"When were {both} created?" if english else f"De quand datent {both} ?"
    if not thing:
        return f"{text[: asks.start()]}{both}{rest}" if asks.re is _OF_TWO else ""
    if english:
        return f"How many {thing} do {both} have?"
    of = "d'" if fold(thing)[0] in "aeiouyh" else "de "
    return f"Combien {of}{thing} comptent {both} ?"


def _of_both(question: str, names: Sequence[str], cards: Sequence[PoleCard]) -> str:
    """``question`` asked of both, where it is asked of one pôle; else ""."""
    asked = poles_named(question, cards)
    return renamed(question, asked, " et ".join(names)) if len(asked) == 1 else ""
