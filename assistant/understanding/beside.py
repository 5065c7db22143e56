"""What a question asks of the pôles that it names: its words beside their names. Pure."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.understanding.dates import MONTHS
from assistant.understanding.named import renamed
from ingest.analysis import STOP_WORDS, fold

__all__ = ["rest_of", "typed_beside", "words_of"]

_EMPTY = re.compile(
    r"pole\w*|cluster\w*|competitiv\w*|competitiveness|actuel\w*|current\w*|aujourd|hui|today|now|"
    r"maintenant|francais\w*|french|svp|stp|please|merci|bonjour|hello|moi|donne\w*|dis|dire|"
    r"savoir|connaitre|indique\w*|quel\w*|est|ce|tell|me|give|know|who|what|which|the|of|for|"
    r"did|been|being|t|\d{4}"
)
"""Words that ask for nothing."""
_WORD = re.compile(r"[^\W_]+")
_OF_YEAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|printemps|ete|automne|hiver|spring|summer|autumn|winter|debut|fin|mi|"
    r"early|late)[ -](?=(?:19|20)\d\d\b)"
)
"""A part of a year: what is known of the year answers, with its own date."""


def typed_beside(question: Question) -> str:
    """The question as typed, without the names of its pôles: capitals and places are kept."""
    return renamed(question.standalone, question.poles, " ")


def rest_of(question: Question) -> str:
    """The question, folded, without the names of its pôles."""
    return _OF_YEAR.sub(" ", fold(typed_beside(question)).replace("(", " ").replace(")", " "))


def words_of(rest: str) -> list[str]:
    """The words of ``rest`` that ask for something."""
    return [w for w in _WORD.findall(rest) if w not in STOP_WORDS and not _EMPTY.fullmatch(w)]
