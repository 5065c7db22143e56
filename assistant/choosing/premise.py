"""False premises: a question gives a thing to one pôle, the documents to another. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.records import Evidence
from assistant.understanding.named import name_pattern, poles_named
from assistant.understanding.ranks import ranks_of
from assistant.understanding.subjects import subjects
from assistant.understanding.synonyms import alternatives
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = ["Attribution", "other_owner"]

_LEADS = (
    r"(?:pilot\w+|port(?:e|ee?|ent|er)|coordonn\w+|dirige\w*|conduit\w*|anim\w+|mene\w*|"
    r"le(?:ad|ads|d)|coordinat\w+|runs?|ran|manag\w+)"
)
_ASKS_LEAD = re.compile(rf"\b(?:{_LEADS}|a la tete|pris la tete|en charge|head)\b")


_CLAUSE = re.compile(r"[,;:.!?] ")
_OF_ASKER = re.compile(
    r"\W*(?:ma|mon|mes|notre|nos|nous|je|j'|on|my|our|we|i|i'm)\b(?!.*\b(?:quels?|quelles?|qui|que|"
    r"combien|comment|ou|quand|what|which|who|how|when|where)\b)"
)
"""What those who ask say of themselves gives nothing to a pôle: "ma société travaille pour EDF"."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the documents say instead.

    Attributes:
        thing: name in the question of what is given to the wrong pôle.
        asked: the pôle of the question.
        owner: the pôle of the documents.
        evidence: the statement that says so.
    """

    thing: str
    asked: PoleCard
    owner: PoleCard
    evidence: Evidence


def other_owner(
    question: Question, evidence: Sequence[Evidence], cards: Sequence[PoleCard]
) -> Attribution | None:
    """The pôle to which the documents attribute what the question gives to another, if any.

    A named thing of the question stands in statements about another pôle and in none about the
    pôle asked about; or the question says that this pôle leads it and a statement names another
    leader.
    """
    if len(question.poles) != 1:
        return None
    asked = question.poles[0]
    for thing in _things(question, asked, cards):
        about = [e for e in evidence if _holds(e.text, thing)]
        shared = [e for e in about if asked in _all_named(e, cards)]
        if _ASKS_LEAD.search(fold(question.standalone)):
            for item in about:
                leader = _leader(item.text, cards)
                if leader is not None and asked not in _family(leader, cards):
                    return Attribution(thing, asked, leader, item)
        owner = _sole_owner(about, cards) if about and not shared else None
        if owner is not None and asked not in _family(owner, cards):
            return Attribution(thing, asked, owner, about[0])
    return None


def _sole_owner(about: Sequence[Evidence], cards: Sequence[PoleCard]) -> PoleCard | None:
    """The one pôle that the statements name; None when the thing (the State…) is of several."""
    first = poles_named(about[0].text, cards)
    if len(first) != 1:
        return None
    family = _family(first[0], cards)
    others = (card for item in about[1:] for card in poles_named(item.text, cards))
    return first[0] if all(card in family for card in others) else None


def _things(question: Question, asked: PoleCard, cards: Sequence[PoleCard]) -> list[str]:
    pattern = name_pattern(asked)
    clauses = map(fold, _CLAUSE.split(question.standalone))
    of_asker = [c for c in clauses if _OF_ASKER.match(c) and not pattern.search(c)]
    names = subjects(question.standalone, cards)
    names = [name for name in names if not any(fold(name) in clause for clause in of_asker)]
    own = [n for n in names if not pattern.search(fold(n)) and not poles_named(n, cards)]
    return [n for n in own if not _is_common(n)]


def _is_common(name: str) -> bool:
    """Is it a word like any other ("PME") or a rank ("phase 3"), which no pôle has to itself?"""
    if ranks_of(fold(name)):
        return True
    tokens = [token for token in lexical_tokens(name) if token[0] != "="]
    return len(tokens) == 1 and len(alternatives(tokens[0])) > 1


def _holds(text: str, thing: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(thing))}(?!\w)", fold(text)) is not None


def _all_named(item: Evidence, cards: Sequence[PoleCard]) -> tuple[PoleCard, ...]:
    heads = " · ".join(item.headings)
    own = [c for c in cards if item.document_id == f"poles/{c.id}"]
    return (*poles_named(f"{item.text} · {heads}", cards), *own)


def _family(card: PoleCard, cards: Sequence[PoleCard]) -> tuple[PoleCard, ...]:
    """The pôle, what it became and what became it: no premise is false by an old name."""
    return tuple(
        other
        for other in cards
        if other.id == card.id or other.id in card.successors or card.id in other.successors
    )


def _leader(text: str, cards: Sequence[PoleCard]) -> PoleCard | None:
    """The pôle right after "piloté par" or "que pilote", or right before "pilote"."""
    folded = fold(text)
    for card in poles_named(text, cards):
        name = name_pattern(card).pattern
        led_by = rf"{_LEADS}(?: par| by)? (?:le |la |l')?(?:pole )?{name}"
        if re.search(rf"{led_by}|{name} {_LEADS}\b", folded):
            return card
    return None
