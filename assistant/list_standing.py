"""Which pôles are of the standing that a list asks: labelled, then or now, former, merged… Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.list_asked import ListAsked
from assistant.moments import phase_of
from ingest.cards import CardFact, PoleCard

__all__ = ["JOINED", "levels_of", "merged_into", "stands"]

JOINED = {"merged": "fusion", "born": "fusion", "absorbed": "absorption"}
"""How the records name what became of a former pôle."""


def stands(card: PoleCard, asked: ListAsked, cards: Sequence[PoleCard]) -> bool:
    """Is ``card``, one of ``cards``, of the standing that is asked?"""
    if asked.levels:
        return bool(set(asked.levels) & levels_of(card))
    if asked.standing == "new":
        phase = asked.phase or phase_of(asked.year or 0)
        before = any(card.id in other.successors for other in cards)
        return min(card.phases, default=0) == phase and not before
    if asked.standing == "born":
        return card.labelled and bool(merged_into(card, asked, cards))
    if asked.standing in JOINED:
        return any(_joined_then(f, asked) for f in card.facts)
    if asked.standing:
        ends = [f for f in card.facts if f.field in ("became", "end_of_label")]
        then = asked.standing == "lost" or not asked.year
        return not card.labelled and (then or any(str(asked.year) in f.as_of for f in ends))
    return _labelled_then(card, asked.as_of) if asked.as_of else card.labelled


def merged_into(card: PoleCard, asked: ListAsked, cards: Sequence[PoleCard]) -> list[PoleCard]:
    """The pôles that merged into one, in the year that is asked if any."""
    return [
        other
        for other in cards
        if any(f.perimeter == card.id and _joined_then(f, asked) for f in other.facts)
    ]


def _joined_then(fact: CardFact, asked: ListAsked) -> bool:
    """Does it tell how a pôle passed into another, as is asked, in the year that is asked?"""
    then = not asked.year or fact.as_of.startswith(str(asked.year))
    return fact.field == "became" and fact.value == JOINED.get(asked.standing) and then


def levels_of(card: PoleCard) -> set[str]:
    """Of the European label, that the record gives."""
    return {fact.value for fact in card.facts if fact.field == "european_label"}


def _labelled_then(card: PoleCard, year: int) -> bool:
    """Had the pôle received the label by ``year``, and does its record know of no end by then?"""
    then = phase_of(year)
    began = any(f.field == "phases" and int(f.as_of[:4]) <= year for f in card.facts)
    ended = any(
        (f.field == "end_of_label" and int(f.value[:4]) <= year)
        or (f.field == "status" and f.value == "ancien" and int(f.as_of[:4]) <= year)
        for f in card.facts
    )
    return began and not ended and (card.labelled or any(phase >= then for phase in card.phases))
