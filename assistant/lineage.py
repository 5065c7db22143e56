"""Former pôles: the sentence of a record that says what one became."""

from __future__ import annotations

import re

from assistant.named import name_pattern
from assistant.question import Question
from assistant.record_statements import record_statements
from assistant.records import Evidence
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = ["asks_succession", "succession", "successors_of"]

_ASKS = re.compile(
    r"\b(?:s'appelle|appelle|nomme|nouveau nom|devenu\w*|devient|rebaptise\w*|renomme\w*|"
    r"remplace\w*|succede\w*|existe (?:encore|toujours)|renamed|called|became|become|new name|"
    r"happened|replaced)\b"
)
_BECAME = re.compile(
    r"\b(?:devien\w*|fusion\w*|absorb\w*|integre\w*|rejoin\w*|repren\w*|repris\w*|renomm\w*|"
    r"prend le nom|nait|forme\w*|dispara\w*|passent|became|merged|joined|renamed|formed)\b"
)
"""What a sentence that tells of a succession holds, rather than one that names both pôles."""


def asks_succession(question: Question) -> bool:
    """Does the question ask what a former pôle is called, or what became of it?"""
    return bool(_ASKS.search(fold(question.standalone))) and any(
        not pole.labelled for pole in question.poles
    )


def successors_of(pole: PoleCard, cards: tuple[PoleCard, ...]) -> tuple[PoleCard, ...]:
    """The pôles of today that ``pole`` became, itself when it still holds the label."""
    by_id = {card.id: card for card in cards}
    found: dict[str, PoleCard] = {}
    waiting, seen = [pole], {pole.id}
    while waiting:
        card = waiting.pop()
        following = [by_id[i] for i in card.successors if i in by_id and i not in seen]
        seen.update(c.id for c in following)
        waiting.extend(following)
        if card.labelled or (not following and card is not pole):
            found[card.id] = card
    return tuple(found.values())


def succession(index: Index, pole: PoleCard) -> Evidence | None:
    """A sentence of the records that names both ``pole`` and one of its successors."""
    for successor in successors_of(pole, index.cards.poles):
        if successor.id == pole.id:
            continue
        both = (name_pattern(pole), name_pattern(successor))
        told = [
            item
            for card in (pole, successor)
            for item in record_statements(index, card)
            if all(pattern.search(fold(item.text)) for pattern in both)
        ]
        if told:
            return max(told, key=lambda item: _BECAME.search(fold(item.text)) is not None)
    return None
