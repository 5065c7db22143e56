"""Whose budget a question asks for, and what a statement of it holds. Pure.

A budget belongs to somebody: "le budget de l'AFPC" is neither that of a pôle "selon l'AFPC" nor a
sum that the AFPC tells. A statement of it speaks of a budget or a cost, and names its
owner otherwise than as the one who says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.understanding.subjects import GENERIC
from ingest.analysis import fold

__all__ = ["owner_demanded"]

_NAME = r"([A-ZÀ-Ý][\w&+@-]+(?: [A-ZÀ-Ý][\w&+@-]+)*)"
_BUDGET_OF = re.compile(
    rf"\b[Bb]udgets?(?: (?:[a-zé]+|\d{{4}})){{0,2}} (?:de |du |des |d['’]|of )"
    rf"(?:l['’]|la |the )?{_NAME}|"
    rf"\b{_NAME}['’]s? (?:[a-z]+ )?budget\b|^\W*([A-Z]{{2,}}[\w&+-]*) budget\b"
)
_BUDGET = re.compile(r"\b(?:budg|dot[ea]|dispos|envelop|cout|cost|(?<!pour un )montant|worth)")
_SUM = re.compile(r"€|\b(?:euro|million|milliard|billion|eur\b|m€|k€)")
_TOLD_BY = re.compile(
    r"\b(?:selon|d'apres|according to|(?:brochures?|manifestes?|communiques?|rapports?|etudes?|"
    r"chiffres|notes?|sites?) (?:internet )?(?:de|du|d')) ?(?:l'|la |le |les |the )?[\w&+@-]+"
)
"""Who says it, himself or in a document of his."""


def owner_demanded(question: str) -> Callable[[str, str], bool] | None:
    """Is a statement, under its headings, of the owner of the budget that ``question`` asks?

    None where it asks for no one's; a statement that gives no sum tells another part of it.
    """
    match = _BUDGET_OF.search(question)
    owner = fold(next(filter(None, match.groups()))) if match else ""
    if not owner or owner in GENERIC:
        return None
    name = re.compile(rf"\b{re.escape(owner)}")

    def is_met(statement: str, headings: str) -> bool:
        said = _TOLD_BY.sub(" ", fold(statement))
        if not _SUM.search(fold(statement)):
            return True
        return (
            _BUDGET.search(said) is not None and name.search(f"{said} {fold(headings)}") is not None
        )

    return is_met
