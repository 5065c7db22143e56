"""Moments of the policy that a question names: a phase, its end, the launch of the policy. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.ranks import ranks_of
from ingest.analysis import fold, stem

__all__ = ["Moment", "asks_past", "moment_of", "phase_of", "phase_years", "with_present_phase"]

_PHASES = {1: (2005, 2008), 2: (2009, 2012), 3: (2013, 2018), 4: (2019, 2022), 5: (2023, 2026)}
"""Years of the phases of the policy."""
_ROMAN = ("", "I", "II", "III", "IV", "V")
_NOW = re.compile(
    r"\b(?:aujourd'hui|actuel\w*|en ce moment|maintenant|en cours|presente|now|today|current\w*|"
    r"(?:on|nous|ils|poles|clusters) (?:en )?(?:est|sommes|sont|are)|"
    r"(?:est|sont|sommes)[- ](?:on|nous|ils|les poles)|are (?:we|the clusters|they))\b"
)
_OF_THE_POLICY = frozenset(
    "a au aujourd hui actuel actuelle actuellement are at c ce clusters competitivite "
    "competitiveness current currently cours d dans de des du en est et ils in is it l la le les "
    "maintenant moment nous now of on phase pole poles policy politique presente quelle qu que "
    "quoi s se sommes sont the they today trouve trouvent we what which".split()
)
"""Words of a question that asks which phase runs, and nothing else."""
_UNKNOWN = (9999, 9999)
"""Of a phase to come; of an end that nothing names."""
_LAUNCH = re.compile(
    r"\b(?:lance(?:ment|e|r)?|depart|demarrage|debuts?|origines?|initial\w*|launch\w*|start\w*|beginning|"
    r"outset|premiers? (?:appels?|labels?)|first (?:call|labels?))\b"
)
_CLOSING = re.compile(r"\b(?:fin|cloture|terme|issue|sortie|end|close)\b")
_PAST = re.compile(
    r"\b(?!(?:pourr|ser|aur|devr|voudr|faudr|saur|fer|ir|aimer|souhaiter|conviendr|permettr|souh|"
    r"portr|extr|retr|attr|f|forf|parf|satisf|pl|s)ai(?:t|ent)\b)\w{2,}ai(?:t|ent)\b|"
    r"\by a-t-il eu\b|\bil y a eu\b|\b(?:was|were|had|did|ran|led|chaired|headed|used to)\b"
)
"""Verbs of the past; no conditional ("pourrait"), no word that only ends so ("retrait")."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The years of a phase, or of the launch; ``closing``: their end is meant."""

    first: int
    last: int
    closing: bool = False


def phase_years(phase: int) -> tuple[int, int]:
    """First and last year of a phase of the policy."""
    return _PHASES.get(phase, _UNKNOWN)


def phase_of(year: int) -> int:
    """The phase that a year is of, 0 for none."""
    return next((n for n, (first, last) in _PHASES.items() if first <= year <= last), 0)


def with_present_phase(text: str, year: int) -> str:
    """``text`` with the number of the phase that runs in ``year``, where it asks which one does."""
    folded = fold(text)
    words = set(re.findall(r"\w+", folded))
    phase = phase_of(year)
    if not phase or "phase" not in words or not _NOW.search(folded) or words - _OF_THE_POLICY:
        return text
    english = "what" in words or "which" in words or "clusters" in words
    name = f"phase {_ROMAN[phase]}"
    return f"What is {name} of the clusters?" if english else f"Qu'est-ce que la {name} des pôles ?"


def asks_past(text: str) -> bool:
    """Does ``text`` ask for the past: "y avait-il…", "was there…"?"""
    return _PAST.search(fold(text)) is not None


def moment_of(text: str) -> Moment | None:
    """The first phase, or the launch of the policy, that ``text`` names."""
    folded = fold(text)
    numbers = ranks_of(folded).get(stem("phase"), frozenset())
    if numbers:
        years = _PHASES.get(min(numbers), _UNKNOWN)
        return Moment(*years, closing=_CLOSING.search(folded) is not None)
    if _LAUNCH.search(folded):
        return Moment(*_PHASES[1])
    return Moment(*_UNKNOWN) if _CLOSING.search(folded) else None
