"""Questions in several parts ("… et combien … ?", "en 2005 et en 2010 ?"): each part on its own.

Pure but for the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.conversation.followup import standalone_readings
from assistant.records import Turn
from assistant.understanding.asking import (
    ASKS,
    INTERROGATIVES,
    INVERTED,
    PREPOSITIONS,
    YEAR,
    parted,
)
from assistant.understanding.named import poles_named, renamed
from assistant.understanding.pole_fields import facts_asked_together
from assistant.understanding.spread import spread
from assistant.understanding.subjects import subjects
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

_VERB_FIRST = (
    r"(?:(?:en|[lmnsy]['’]|s'y|ne|se|le|la|les|lui|leur)\s?)?"
    + INVERTED
    + r"|(?:do|does|did|is|are|was|were|has|have|can|will) (?:it|they|he|she|the|this)\b"
)
_ASKING = (
    rf"(?!quoi|à quoi ça)(?:(?:{PREPOSITIONS})\s+)?"
    rf"(?:{INTERROGATIVES}|où|ou est|est-ce qu|existe|que|qu['’])\b|{_VERB_FIRST}"
)
"""Opens a part; "et à quoi ça sert" says more of what the first one asks."""
_JOINT = re.compile(
    rf"\s*,?\s+(?:et|and)\s+(?={_ASKING})|(?<=\?)\s+(?=\S)|"
    rf"\s*,\s+(?=(?:(?:{PREPOSITIONS})\s+(?:quoi|qui)|"
    rf"(?:(?:{PREPOSITIONS})\s+)?(?:quel(?:le)?s?|combien|quand|comment|pourquoi|how|what|when|where)|"
    rf"qui (?:l(?:es?|a) |l['’]|en |y )|où (?:est|sont|se))\b|qu[ei] {_VERB_FIRST})",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"{ASKS.pattern}|\b(?:{INVERTED})", re.IGNORECASE)
_ALL_POLES = re.compile(r"\b(?:poles|clusters)\b")
"""A part about the pôles at large is not about the one named before."""
_CONNECTIVE = re.compile(r"^et ")
_MOST = 4
_LEAST_WORDS = 3
_SHORT = re.compile(
    r"^(?:(?:depuis|since|jusqu'à|quel(?:le)?s?|what|which) \w+|"
    r"(?:combien|how many) (?:aujourd'hui|maintenant|today|now))$|"
    rf"\b{INVERTED}",
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


def parts_of(
    question: str,
    cards: Sequence[PoleCard] = (),
    answer: Callable[[str], str] = lambda part: "",
) -> tuple[str, ...]:
    """The parts of ``question``, at most four; itself alone when it asks one thing.

    Each part but the first is read as a follow-up to those before it, and to what ``answer`` says
    of them: "où est-il ?" is asked of the pôle that the first part asks for. Each year, phase,
    place or pôle of which a value is asked is a part.
    """
    body, added = parted(question)
    pieces = _pieces(body)
    if not 1 < len(pieces) <= _MOST:
        return _facts_in(body, cards) or spread(question, cards)
    about = [*subjects(pieces[0], cards), *subjects(added, cards)] or subjects(pieces[-1], cards)
    wholes = [_about(pieces[0], about, cards)]
    said: list[Turn] = []
    for piece in pieces[1:]:
        said += [Turn("user", wholes[-1]), Turn("assistant", answer(wholes[-1]))]
        wholes.append(_CONNECTIVE.sub("", standalone_readings(f"et {piece} ?", said, cards)[0]))
    parts = [part for q in wholes for part in _facts_in(q, cards) or spread(q, cards)]
    return tuple(parts) if len(parts) <= _MOST else (question,)


def _pieces(body: str) -> list[str]:
    """``body``, cut where another question begins; each piece asks something."""
    pieces: list[str] = []
    start = 0
    for end, after in (*(joint.span() for joint in _JOINT.finditer(body)), (len(body), len(body))):
        piece = body[start:end].strip(" ?")
        if _asks(piece):
            pieces.append(piece)
            start = after
    if start < len(body) and pieces:  # what asks nothing, behind the last that does
        pieces[-1] += f", {body[start:].strip(' ?')}"
    return pieces


def _asks(piece: str) -> bool:
    """Is it a whole question?"""
    enough = len(piece.split()) >= _LEAST_WORDS or _SHORT.search(piece)
    return bool(enough and _ASKS.search(fold(piece)))


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


def _about(piece: str, names: Sequence[str], cards: Sequence[PoleCard]) -> str:
    """``piece`` as a question, of ``names`` where it has none of its own."""
    own = not names or subjects(piece, cards) or _ALL_POLES.search(fold(piece))
    return f"{piece} ?" if own else f"{piece} ({', '.join(names)}) ?"
