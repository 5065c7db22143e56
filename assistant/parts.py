"""Questions in two parts ("… et combien … ?"): each part on its own. Pure but for the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.subjects import subjects
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
    r"(?:(?:à|a|de|sur|dans|avec|par|pour|en|in|on|by|for|at|of|with)\s+)?(?:quel(?:le)?s?|combien|"
    r"qui|quand|où|ou est|"
    r"y a-t-il|est-ce que|existe|comment|pourquoi|que|qu'|how|which|what|who|whom|when|where|why)\b"
)
_JOINT = re.compile(
    rf"\s*,?\s+(?:et|and)\s+(?={_ASKING})|(?<=\?)\s+(?=\S)|"
    r"\s*,\s+(?=(?:quel(?:le)?s?|combien|quand|how|what|when|where|qui (?:l[ea]|en|y) )\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_ASKING}", re.IGNORECASE)
_ALL_POLES = re.compile(r"\b(?:poles|clusters)\b")
"""A part about the pôles at large is not about the one named before."""
_MOST = 3
_LEAST_WORDS = 3


def compared_in(question: str) -> tuple[str, ...]:
    """Questions for the definitions of two things whose difference is asked, else nothing."""
    match = _COMPARES.search(question)
    if match is None:
        return ()
    english = re.search(r"\b(?:between|from|and|or|what)\b", match[0]) is not None
    things = filter(None, match.groups())
    return tuple(f"What is {x}?" if english else f"C'est quoi {x} ?" for x in things)


def parts_of(question: str, cards: Sequence[PoleCard] = ()) -> tuple[str, ...]:
    """The parts of ``question``, at most three; itself alone when it asks one thing.

    A part without a name takes those of the first part, or what that one is about.
    """
    tail = re.search(r"\s*\([^()]*\)\s*\?*\s*$", question)  # names taken from the conversation
    body = question[: tail.start()] if tail else question
    pieces = [piece.strip(" ?") for piece in _JOINT.split(body)]
    if not 1 < len(pieces) <= _MOST or any(len(p.split()) < _LEAST_WORDS for p in pieces):
        return (question,)
    if not all(_ASKS.search(piece) for piece in pieces):
        return (question,)
    names = subjects(f"{pieces[0]}{tail[0] if tail else ''}", cards)
    about = names or [_ASKS.sub(" ", pieces[0]).strip()]
    return (f"{pieces[0]} ?", *(_whole(piece, about, cards) for piece in pieces[1:]))


def _whole(piece: str, names: Sequence[str], cards: Sequence[PoleCard]) -> str:
    own = {fold(name) for name in subjects(piece, cards)}
    if own or not names or _ALL_POLES.search(fold(piece)):
        return f"{piece} ?"
    return f"{piece} ({', '.join(names)}) ?"
