"""Whose budget a question asks for, and what a statement of it holds. Pure.

A budget belongs to somebody: "le budget de l'AFPC" is neither that of a pôle "selon l'AFPC" nor a
sum that the AFPC tells. A statement of it speaks of a budget or a cost, and names its
owner otherwise than as the one who says it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.understanding.subjects import GENERIC
from ingest.analysis import fold

__all__ = ["is_of_owner"]

_NAME = r"([A-ZÀ-Ý][\w&+@-]+(?: [A-ZÀ-Ý][\w&+@-]+)*)"
_BUDGET_OF = re.compile(
    rf"\b[Bb]udgets?(?: (?:[a-zé]+|\d{{4}})){{0,2}} (?:de |du |des |d['’]|of )"
    rf"(?:l['’]|la |the )?{_NAME}|"
    rf"\b{_NAME}['’]s? (?:[a-z]+ )?budget\b|^\W*([A-Z]{{2,}}[\w&+-]*) budget\b"
)
_BUDGET = re.compile(r"\b(?:budg|dot[ea]|dispos|envelop|cout|cost|montant|worth)")
_SUM = re.compile(r"€|\b(?:euro|million|milliard|billion|eur\b|m€|k€)")
_TOLD_BY = re.compile(
    r"\b(?:selon|d'apres|according to|(?:brochures?|manifestes?|communiques?|rapports?|etudes?|"
    r"chiffres|notes?|sites?) (?:internet )?(?:de|du|d')) ?(?:l'|la |le |les |the )?[\w&+@-]+"
)
"""Who says it, himself or in a document of his."""


def is_of_owner(question: str, statement: str, headings: str) -> bool:
    """Is ``statement``, under ``headings``, of the owner of the budget that is asked, if one is?"""
    owner = _owner(question)
    if not owner or not _SUM.search(fold(statement)):
        return True  # it tells another part of the question
    said = _TOLD_BY.sub(" ", fold(statement))
    named = re.search(rf"\b{re.escape(owner)}", f"{said} {fold(headings)}")
    return _BUDGET.search(said) is not None and named is not None


@lru_cache(maxsize=64)
def _owner(question: str) -> str:
    match = _BUDGET_OF.search(question)
    name = fold(next(filter(None, match.groups()))) if match else ""
    return "" if name in GENERIC else name
