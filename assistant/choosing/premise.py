"""False premises: another value than the documents tell; a thing of another pôle. Pure.

A value is corrected by the statement that tells the right one, and nothing is said beside it. That
a thing is another pôle's is said, and a correction that is wrong is worse than no answer: only a
project, programme or scheme with a name of its own belongs to a pôle, and only where every
statement that names it speaks of that pôle. What a company, an event, a theme or a part of a
document has with one pôle, another may have as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question import Question
from assistant.records import Evidence
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern, poles_named
from assistant.understanding.presumed import Presumed
from assistant.understanding.subjects import subjects
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["Attribution", "agrees", "corrects", "other_owner"]

_LEADS = (
    r"(?:pilot\w+|port(?:e|ee?|ent|er)|coordonn\w+|dirige\w*|conduit\w*|anim\w+|mene\w*|"
    r"(?:a|pris|prend) la tete|en charge|head|le(?:ad|ads|d)|coordinat\w+|runs?|ran|manag\w+)"
)
_SCHEME = (
    r"(?:projet|programme?|plan|plate-?forme|initiative|dispositif|demonstrateur|incubateur|"
    r"accelerateur|salon|concours|project|platform|scheme|incubator|accelerator)s?"
)
"""What a pôle has to itself, and nobody else beside it."""
_CLAUSE = re.compile(r"[,;:.!?] ")
_OF_ASKER = re.compile(
    r"\W*(?:ma|mon|mes|notre|nos|nous|je|j'|on|my|our|we|i|i'm)\b(?!.*\b(?:quels?|quelles?|qui|que|"
    r"combien|comment|ou|quand|what|which|who|how|when|where)\b)"
)
"""What those who ask say of themselves gives nothing to a pôle: "ma société travaille pour EDF"."""


_SURE = 0.75
"""Confidence from which the value that a statement tells stands for the one presumed."""
_LEAST = {Kind.PLACE: 0.95, Kind.OTHER: 0.9, Kind.DATE: 0.82}
"""The same of a place, of which statements hold many: only the record tells where a body is; of a
year, that they all hold; and of what denies what is taken to be so, or affirms what is not.
"""
_ALIKE = 0.4
"""Least cosine of such a statement with what is taken to be so."""


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


def agrees(presumed: Presumed, told: Sequence[Evidence]) -> bool:
    """Does what answers the question as it is asked tell the value presumed?

    Of a year this says little: all else that is told of that year holds it. Nor does it of who
    did it: whoever presided once may preside no longer.
    """
    if not told or presumed.kind in (Kind.DATE, Kind.NAME) or told[0].missing_name:
        return False
    return presumed.is_held_by(told[0].text)


def corrects(
    presumed: Presumed, told: Sequence[Evidence], confidence: float, *, surer: bool
) -> bool:
    """Does what is told of the value show whether the one that is presumed is right?

    Where the question is whether it is, any value does; where it takes it for granted, only
    another one, that everything else in the question is said of.

    Args:
        presumed: the value.
        told: what answers the question of it.
        confidence: that it does.
        surer: it does so more surely than anything answers the question as it is asked.
    """
    if not told:
        return False
    first = told[0]
    if presumed.asked and presumed.kind is Kind.DATE:
        return True
    if presumed.kind is Kind.OTHER and (
        first.similarity < _ALIKE or (presumed.value and first.unsaid)
    ):
        return False
    least = _LEAST.get(presumed.kind, _SURE)
    if not presumed.is_of_sort(first.text):
        return False
    if not surer or not first.typed or first.missing_name or confidence < least:
        return False
    return presumed.asked or not (presumed.is_held_by(first.text) or len(first.unsaid) > 1)


def other_owner(
    question: Question,
    evidence: Sequence[Evidence],
    cards: Sequence[PoleCard],
    naming: Callable[[str], Sequence[Evidence]],
) -> Attribution | None:
    """The pôle to which the documents attribute what the question gives to another, if any.

    A scheme that the question names stands in statements about another pôle and in none about the
    pôle asked about; or the question says that this pôle leads it and a statement names another
    leader.

    Args:
        question: as read.
        evidence: what the search found for it.
        cards: the pôles.
        naming: the statements of the documents that hold some words.
    """
    if len(question.poles) != 1:
        return None
    asked, leads = question.poles[0], _is_said_to_lead(question)
    for thing in _things(question, asked, cards):
        about = [e for e in evidence if _holds(e.text, thing)]
        said = (question.standalone, *(item.text for item in about))
        if not about or not any(_is_scheme(text, thing) for text in said):
            continue
        for item in about if leads else ():
            leader = _leader(item.text, cards)
            if leader is not None and asked not in _family(leader, cards):
                return Attribution(thing, asked, leader, item)
        every = [*about, *(e for e in naming(thing) if _holds(e.text, thing))]
        owner = _sole_owner(every, cards)
        if owner is not None and asked not in _family(owner, cards):
            return Attribution(thing, asked, owner, about[0])
    return None


def _is_said_to_lead(question: Question) -> bool:
    """Does the question say that its pôle leads something, rather than ask who does?"""
    return _leads(name_pattern(question.poles[0]).pattern, fold(question.standalone))


def _is_scheme(text: str, thing: str) -> bool:
    """Does ``text`` say that ``thing`` is a project, a programme or the like?"""
    name = rf"[«\"“ ]*{re.escape(fold(thing))}(?!\w)[ »\"”]*"
    told_after = rf"{name}(?:, | est | is )(?:une? |le |la |the |an? )?{_SCHEME}\b"
    kind = rf"\b{_SCHEME}(?: \w+)? ?{name}|{told_after}"
    return re.search(kind, fold(text)) is not None


def _sole_owner(about: Sequence[Evidence], cards: Sequence[PoleCard]) -> PoleCard | None:
    """The one pôle of which the statements speak; None when the thing is of several."""
    first = poles_named(about[0].text, cards)
    if len(first) != 1:
        return None
    family = _family(first[0], cards)
    others = (card for item in about for card in _all_named(item, cards))
    return first[0] if all(card in family for card in others) else None


def _things(question: Question, asked: PoleCard, cards: Sequence[PoleCard]) -> list[str]:
    pattern = name_pattern(asked)
    clauses = map(fold, _CLAUSE.split(question.standalone))
    of_asker = [c for c in clauses if _OF_ASKER.match(c) and not pattern.search(c)]
    names = subjects(question.standalone, cards)
    names = [name for name in names if not any(fold(name) in clause for clause in of_asker)]
    return [n for n in names if not pattern.search(fold(n)) and not poles_named(n, cards)]


def _holds(text: str, thing: str) -> bool:
    """Is ``thing`` named in ``text``? What is in capitals is no word like any other."""
    if not thing.isupper():
        text, thing = fold(text), fold(thing)
    return re.search(rf"(?<!\w){re.escape(thing)}(?!\w)", text) is not None


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
    led_by = (c for c in poles_named(text, cards) if _leads(name_pattern(c).pattern, folded))
    return next(led_by, None)


def _leads(name: str, folded: str) -> bool:
    return _leading(name).search(folded) is not None


@lru_cache(maxsize=256)
def _leading(name: str) -> re.Pattern[str]:
    """What says that the pôle of this pattern leads something."""
    leading = rf"(?:(?:est|a|is|was|has|had)(?:-t)?(?:-il|-elle)? )?{_LEADS}\b"
    led_by = rf"\b{_LEADS}(?: par| by)? (?:le |la |l')?(?:pole )?{name}"
    return re.compile(rf"{led_by}|{name} {leading}")
