"""What a pôle is, when nothing more precise is asked: "Minalogic", "Que fait Axelera ?".

In French the missions of its record, what it is before what it does; in English its summary. Of a
former pôle, what it became follows.
"""

from __future__ import annotations

import re

from assistant.lineage import succession
from assistant.named import name_pattern
from assistant.question import Question, guess_language
from assistant.record_statements import record_statements
from assistant.records import Evidence
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["pole_profile"]

_MISSION, _SUMMARY = "Mission", "Summary"
_SHOWN = 3
_AMONG = re.compile(r"(?:(?: et|,) les autres poles| est l'un des)\b")
"""Behind its name: it is spoken of as one of several."""
_DATE = re.compile(r"[^,]{2,40}, ")
_PRESENTING = re.compile(
    r"(?:present\w*|parle\w*|dis|decri\w*|connai\w*|savoir|fait|faire|font|role|mission\w*|but|"
    r"activites?|specialites?|(?:qu|k)e[sz]a[ck]o|sert|servir|occupe\w*|travaille\w*|s|quoi|koi|est|ce|"
    r"poles?|clusters?|competitiv\w*|tell|know|describe\w*|who|works?|role|purpose|business|main|"
    r"about|agit|they|focus\w*|principal\w*|moi|nous|info\w*|svp|stp|please|bonjour|hello|merci)"
)
"""Words of a question that asks to be told about a pôle."""
_IS_A_POLE = re.compile(r"\b(?:est|is|was)\b(?! l'un des| one of).{0,60}\b(?:pole|cluster)\b")
_WORD = re.compile(r"[^\W_]+")


def pole_profile(index: Index, question: Question) -> tuple[Evidence, ...]:
    """Statements that present the one pôle named; none when the question asks anything else."""
    if len(question.poles) != 1 or question.years or question.as_of:
        return ()
    card = question.poles[0]
    rest = name_pattern(card).sub(" ", fold(question.standalone))
    words = [word for word in _WORD.findall(rest) if word not in STOP_WORDS]
    if not all(_PRESENTING.fullmatch(word) for word in words):
        return ()
    section = _MISSION if question.language == "fr" else _SUMMARY
    told = [
        item
        for item in record_statements(index, card)
        if section in item.headings
        and guess_language(item.text) == question.language
        and name_pattern(card).search(fold(item.text))
    ]
    ordered = sorted(
        told,
        key=lambda item: (not _says_what(item), not _opens(item, card), -(item.year or 0)),
    )
    became = None if card.labelled else succession(index, card)
    statements = {item.text: item for item in (*ordered[:_SHOWN], became) if item is not None}
    return tuple(statements.values())


def _opens(item: Evidence, card: PoleCard) -> bool:
    """Is the pôle alone what the sentence speaks of, after its date?"""
    said = fold(item.text)
    date = _DATE.match(said)
    found = name_pattern(card).match(said, date.end() if date else 0)
    return found is not None and not _AMONG.match(said, found.end())


def _says_what(item: Evidence) -> bool:
    """Does it say what kind of pôle it is, not only what it does?"""
    return _IS_A_POLE.search(fold(item.text)) is not None
