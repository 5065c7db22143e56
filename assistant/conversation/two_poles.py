"""Follow-ups that set two pôles side by side: "lequel des deux…", "compare avec X". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.named import poles_named, renamed
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["asked_of_two"]

_OF_TWO = re.compile(
    r"\b(?:lequel|laquelle|which(?: one)?|who|qui)\s+(?:(?:de|d['’]entre|of|among|between) )?"
    r"(?:(?:des|les|ces|the|these|those) )?(?:deux|two)(?: (?:p[ôo]les|clusters))?\b",
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
    compares = _COMPARES.match(text) is not None
    two = _OF_TWO.search(text)
    if not compares and two is None:
        return ""
    own = [card.name for card in poles_named(text, cards)]
    names = _latest_two(own, before, answer, cards)
    if len(names) < 2:
        return ""
    both = f"{names[0]} et {names[1]}"
    if two is not None:
        return _of_each(text, two, both)
    asked_of = poles_named(before[-1], cards)
    return renamed(before[-1], asked_of, both) if len(asked_of) == 1 else ""


def _latest_two(
    own: list[str], before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> list[str]:
    """The two pôles last spoken of, in the order in which they were named."""
    names = list(reversed(own))
    for said in (*reversed(before), answer):
        names += [card.name for card in reversed(poles_named(said, cards))]
    return list(dict.fromkeys(names))[:2][::-1]


def _of_each(text: str, two: re.Match[str], both: str) -> str:
    """What ``text`` measures, asked of ``both``; or ``text`` with both names."""
    rest = text[two.end() :]
    english = "two" in two[0].lower()
    more = _MORE_OF.search(rest)
    if more and not _AGE.search(fold(more["thing"])) and not _ADJECTIVE.search(fold(rest)):
        thing = more["thing"]
    elif _ADJECTIVE.search(fold(rest)):
        thing = "members" if english else "membres"
    elif _AGE.search(fold(rest)):
        both_en = both.replace(" et ", " and ")
        return f"When were {both_en} created?" if english else f"De quand datent {both} ?"
    else:
        return f"{text[: two.start()]}{both}{rest}"
    if english:
        return f"How many {thing} do {both.replace(' et ', ' and ')} have?"
    elided = "d'" if fold(thing)[0] in "aeiouyh" else "de "
    return f"Combien {elided}{thing} comptent {both} ?"
