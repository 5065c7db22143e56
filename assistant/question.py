"""What a question asks: its language, its years, and its form without the conversation. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from assistant.conversation.ellipsis import says_too_little
from assistant.conversation.followup import standalone_readings
from assistant.limits.limit import read_within_limits
from assistant.limits.private import asks_address, asks_private
from assistant.limits.talk import talk_of, without_talk
from assistant.records import Turn
from assistant.understanding.dates import in_years
from assistant.understanding.described import Described, chosen, described_in, that_one
from assistant.understanding.kinds import Kind, kind_of
from assistant.understanding.long_question import what_asks
from assistant.understanding.moments import with_present_phase
from assistant.understanding.named import poles_named, spelt_out
from assistant.understanding.plain_words import in_plain_words
from assistant.understanding.who_holds import who_holds
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = [
    "MAX_QUESTION_CHARS",
    "Question",
    "asks_evolution",
    "guess_language",
    "readings_of",
    "understand",
    "years_in",
]

MAX_QUESTION_CHARS = 2000
"""Of a longer question, what asks is read, and the answer says so."""

_MAX_TURNS, _MAX_TURN_CHARS = 10, 4000
"""Turns of the conversation that are read, the latest ones, and characters of each."""

_ENGLISH = frozenset(
    """
    the of and is are was were what which who where when why how many much does do did in on for
    with a an to that by about list tell me can could should thank thanks you
    hello hi bye
    """.split()
)
_FRENCH = frozenset(
    """
    le la les l un une des du de d et est sont quel quelle quels quelles qui que qu quoi ou quand
    comment combien pourquoi dans sur pour avec par en au aux il elle ils elles je c ce cette ces
    a t y
    """.split()
)
_EVOLUTION = re.compile(
    r"\bevolu\w+|\bau fil (?:du temps|des ans|des annees)|\bd'annee en annee|\bchange[de]?\b|"
    r"\bprogress(?:e|ion|ed)\b|\bover (?:time|the years)|\bgrow[ns]?\b|\bgrew\b|\bgrowth\b|"
    r"\b(?:augmente|baisse|diminue)(?:r|nt)?\b|\bde combien a combien\b|"
    r"\bpass(?:e|ee|es|ees|er)\b.*\bde\b.*\ba\b.*\bentre\b|\b(?:est|sont)-ils? passee?s?\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(
    r"(?<!\w)(?<!années )(?<!annees )(?:19|20)\d{2}(?!\d|s\b)|"
    r"(?:(?<=\ben )|(?<=\bin )|(?<=\bl['’]an ))(?:1[0-8]|2[1-9])\d{2}(?=\W*$|[ ,]*[?,])",
    re.IGNORECASE,
)
"""A year; one of another age only where nothing is counted: "en 1850 ?", no "en 1500 mots"."""
_IN_LANGUAGE = re.compile(
    r"^\W*(?:(?:et|and|ok|pareil|same|en fait) )*"
    r"(?:(en anglais|in english)|(?:en francais|in french))"
    r"(?: (?:stp|svp|please))?\W*$"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    Attributes:
        text: as typed; of more than MAX_QUESTION_CHARS, what asks.
        standalone: understandable without the conversation; what is searched.
        language: "fr" or "en".
        years: years that it names, in order.
        kind: the type of the expected answer.
        poles: pôles that it names.
        choices: names of the pôles that its "pôle de la mer" may mean, where they are several.
        as_of: answer as of that year, None for today.
        cut: True when the text typed was longer.
        limit: name of the own text that answers an order, an insult…; "" for a real question.
        sources: only what these documents say answers it; any where empty; None: not yet read.
    """

    text: str
    standalone: str
    language: str
    years: tuple[int, ...]
    kind: Kind = Kind.OTHER
    poles: tuple[PoleCard, ...] = ()
    choices: tuple[str, ...] = ()
    as_of: int | None = None
    cut: bool = False
    limit: str = ""
    sources: frozenset[str] | None = None


def asks_evolution(question: Question) -> bool:
    """Does the question ask how something changed over the years?"""
    return bool(_EVOLUTION.search(fold(question.standalone)))


def understand(
    text: str,
    history: Sequence[Turn] = (),
    language: str = "",
    *,
    poles: Sequence[PoleCard] = (),
    as_of: int | None = None,
) -> Question:
    """The likeliest reading of a question; see ``readings_of``."""
    return readings_of(text, history, language, poles=poles, as_of=as_of)[0]


