"""How a question is cut: the words that ask, its clauses, its moments, what was added. Pure."""

from __future__ import annotations

import re

from ingest.analysis import fold

__all__ = [
    "ASKS",
    "INTERROGATIVES",
    "INVERTED",
    "PHASE",
    "PREPOSITIONS",
    "YEAR",
    "asked_clause",
    "parted",
]

INTERROGATIVES = (
    r"(?:les?|la)?quel(?:le)?s?|combien|comment|pourquoi|quand|qui|quoi|"
    r"whom?|whose|what|which|where|when|why|how"
)
"""Alternatives, but for "où" and "que", which are other words as well."""
PREPOSITIONS = (
    r"depuis|jusqu['’][aà]|[aà]|de|par|pour|avec|chez|vers|sur|dans|en|since|until|to|by|for|from|"
    r"with|of|in|at|on"
)
"""What may stand before an interrogative."""
INVERTED = r"[^\W\d_]+-(?:t-)?(?:ils?|elles?|on|nous|vous|ce)\b"
"""A verb whose subject stands behind it, as in a question: "est-il", "a-t-elle"."""
ASKS = re.compile(
    rf"\b(?:{INTERROGATIVES}|cb)\b|\bqu'|^\W*que\b|^\W*(?:d')?ou\b|"
    r"\bou\b(?=\W*$| (?:est|sont|se)\b)"
)
"""An interrogative, over folded text."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
PHASE = re.compile(r"\bphase (?:\d|[ivx]{1,4})\b", re.IGNORECASE)
_ADDED = re.compile(r"\s*\(([^()]*)\)\s*\?*\s*$")
_ASKS_OR_CHOOSES = re.compile(rf"{ASKS.pattern}|\b(?:ou|or)\b")
_TAKEN_UP = re.compile(
    r"\W*(?:(?:les?|la|the)\b|l')[^,]*, ?(?:ca|cela|c'est|c'etait|ils?|elles?)\b(?! y a)"
)
"""A subject that stands before its clause: "Les emplois créés, ça fait combien ?"."""
_PARTED = re.compile(r"[,:;()—–?!«»]|\. ")


def parted(question: str) -> tuple[str, str]:
    """``question`` as it was asked, and what the conversation added, in brackets at its end."""
    match = _ADDED.search(question)
    return (f"{question[: match.start()]} ?", match[1]) if match else (question, "")


def asked_clause(question: str) -> str:
    """The clause of ``question``, folded, that holds its interrogative, or a choice; else all."""
    folded = fold(question)
    asks = _ASKS_OR_CHOOSES.search(folded)
    if asks is None:
        return folded
    starts = [match.end() for match in _PARTED.finditer(folded, 0, asks.start())]
    if len(starts) == 1 and _TAKEN_UP.match(folded):
        starts = []
    end = _PARTED.search(folded, asks.end())
    return folded[starts[-1] if starts else 0 : end.start() if end else len(folded)]
