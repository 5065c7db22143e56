"""What a question asks: its language, its years, and its form without the conversation. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.kinds import Kind, find_kind
from assistant.named import poles_named
from assistant.records import Turn
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard

__all__ = ["MAX_QUESTION_CHARS", "Question", "understand"]

MAX_QUESTION_CHARS = 2000
"""A longer question is cut at a word, and the answer says so."""

_ENGLISH = frozenset(
    """
    the of and is are was were what which who where when why how many much does do did in on for
    with a an to that by about list tell me can could should
    """.split()
)
_FRENCH = frozenset(
    """
    le la les l un une des du de d et est sont quel quelle quels quelles qui que qu quoi ou quand
    comment combien pourquoi dans sur pour avec par en au aux il elle ils elles je c ce cette ces
    a t y
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_FOLLOW_UP = re.compile(
    r"^(?:et|and|mais|alors|what about|how about)\b|\bqui l(?:e|a|es)? ?'?\w+\W*$|\b(?:il|elle|ils|elles|y|ce pole|ce dernier|"
    r"celui-ci|celle-ci|it|they|he|she|there|its|their)\b"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Ý][\w'’&-]*|\b[A-Z]{2,}\b)(?:[ -](?:[A-ZÀ-Ý&][\w'’&-]*|de|du|des|la|en))*"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    Attributes:
        text: as typed, cut to MAX_QUESTION_CHARS.
        standalone: understandable without the conversation; what is searched.
        language: "fr" or "en".
        years: years that it names, in order.
        kind: the type of the expected answer.
        poles: pôles that it names.
        as_of: answer as of that year, None for today.
        cut: True when the text typed was longer.
    """

    text: str
    standalone: str
    language: str
    years: tuple[int, ...]
    kind: Kind = Kind.OTHER
    poles: tuple[PoleCard, ...] = ()
    as_of: int | None = None
    cut: bool = False


def understand(
    text: str,
    history: Sequence[Turn] = (),
    language: str = "",
    *,
    poles: Sequence[PoleCard] = (),
    as_of: int | None = None,
) -> Question:
    """Read a question.

    Args:
        text: as typed.
        history: earlier turns, oldest first; a follow-up ("et en 2013 ?", "qui le préside ?")
            takes the names of the last question that has some.
        language: "fr" or "en" when the caller knows; otherwise guessed from the words.
        poles: the pôles that can be recognised by their names.
        as_of: answer as of that year, None for today.
    """
    clean = " ".join(text.split())
    cut = len(clean) > MAX_QUESTION_CHARS
    if cut:
        clean = clean[:MAX_QUESTION_CHARS].rsplit(" ", 1)[0]
    standalone = _standalone(clean, history)
    return Question(
        text=clean,
        standalone=standalone,
        language=language or guess_language(clean),
        years=tuple(int(year) for year in dict.fromkeys(_YEAR.findall(clean))),
        kind=find_kind(standalone),
        poles=poles_named(standalone, poles),
        as_of=as_of,
        cut=cut,
    )


def guess_language(text: str) -> str:
    """ "en" when more English than French function words occur, else "fr"."""
    words = [fold(word) for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in words)
    french = sum(word in _FRENCH for word in words)
    return "en" if english > french else "fr"


def _standalone(text: str, history: Sequence[Turn]) -> str:
    asked = [turn.content for turn in history if turn.role == "user"]
    if not asked or not _FOLLOW_UP.search(fold(text)) or _names(text):
        return text
    for earlier in reversed(asked):
        if names := _names(earlier):
            return f"{text.rstrip(' ?')} ({', '.join(names)}) ?"
    return f"{asked[-1].rstrip(' ?')} — {text}"


def _names(text: str) -> list[str]:
    """Capitalised names, the first word of the sentence aside unless it is an acronym."""
    names = [match[0] for match in _NAME.finditer(text)]
    first = text.split(" ", 1)[0].strip("?,.!") if text else ""
    return [
        name
        for name in names
        if fold(name) not in STOP_WORDS and (name != first or name.isupper() or "-" in name)
    ]
