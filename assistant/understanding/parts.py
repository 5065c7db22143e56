"""Questions in several parts ("… et combien … ?", "en 2005 et en 2010 ?"): each part on its own.

Pure but for the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.ellipsis import asked_again, telling
from assistant.understanding.asking import INTERROGATIVES, PREPOSITIONS, YEAR, parted
from assistant.understanding.named import poles_named, renamed
from assistant.understanding.pole_fields import facts_asked_together
from assistant.understanding.spread import spread
from assistant.understanding.subjects import GENERIC, subjects
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["compared_in", "parts_of"]

_COMPARES = re.compile(
    r"(?:\b(?:diff[ée]rences?|distinction) (?:entre|between|is there between) |\bdistingu\w+ )"
    r"(.{2,60}?)\s+(?:(?:et|and|de|from)\b|d['’])\s*(.{2,60}?)\s*\?*\s*$|"
    r"^\W*(.{2,60}?)\s+(?:ou|et|vs\.?|or|and)\s+(.{2,60}?)\W+(?:(?:quelles?|what)\b.*)?"
    r"\bdiff[ée]rences?\b\W*$|"
    r"\ben quoi\s+(.{2,60}?)\s+(?:diff[èe]re\w*|se distingue\w*)\s+(?:de\s|d['’])\s*"
    r"(.{2,60}?)\s*\?*\s*$",
    re.IGNORECASE,
)
"""What sets two things apart: what each of them is."""

_ASKING = (
    rf"(?:(?:{PREPOSITIONS})\s+)?"
    rf"(?!quoi)(?:{INTERROGATIVES}|où|ou est|y a-t-il|est-ce que|existe|que|qu['’])\b"
)
"""Opens a part; "et à quoi ça sert" says more of what the first one asks."""
_JOINT = re.compile(
    rf"\s*,?\s+(?:et|and)\s+(?={_ASKING})|(?<=\?)\s+(?=\S)|"
    r"\s*,\s+(?=(?:quel(?:le)?s?|combien|quand|how|what|when|where|qui (?:l[ea]|en|y) )\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_ASKING}", re.IGNORECASE)
_ALL_POLES = re.compile(r"\b(?:poles|clusters)\b")
"""A part about the pôles at large is not about the one named before."""
_MOST = 4
_LEAST_WORDS = 3
_SHORT = re.compile(
    r"(?:(?:depuis|since|jusqu'à) \w+|(?:combien|how many) (?:aujourd'hui|maintenant|today|now))$",
    re.IGNORECASE,
)
"""A whole part, however short."""


def compared_in(question: str) -> tuple[str, ...]:
    """Questions for the definitions of two things whose difference is asked, else nothing."""
    match = _COMPARES.search(question)
    if match is None:
        return ()
    english = re.search(r"\b(?:between|from|and|or|what)\b", match[0]) is not None
    things = filter(None, match.groups())
    return tuple(f"What is {x}?" if english else f"C'est quoi {x} ?" for x in things)


def parts_of(question: str, cards: Sequence[PoleCard] = ()) -> tuple[str, ...]:
    """The parts of ``question``, at most four; itself alone when it asks one thing.

    A part without a name takes those of the first part, or what that one is about; one that says
    only another year, place or name asks the first part again; each year, phase, place or pôle of
    which a value is asked is a part.
    """
    body, added = parted(question)
    if facts := _facts_in(body, cards):
        return facts
    pieces = [piece.strip(" ?") for piece in _JOINT.split(body)]
    if (
        not 1 < len(pieces) <= _MOST
        or any(len(p.split()) < _LEAST_WORDS and not _SHORT.match(p) for p in pieces)
        or not all(_ASKS.search(piece) for piece in pieces)
    ):
        return spread(question, cards)
    about = [*_names(pieces[0], cards), *subjects(added, cards)] or _names(pieces[-1], cards)
    wholes = (_whole(piece, pieces[0], about, cards) for piece in pieces)
    parts = [part for whole in wholes for part in spread(whole, cards)]
    return tuple(parts) if len(parts) <= _MOST else (question,)


def _facts_in(question: str, cards: Sequence[PoleCard]) -> tuple[str, ...]:
    """A question for each fact of the one pôle named, where several are asked in one breath."""
    named = poles_named(question, cards)
    if len(named) != 1:
        return ()
    years = "".join(f" en {year}" for year in YEAR.findall(question))
    facts = facts_asked_together(renamed(fold(question), named, " "))
    if not 1 < len(facts) <= _MOST:
        return ()
    return tuple(f"{fact}{years} ({named[0].name}) ?" for fact in facts)


def _names(text: str, cards: Sequence[PoleCard]) -> list[str]:
    """What ``text`` is about; "PME" or "R&D" is nothing of its own."""
    return [name for name in subjects(text, cards) if fold(name) not in GENERIC]


def _whole(piece: str, first: str, names: Sequence[str], cards: Sequence[PoleCard]) -> str:
    """``piece`` as a question of its own, beside the ``first`` one."""
    if piece is not first and (again := _again(piece, first, cards)):
        return again
    if _names(piece, cards) or _ALL_POLES.search(fold(piece)):
        return f"{piece} ?"
    if piece is not first and (not names or not telling(_ASKS.sub(" ", piece))):
        names = [re.sub(r"^\W*(?:de\s|d['’])", "", _ASKS.sub(" ", first, count=1)).strip()]
    return f"{piece} ({', '.join(names)}) ?" if names else f"{piece} ?"


def _again(piece: str, first: str, cards: Sequence[PoleCard]) -> str:
    """The ``first`` question with the year, place or name that is all ``piece`` says; else ""."""
    rest = _ASKS.sub("", piece, count=1).strip()
    return asked_again(f"et {rest}", f"{first} ?", cards)
