"""The words of those at the head of a body, over folded text: one vocabulary for all that read it.

Each is an alternation without boundaries: ``rf"\\b(?:{PRESIDES})\\b"``.
"""

from __future__ import annotations

__all__ = ["AT_HEAD", "CHIEF", "DIRECTOR", "HEADS", "LEADING", "PRESIDENT", "PRESIDES", "RUNS"]

PRESIDENT = r"president\w*|chair(?:s|ed|ing|m[ae]n|wom[ae]n|person)?"
PRESIDES = rf"{PRESIDENT}|presid\w*"
"""The president, and what he does."""
DIRECTOR = r"direct(?:eur|rice|or)s?|dg|ceo"
RUNS = (
    rf"{DIRECTOR}|delegue\w* general\w*|direction|dirig(?:e|ent|ee?s?|eait?|eaient|era)|runs?|"
    r"ran|heads?|headed|manages?|managed"
)
"""The director, and what he does."""
CHIEF = r"patron(?:ne)?s?|boss|dirigeant\w*"
"""Either of them."""
AT_HEAD = r"\ba la (?:tete|barre)\b|\baux (?:commandes|manettes)\b|\bat the (?:head|helm)\b"
HEADS = (
    r"\b(?:qui|who)\b.*\b(?:leads|leading|led|mene|menait|in charge)\b(?! (?:by|par)\b)|"
    rf"{AT_HEAD}|\bti?en\w+ (?:la barre|les renes)\b|"
    r"\b(?:patron(?:ne)?|boss|cheff?e?(?! de file)|manitou)\b"
)
"""What asks, of an association, for whoever presides it, or else directs it."""
LEADING = (
    rf"{PRESIDES}|{RUNS}|{CHIEF}|dirig\w*|delegue\w*|general\w*|managing|executive|lead(?:s|ing)|"
    r"led|mene|menait|charge|tete|commandes|manettes|helm|cheff?e?|manitou|grande?|ti?en\w+|"
    r"barre|renes|nom|name|personne"
)
"""Whole words of a question for one of them and nothing more."""
