"""Who held a role of a pôle before, or after, and since when: from the dated values of its record.

"Qui présidait X avant lui ?", "qui a succédé à A à la tête de X ?", "depuis quand dirige-t-il X ?":
what is shown is the statement that tells the succession itself, else that of the value known just
before, or just after. Where the record knows none, nobody else is named in his place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.beside import rest_of, words_of
from assistant.named import name_pattern
from assistant.pole_facts import dated_values, stated_value
from assistant.question import Question
from assistant.record_statements import record_statements
from assistant.records import Evidence
from ingest.analysis import fold
from ingest.cards import CardFact, PoleCard
from ingest.index import Index

__all__ = ["holders_asked"]

_ROLES = {
    "president": re.compile(r"\b(?:presid\w*|chair\w*)\b"),
    "director": re.compile(
        r"\b(?:dirig\w*|direct(?:eur|rice|ion|or)s?|delegue\w*|dg|ceo|runs?|ran|heads?|headed)\b"
    ),
}
_HEADS = re.compile(r"\ba la tete\b|\bat the head\b")
"""Of whoever leads: its president."""
_AFTER = re.compile(
    r"\bqui (?:a|lui a|l'a|est-ce qui a) (?:succede|remplace)|\bsuccesseurs?\b|\bsucceeded\b|"
    r"\bsuccessor\b|\breplaced\b|\bapres (?!qui)|\bafter\b"
)
_BEFORE = re.compile(
    r"\bavant\b|\bpreced\w*|\bpredecesseu\w*|\bpredecessor\w*|\bancien(?:ne)?s?\b|\bex\b|\bbefore\b|"
    r"\bprevious\w*|\bformer\w*|\bsuccede\w*|\bremplace\w*|\breplace\b|\bsucceed\b|\bd'avant\b"
)
_BEFORE_DATE = re.compile(r"\b(?:avant|before|apres|after)\b.{0,20}\b(?:19|20)\d{2}\b")
_SINCE = re.compile(
    r"\bdepuis (?:quand|combien|quelle)|\bsince when\b|\bhow long\b|"
    r"\b(?:quand|when|date|annee|year)\b.*\b(?:elue?|nommee?|devenue?|election|nomination|arrivee?|"
    r"pris|elected|appointed|become|became|took)\b"
)
_WORDS = re.compile(
    r"presid\w*|chair\w*|dirig\w*|direct\w*|delegue\w*|general\w*|dg|ceo|runs?|ran|heads?|headed|"
    r"avant|preced\w*|predecesseu\w*|predecessor\w*|ancien\w*|ex|before|previous\w*|former\w*|"
    r"succe\w*|remplac\w*|replac\w*|apres|after|tete|head|poste|mandat|fonctions?|tenait|tient|occup\w*|"
    r"position|job|held|holds?|him|her|he|she|his|nom|name|depuis|since|when|long|temps|annee|"
    r"year|date|elue?|nomme\w*|devenu\w*|election|nomination|arrive\w*|pris|elected|appointed|"
    r"become|became|took|over|office"
)
"""Words of such a question, and of no other."""
_SUCCEEDS = re.compile(
    r"\bsucce[de]\w*|\bremplac\w+|\ba la suite d|\bprend la suite\b|\breplac\w+|\btakes? over\b"
)
_BEGINS = re.compile(
    r"\bsucce[de]\w*|\bremplac\w+|\bdepuis\b|\bsince\b|\belue?\b|\bnommee?\b|\bdevient\b|"
    r"\bprend la (?:presidence|direction|tete)\b|\belected\b|\bappointed\b|\bbecame\b"
)
"""What a statement holds that says when somebody began."""


def holders_asked(index: Index, question: Question) -> tuple[Evidence, ...] | None:
    """Who held the role asked about before or after, or since when; None when that is not asked.

    Empty when the record does not say. A person of the record whom the question names, or the year
    that it names, is who it starts from; otherwise whoever holds the role last.
    """
    if len(question.poles) != 1 or question.as_of:
        return None
    card, rest = question.poles[0], rest_of(question)
    role = next((name for name, asks in _ROLES.items() if asks.search(rest)), "")
    role = role or ("president" if _HEADS.search(rest) else "")
    held = dated_values(card, role)
    named = [row for row in held if fold(row.value) in rest]
    for row in named:
        rest = rest.replace(fold(row.value), " ")
    asks = next((a for a in (_AFTER, _SINCE, _BEFORE) if a.search(rest)), None)
    says_more = _BEFORE_DATE.search(rest) or not all(map(_WORDS.fullmatch, words_of(rest)))
    if not role or asks is None or says_more or next(record_statements(index, card), None) is None:
        return None
    held = [row for row in held if not question.years or int(row.as_of[:4]) in question.years]
    anchor = next(iter(named or held), None)
    return () if anchor is None else _told(index, question, role, anchor, asks)


def _told(
    index: Index, question: Question, role: str, anchor: CardFact, asks: re.Pattern[str]
) -> tuple[Evidence, ...]:
    """The statement that tells what is asked of the holder of the ``anchor``."""
    card = question.poles[0]
    said = [e for e in _of_role(index, card, role) if fold(anchor.value) in fold(e.text)]
    if asks is _SINCE:
        found = [e for e in said if _BEGINS.search(fold(e.text))]
    else:
        found = [e for e in said if _is_told(e, anchor, before=asks is _BEFORE)]
    if found or asks is _SINCE:
        return tuple(sorted(found, key=lambda e: -(e.year or 0))[:1])
    return _next_known(index, question, card, role, anchor, before=asks is _BEFORE)


def _of_role(index: Index, card: PoleCard, role: str) -> Iterator[Evidence]:
    """Statements of the record that speak of the role."""
    pattern = name_pattern(card)
    for item in record_statements(index, card):
        said = fold(item.text)
        if pattern.search(said) and _ROLES[role].search(said):
            yield item


def _is_told(item: Evidence, anchor: CardFact, *, before: bool) -> bool:
    """Does it say whom the holder followed, or who followed him?"""
    said = fold(item.text)
    follows, at = _SUCCEEDS.search(said), said.find(fold(anchor.value))
    return follows is not None and (at < follows.start()) is before


def _next_known(
    index: Index, question: Question, card: PoleCard, role: str, anchor: CardFact, *, before: bool
) -> tuple[Evidence, ...]:
    """The statement of the value known just before, or just after, that of the ``anchor``."""
    own = [r for r in dated_values(card, role) if fold(r.value) == fold(anchor.value)]
    others: Sequence[CardFact] = [
        row
        for row in dated_values(card, role)
        if row not in own and (row.as_of < own[-1].as_of if before else row.as_of > own[0].as_of)
    ]
    return stated_value(index, card, role, question, others[:1] if before else others[-1:])
