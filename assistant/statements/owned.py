"""Whose budget a question asks for, and what a statement of it holds. Pure.

A budget belongs to somebody: "le budget de l'AFPC" is neither that of a pôle "selon l'AFPC" nor a
sum that the AFPC tells. A statement of it speaks of a budget or a cost, and names its
owner otherwise than as the one who says it. Of "le budget de France 2030 pour les pôles", the whole
is no answer: it names for whom, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.understanding.subjects import GENERIC
from assistant.understanding.synonyms import alternatives
from ingest.analysis import fold, lexical_tokens

__all__ = ["body_demanded", "owner_demanded"]

_NAME = r"((?:i-)?[A-ZÀ-Ý][\w&+@-]+(?: [A-ZÀ-Ý][\w&+@-]+| 20[23]0\b)*)"
_BUDGET_OF = re.compile(
    rf"\b[Bb]udgets?(?: (?:[a-zé]+|\d{{4}})){{0,2}} (?:de |du |des |d['’]|of )"
    rf"(?:l['’]|la |the )?{_NAME}|"
    rf"\b{_NAME}['’]s? (?:[a-z]+ )?budget\b|^\W*([A-Z]{{2,}}[\w&+-]*) budget\b"
)
_BUDGET = re.compile(
    r"\b(?:budg|dot[ea]|dispos|envelop|cout|cost|(?<!pour un )montant|worth|fonctionnement\b|"
    r"(?:avoir|have) [\d€]|(?:lance|launched)\w* (?:\w+ ){0,2}?(?:avec|with) \d|"
    r"(?:programme?|plan|projet|project) (?:\w+ )?(?:de|a|of) (?:€ ?)?\d)"
)
_SUM = re.compile(r"€|\b(?:euro|million|milliard|billion|eur\b|m€|k€)")
_TOLD_BY = re.compile(
    r"\b(?:selon|d'apres|according to|(?:brochures?|manifestes?|communiques?|rapports?|etudes?|"
    r"chiffres|notes?|sites?) (?:internet )?(?:de|du|d')) ?(?:l'|la |le |les |the )?[\w&+@-]+"
)
"""Who says it, himself or in a document of his."""
_ACCORDING_TO = re.compile(r"\b(?:selon|d'apres|according to) (?:l'|la |le |les |the )?[\w&+@-]+")
_OF_A_PROJECT = re.compile(r"\bbudgets? (?:\w+ )?(?:d'un|de chaque|des|par|of a) proje")
_AT_BODY = re.compile(rf"(?:\bà|\bchez|\bat|\bfor) (?:l['’]|la |le |the )?{_NAME}")
_FOR_WHOM = re.compile(
    r"\W*(?:\w+ )?(?:pour|(?:reserve|destine|alloue|consacre|dedie|accorde)\w* (?:a|aux?|pour)|for|"
    r"(?:reserved|earmarked|meant) for) (?:les? |la |des |the |l')?([a-z][\w&-]+)"
)


def owner_demanded(question: str) -> Callable[[str, str], bool] | None:
    """Is a statement, under its headings, of the owner of the budget that ``question`` asks?

    None where it asks for no one's; a statement that gives no sum tells another part of it.
    """
    match = _BUDGET_OF.search(question)
    owner = fold(next(filter(None, match.groups()))) if match else ""
    if not owner or owner in GENERIC:
        return None
    name = re.compile(rf"\b{re.escape(owner)}")
    words = [alternatives(token) for token in lexical_tokens(owner)] if " " in owner else []
    alone = re.compile(rf"(?<!et )(?<!and )(?<!, ){name.pattern}\b(?!,| (?:et|and)\b)")
    meant = _FOR_WHOM.match(fold(question[match.end() :])) if match else None
    given = lexical_tokens(meant[1]) if meant else []
    whom = frozenset(near for token in given for near in alternatives(token))

    def is_met(statement: str, headings: str) -> bool:
        said = _TOLD_BY.sub(" ", fold(statement))
        if not _SUM.search(fold(statement)):
            return True
        of_whom = not whom or not whom.isdisjoint(lexical_tokens(statement))
        if _OF_A_PROJECT.search(said) and not _OF_A_PROJECT.search(fold(question)):
            return False  # of a project that the fund aided
        own = frozenset(lexical_tokens(said))
        translated = bool(words) and not any(map(own.isdisjoint, words))
        named = translated or name.search(said) or alone.search(fold(headings))
        return of_whom and bool(named) and _BUDGET.search(said) is not None

    return is_met


def body_demanded(question: str) -> Callable[[str, str], bool] | None:
    """Does a statement speak of the body where something is counted ("à l'AFPC")?

    One that only it tells ("selon l'AFPC") may be of any other.
    """
    match = _AT_BODY.search(question)
    body = fold(match[1]) if match else ""

    def is_met(statement: str, headings: str) -> bool:
        said = fold(statement)
        return body not in said or body in _ACCORDING_TO.sub(" ", said)

    return is_met if body else None
