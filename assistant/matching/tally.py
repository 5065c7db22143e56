"""Words found in a description → how much it is about each theme. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.matching.records import Field, Wanted
from assistant.understanding.lexicon import Found
from ingest.analysis import fold
from ingest.knowledge import Term

__all__ = ["Tally", "label_of", "soften", "tally", "wanted"]

_FADING = 0.82  # each later theme counts a little less: the activity is said first
_REPEATED = 0.3  # each further word for the same theme adds that much
_LEAST = 0.25  # a lighter theme is not a criterion


def label_of(term: Term, language: str) -> str:
    """The label of ``term`` in ``language``."""
    return term.en if language == "en" else term.fr


@dataclass(slots=True)
class Tally:
    """Words found for one theme."""

    weight: float = 0.0
    rank: int = 0
    matched: str = ""


def tally(text: str, found: Sequence[Found], kind: str) -> dict[str, Tally]:
    """Weight of each theme of ``kind``, and the words that say it best."""
    tallies: dict[str, Tally] = {}
    said: set[tuple[str, str]] = set()
    for entry in found:
        words = text[entry.start : entry.end]
        for target in entry.targets:
            if target.kind != kind or (target.key, fold(words)) in said:
                continue
            said.add((target.key, fold(words)))
            held = tallies.setdefault(target.key, Tally(0.0, len(tallies), words))
            gain = target.weight if not held.weight else target.weight * _REPEATED
            if target.weight > held.weight:
                gain, held.matched = target.weight, words
            held.weight = min(1.6, held.weight + gain)
    return tallies


def soften(
    tallies: Mapping[str, Tally], shares: Mapping[str, float], leading: Mapping[str, float]
) -> None:
    """Make the themes of every company count less, however often they are said.

    Those of ``leading`` count by that share where they are said first: an "éditeur de logiciels
    pour hôpitaux" is of the digital sector, whatever its market.
    """
    for key, held in tallies.items():
        if key in shares:
            share = leading.get(key, shares[key]) if held.rank == 0 else shares[key]
            held.weight = min(1.0, held.weight) * share


def wanted(
    field: Field, terms: Mapping[str, Term], tallies: Mapping[str, Tally], language: str
) -> tuple[Wanted, ...]:
    """The themes as criteria, the heaviest first, in proportion to it."""
    if not tallies:
        return ()
    weights = {
        key: held.weight * (_FADING ** min(held.rank, 3) if held.rank < 99 else 1.0)
        for key, held in tallies.items()
    }
    most = max(*weights.values(), 1.0)
    kept = [key for key in weights if weights[key] / most >= _LEAST]
    kept.sort(key=lambda key: -weights[key])
    return tuple(
        Wanted(
            field,
            key,
            label_of(terms[key], language),
            round(weights[key] / most, 3),
            tallies[key].matched,
        )
        for key in kept
    )
