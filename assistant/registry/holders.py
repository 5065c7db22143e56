"""Who held a role of a pôle before, or after, and since when: from the dated values of its record.

"Qui présidait X avant lui ?", "qui a succédé à A à la tête de X ?", "depuis quand dirige-t-il X ?":
what is shown is the statement that tells the succession itself, else that of the value known just
before, or just after. Where the record knows none, nobody else is named in his place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.card_values import dated_values
from assistant.registry.pole_facts import value_stated
from assistant.statements.record_statements import has_record, naming
from assistant.understanding.beside import rest_of, words_of
from assistant.understanding.dates import named_years, since_year
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern
from assistant.understanding.pole_fields import FIELDS, ROLES
from assistant.understanding.role_words import AT_HEAD, LEADING
from ingest.analysis import fold
from ingest.cards import CardFact
from ingest.index import Index

__all__ = ["holders_asked", "tells_before", "tells_successor"]

_AFTER = re.compile(
    r"\bqui (?:a|lui a|l'a|est-ce qui a) (?:succede|remplace)|\bsuccesseurs?\b|\bsucceeded\b|"
    r"\bsuccessor\b|\breplaced\b|\bapres (?!qui)|\bafter\b"
)
_BEFORE = re.compile(
    r"\bavant\b|\bpreced\w*|\bpredecesseu\w*|\bpredecessor\w*|\bancien(?:ne)?s?\b|\bex\b|\bbefore\b|"
    r"\bprevious\w*|\bformer\w*|\bsuccede\w*|\bremplace\w*|\breplace\b|\bsucceed\b|\bd'avant\b"
)
_BEFORE_DATE = re.compile(r"\b(?:avant|before|apres|after)\b.{0,20}\b((?:19|20)\d{2})\b")
_SINCE = re.compile(
    r"\bdepuis (?:quand|combien|quelle)|\bsince when\b|\bhow long\b|"
    r"\b(?:quand|when|date|annee|year)\b.*\b(?:elue?|nommee?|devenue?|election|nomination|arrivee?|"
    r"pris|elected|appointed|become|became|took)\b"
)
_WORDS = re.compile(
    rf"{LEADING}|avant|preced\w*|predecesseu\w*|"
    r"predecessor\w*|ancien\w*|ex|before|previous\w*|former\w*|succe\w*|remplac\w*|replac\w*|apres|"
    r"after|tete|poste|mandat|fonctions?|tenait|tient|occup\w*|position|job|held|holds?|him|her|he|"
    r"she|his|depuis|since|when|long|temps|annee|year|date|elue?|nomme\w*|devenu\w*|election|"
    r"nomination|arrive\w*|pris|elected|appointed|become|became|took|over|office"
)
"""Words of such a question, and of no other."""
_SUCCEEDS = re.compile(
    r"\bsucce[de]\w*|\bremplac\w+|\ba la suite d|\bprend la suite\b|\breplac\w+|\btakes? over\b"
)
_REPLACES = re.compile(
    r"\b(?i:qui (?:a |avait )?(?:succ[éè]d\w+ à|succede a|remplac\w+|est le successeur de)|"
    r"who (?:has )?(?:succeeded|replaced)) "
    r"((?:M\. |Mme |Mr |Mrs |Ms )?[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)+)"
)
"""The successor of a person, by two names or more."""
_BEGINS = re.compile(
    rf"{_SUCCEEDS.pattern}|\b(?:depuis|since|elue?|nommee?|devient|elected|appointed|became|"
    r"prend la (?:presidence|direction|tete))\b|"
    r"\b(?:de|d'|from) ?(?:\w+ )?(?:19|20)\d{2} (?:a|au|to|jusqu)\b"
)
"""What a statement holds that says when somebody began."""


def holders_asked(index: Index, question: Question) -> tuple[Evidence, ...] | None:
    """Who held the role asked about before or after, or since when; None when that is not asked.

    Empty when the record does not say. A person of the record whom the question names, or the year
    that it names, is who it starts from; otherwise whoever holds the role last.
    """
    if len(question.poles) != 1 or question.as_of:
        return None
    rest = rest_of(question)
    role = "president" if re.search(AT_HEAD, rest) else ""
    role = next((name for name in ROLES if FIELDS[name].named_in(rest)), role)
    roles = (role,) if role else ROLES
    held = [row for name in roles for row in dated_values(question.poles[0], name)]
    named = [row for row in held if fold(row.value) in rest]
    role = role or (named[0].field if named else "")
    for row in named:
        rest = rest.replace(fold(row.value), " ")
    asks = next((a for a in (_AFTER, _SINCE, _BEFORE) if a.search(rest)), None)
    says_more = not all(map(_WORDS.fullmatch, words_of(rest)))
    if not role or asks is None or says_more or not has_record(index, question.poles[0]):
        return None
    if dated := _BEFORE_DATE.search(rest):
        rows, before = dated_values(question.poles[0], role), bool(_BEFORE.search(dated[0]))
        near = _next_to(rows, dated[1] if before else f"{dated[1]}~", before=before)
        return value_stated(index, question.poles[0], role, replace(question, years=()), near)
    held = [row for row in held if not question.years or int(row.as_of[:4]) in question.years]
    return _told(index, question, asks, (named or held)[0]) if named or held else ()


def tells_before(question: Question, item: Evidence) -> bool:
    """Does ``item`` tell of the time before, where a question asks who held a role then?

    True where it asks for no such time: "avant 2023", "avant lui".
    """
    asked = fold(question.standalone)
    if question.kind is not Kind.PERSON or not _BEFORE.search(asked):
        return True
    said, dated = fold(item.text), _BEFORE_DATE.search(asked)
    if dated is None:
        return _BEFORE.search(said) is not None or _SUCCEEDS.search(said) is not None
    until, since = int(dated[1]), since_year(item.text)
    if _SUCCEEDS.search(said) and (item.year or 0) >= until:
        return since is None or since < until
    return any(year < until for year in (item.year or until, *named_years(item.text)))


def tells_successor(question: Question, item: Evidence) -> bool:
    """Does ``item`` tell who came after the person whose successor is asked? True where none is.

    "Qui a remplacé Jean-Luc Beylat ?" is answered by no other statement on him.
    """
    asked = _REPLACES.search(question.standalone)
    if asked is None or any(name_pattern(c).search(fold(asked[1])) for c in question.poles):
        return True
    said = fold(item.text)
    name, verb = said.find(fold(asked[1].split()[-1])), _SUCCEEDS.search(said)
    passive = verb is not None and re.match(r" (?:par|by)\b", said[verb.end() :]) is not None
    return verb is not None and name >= 0 and (name > verb.start()) is not passive


def _told(
    index: Index, question: Question, asks: re.Pattern[str], anchor: CardFact
) -> tuple[Evidence, ...]:
    """The statement that tells what is asked of the holder of the ``anchor``, who before or after
    him, or else that of the value known just before, or just after.
    """
    card, role, name = question.poles[0], anchor.field, fold(anchor.value)
    begins = _BEGINS if asks is _SINCE else _SUCCEEDS
    found = [
        item
        for item in naming(index, card)
        if FIELDS[role].stated_in(item.text)
        and (said := fold(item.text)).find(name) >= 0
        and (follows := begins.search(said))
        and (asks is _SINCE or (said.find(name) < follows.start()) is (asks is _BEFORE))
    ]
    if found or asks is _SINCE:
        return tuple(sorted(found, key=lambda e: -(e.year or 0))[:1])
    rows = dated_values(card, role)
    own = [row.as_of for row in rows if fold(row.value) == name]
    before = asks is _BEFORE
    others = [row for row in rows if fold(row.value) != name]
    near = _next_to(others, own[-1] if before else own[0], before=before)
    return value_stated(index, card, role, question, near)


def _next_to(rows: Sequence[CardFact], date: str, *, before: bool) -> Sequence[CardFact]:
    """Of values, the latest first, the last one before a date, or the first one after it."""
    earlier = [row for row in rows if row.as_of < date]
    return earlier[:1] if before else [row for row in rows if row.as_of > date][-1:]