def readings_of(
    text: str,
    history: Sequence[Turn] = (),
    language: str = "",
    *,
    poles: Sequence[PoleCard] = (),
    as_of: int | None = None,
    knows: Callable[[str], bool] = lambda token: False,
) -> tuple[Question, ...]:
    """Read a question; the likeliest reading first.

    Args:
        text: as typed.
        history: earlier turns, oldest first, of which the last ten are read; a follow-up ("et en
            2013 ?", "qui le préside ?") takes the names of the last question that has some, or of
            the last answer.
        language: "fr" or "en" when the caller knows; otherwise guessed from the words.
        poles: the pôles that can be recognised by their names.
        as_of: answer as of that year, None for today.
        knows: does a document hold the token? What is known is no mistyped name.
    """
    # Half of a surrogate pair, which JSON can carry, is no character.
    clean = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    cut = len(clean) > MAX_QUESTION_CHARS
    if cut:
        clean = what_asks(clean, MAX_QUESTION_CHARS)
    history = [replace(t, content=t.content[:_MAX_TURN_CHARS]) for t in history[-_MAX_TURNS:]]
    history = _without_talk(history)
    limits = read_within_limits(clean, poles)
    year = as_of or datetime.now(UTC).year
    dated = with_present_phase(in_years(limits.text, year), year)
    asked, wanted, history = _in_language(in_plain_words(without_talk(dated)), history)
    found = _with_names(asked, history, poles, as_of, knows)
    limit = limits.limit
    if asks_address(asked) and not asks_private(found[0].text, poles):
        found = found[:1]  # "et son adresse ?", of the body whose head was named before
    if not limit and any(asks_private(one.text, poles) for one in found):
        limit = "private"  # "et son mail ?", of whoever was named before
    if not limit and not history and says_too_little(clean):
        limit = "incomplete"
    return tuple(
        Question(
            text=clean,
            standalone=standalone,
            language=language or wanted or guess_language(clean if limit else asked),
            years=years_in(standalone),
            kind=kind_of(standalone, named),
            poles=named,
            choices=choices,
            as_of=as_of,
            cut=cut,
            limit=limit,
        )
        for standalone, choices in ((one.text, one.choices) for one in found)
        for named in (poles_named(standalone, poles),)
    )


def _with_names(
    asked: str,
    history: Sequence[Turn],
    poles: Sequence[PoleCard],
    as_of: int | None,
    knows: Callable[[str], bool],
) -> list[Described]:
    """The readings of ``asked`` after ``history``, with names for what describes pôles."""
    said = [
        replace(t, content=described_in(t.content, poles).text) if t.role == "user" else t
        for t in history
    ]
    if said:
        before = next((t.content for t in reversed(said) if t.role == "user"), "")
        if again := chosen(asked, before, poles):
            asked, said = again, []
        asked = that_one(described_in(asked, poles, as_of).text, poles)
    return [
        described_in(who_holds(spelt_out(reading, poles, knows), poles), poles, as_of)
        for reading in standalone_readings(asked, said, poles)
    ]


def years_in(text: str) -> tuple[int, ...]:
    """Years that a question names, in order, each once."""
    return tuple(int(year) for year in dict.fromkeys(_YEAR.findall(text)))


def _without_talk(history: Sequence[Turn]) -> list[Turn]:
    """The turns but greetings and thanks, and what was answered to them, and without the "merci,"
    that opens a question: none leans on these.
    """
    kept: list[Turn] = []
    talking = False
    for turn in history:
        if turn.role == "user":
            talking = bool(talk_of(turn.content))
        if not talking:
            asks = turn.role == "user"
            kept.append(replace(turn, content=without_talk(turn.content)) if asks else turn)
    return kept


def _in_language(text: str, history: Sequence[Turn]) -> tuple[str, str, Sequence[Turn]]:
    """ "And in English?" asks the last question again: that question, the language, what it had
    before it.
    """
    match = _IN_LANGUAGE.match(fold(text))
    asked = [place for place, turn in enumerate(history) if turn.role == "user"]
    if not match or not asked:
        return text, "", history
    return history[asked[-1]].content, "en" if match[1] else "fr", history[: asked[-1]]


@lru_cache(maxsize=8192)
def guess_language(text: str, otherwise: str = "fr") -> str:
    """ "en" when more English than French function words occur, "fr" when more French ones do.

    Args:
        text: any.
        otherwise: the language where neither prevails.
    """
    leaning = sum(map(_leaning, _WORD.findall(text)))
    return otherwise if not leaning else "en" if leaning > 0 else "fr"


@lru_cache(maxsize=1 << 15)
def _leaning(word: str) -> int:
    """1 for an English function word, -1 for a French one, 0 for any other."""
    folded = fold(word)
    return (folded in _ENGLISH) - (folded in _FRENCH)
