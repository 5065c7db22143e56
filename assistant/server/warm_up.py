"""What the first questions would wait for, done before they are asked."""

from __future__ import annotations

import gc

from assistant.answer import answer_question
from ingest.index import Index

__all__ = ["settle", "warm_up"]

_QUESTIONS = (
    "Combien de pôles de compétitivité en 2019, et quelle part de la dotation en 2022 ?",
    "Quels pôles travaillent sur l'hydrogène à Grenobel et à Romorantin ?",  # places, themes
    "Which pôle leads the programme, and since when?",
)
"""Between them they read every table that an answer may look into."""


def warm_up(index: Index) -> None:
    """Load encoder, vectors and tables, for whoever answers more than one question.

    Raises:
        PolesError: the index cannot answer.
    """
    for question in _QUESTIONS:
        answer_question(index, question)


def settle() -> None:
    """Take what is loaded out of the garbage collector's rounds: it stays to the end.

    The longest of them would otherwise stop a question for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
