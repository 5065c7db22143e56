"""What a pôle is or does, when nothing more precise is asked: "Que fait Axelera (à l'étranger) ?".

A question that says nothing but a subject of its record is answered by that section, the newest
first: services, projects, Europe; its history from the beginning. One that says no subject is
answered by its missions, what it is before what it does, and in English by its summary. Of a
former pôle, what it became follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question, guess_language
from assistant.records import Evidence
from assistant.registry.lineage import succession
from assistant.statements.record_statements import naming
from assistant.understanding.beside import rest_of, words_of
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["pole_profile", "says_what"]

_MISSION, _SUMMARY, _HISTORY = "Mission", "Summary", "Histoire"
_SHOWN, _SHOWN_OF_SECTION = 3, 5
_SECTIONS = (
    ("Europe", r"europe\w*|ue|bruxelles|eu"),
    (_HISTORY, r"histoire|historique|origines?|naissance|parcours|history|origins?"),
    (
        "Services aux entreprises",
        r"services?|propose\w*|offre\w*|apporte\w*|aide\w*|accompagne\w*|soutien\w*|adherents?|"
        r"membres?|entreprises?|pme|eti|tpe|startups?|start|ups?|societes?|boites?|"
        r"offers?|provides?|helps?|supports?|members?|companies|firms|businesses|smes?",
    ),
    (
        "Programmes et projets",
        r"projets?|programmes?|initiatives?|mene\w*|porte\w*|pilote\w*|projects?|programs?|"
        r"leads?|runs?|cours",
    ),
)
"""Sections of a record, each with the words that ask for it; the narrower first."""
_OF_SECTIONS = re.compile("|".join(asks for _, asks in _SECTIONS))
_VALUES = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DATE, Kind.PLACE, Kind.PERSON})
"""Kinds that a section does not answer."""
_AMONG = re.compile(r"(?:(?: et|,) les autres poles| est l'un des)\b")
"""Behind its name: it is spoken of as one of several."""
_DATE = re.compile(r"[^,]{2,40}, ")
_PRESENTING = re.compile(
    r"(?:present\w*|parle\w*|dis|decri\w*|connai\w*|savoir|fait|faire|font|role|mission\w*|but|"
    r"activites?|specialites?|(?:qu|k)e[sz]a[ck]o|sert|servir|occupe\w*|travaille\w*|s|quoi|koi|est|ce|"
    r"poles?|clusters?|competitiv\w*|tell|know|describe\w*|who|works?|role|purpose|business|main|"
    r"about|agit|they|focus\w*|principal\w*|moi|nous|info\w*|fiche|couvr\w*|interv\w*|"
    r"interess\w*|cover\w*|active|svp|stp|please|bonjour|hello|merci)"
)
"""Words of a question that asks to be told about a pôle."""
_BIRTH = re.compile(r"^\W*comment (?:est|a ete) (?:nee?|cree\w*)\W*$|^\W*comment est\W+nee?\W*$")
_THEME = re.compile(
    r"thematiques?|themes?|domaines?|secteurs?|filieres?|axes?|priorites|strategiques|sectors?|fields?|"
    r"topics?"
)
_ON_THEMES = re.compile(r"\b(?:thèmes sur|secteurs pour) lesquels travaill")
"""Lists some of its themes or sectors, as records write it."""
_IS_A_POLE = re.compile(
    r"\b(?:est|is|was)\b(?! l'un des| one of| classe| retenu| labellise).{0,60}(?<![.-])\b(?:pole|"
    r"cluster)\b(?!-)|"
    r", (?:le pole (?:de|du|des|d')|the [^,]{2,60} cluster\b)"
)


def pole_profile(index: Index, question: Question) -> tuple[Evidence, ...]:
    """Statements that present the one pôle named; none when the question asks anything else."""
    if len(question.poles) != 1 or question.years or question.as_of:
        return ()
    card = question.poles[0]
    rest = rest_of(question)
    words = ["naissance"] if _BIRTH.search(rest) else words_of(rest)
    further = [w for w in words if not _PRESENTING.fullmatch(w) and not _THEME.fullmatch(w)]
    if further:
        return _of_section(index, question, further)
    section = _MISSION if question.language == "fr" else _SUMMARY
    themes = [word for word in words if _THEME.fullmatch(word)]
    every = naming(index, card)
    said = [item for item in every if guess_language(item.text) == question.language]
    listing = [item for item in said if any(_lists(item.text, word) for word in themes)]
    what = [item for item in said if themes and says_what(item.text)]
    what += [item for item in every if themes and _ON_THEMES.search(item.text)]
    told = listing or what or [item for item in said if section in item.headings]
    ordered = sorted(
        told,
        key=lambda item: (not says_what(item.text), not _opens(item, card), -(item.year or 0)),
    )
    return (*ordered[:_SHOWN], *succession(index, card, question.as_of)) if told else ()


def _of_section(index: Index, question: Question, words: Sequence[str]) -> tuple[Evidence, ...]:
    """What the record says under the section that all the ``words`` ask for, in order of time."""
    if question.kind in _VALUES or not all(map(_OF_SECTIONS.fullmatch, words)):
        return ()
    section = next(
        name for name, asks in _SECTIONS if any(re.fullmatch(asks, word) for word in words)
    )
    told = [item for item in naming(index, question.poles[0]) if section in item.headings]
    onward = 1 if section == _HISTORY else -1
    return tuple(sorted(told, key=lambda item: onward * (item.year or 0))[:_SHOWN_OF_SECTION])


def _opens(item: Evidence, card: PoleCard) -> bool:
    """Is the pôle alone what the sentence speaks of, after its date?"""
    said = fold(item.text)
    date = _DATE.match(said)
    found = name_pattern(card).match(said, date.end() if date else 0)
    return found is not None and not _AMONG.match(said, found.end())


def _lists(text: str, theme: str) -> bool:
    """Does it list the themes that are asked for, in the plural: "a cinq axes : …" ?"""
    named = theme.endswith("s") and re.search(rf"\b{theme}\b[^:.]{{0,40}} : ", fold(text))
    return bool(named)


def says_what(text: str) -> bool:
    """Does it say what kind of pôle it is, not only what it does?"""
    return _IS_A_POLE.search(fold(text)) is not None
