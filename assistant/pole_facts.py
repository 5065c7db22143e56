"""One fact of one pôle, from its record: who presides it, how many members, where, since when.

"Qui dirige X ?", "X c'est où", "combien de membres compte X ?": the record holds each value with
its date; what is shown is the statement of the record that gives the latest one, or that of the
year that is asked. Any word of the question beyond the fact and the name ("combien de membres
étrangers", "le directeur de la recherche") leaves it to the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from assistant.beside import rest_of, words_of
from assistant.lineage import succession, successors_of
from assistant.named import name_pattern
from assistant.question import Question, guess_language
from assistant.record_statements import record_statements
from assistant.records import Evidence
from ingest.analysis import fold
from ingest.cards import CardFact, PoleCard
from ingest.index import Index

__all__ = ["latest_number", "pole_fact", "states_fact", "value_stated"]


@dataclass(frozen=True, slots=True)
class _Field:
    """How a fact is asked for and stated, as patterns over folded text.

    Attributes:
        name: of the field of ``CardFact``.
        asks: what a question for it holds.
        more: whole words that such a question may hold besides.
        states: what a statement of it holds beside the value.
        changes: another value may follow; earlier ones are worth a note.
    """

    name: str
    asks: re.Pattern[str]
    more: re.Pattern[str]
    states: re.Pattern[str]
    changes: bool = True


def _field(name: str, asks: str, more: str, states: str, *, changes: bool = True) -> _Field:
    return _Field(name, re.compile(asks), re.compile(more), re.compile(states), changes)


_FIELDS = (
    _field(
        "president",
        r"\bpresid\w*|\bchair(?:s|ed|man|woman|person)?\b",
        r"presid\w*|chair\w*|nom|name|personne",
        r"\bpresid|\bchair",
    ),
    _field(
        "director",
        r"\bdirig\w*|\bdirect(?:eur|rice|ion|or)\b|\bdelegue\w* general\w*|\bdg\b|\bceo\b|\bruns\b|"
        r"\bheads?\b",
        r"dirig\w*|direct(?:eur|rice|ion|or)|delegue\w*|general\w*|managing|executive|dg|ceo|runs|"
        r"heads?|nom|name|personne",
        r"\bdirig|\bdirect(?:eur|rice|ion|or)\b|\bdelegue\w* general|\bmanag|\bruns\b|\bheads?\b",
    ),
    _field(
        "members",
        r"(?:\bcombien\b|\bcb\b|\bnombre\b|\bnb\b|\bhow many\b|\bnumber\b).*"
        r"\b(?:membres?|adherents?|members?)\b|\b(?:membres?|adherents?|members?)\b.*\bcombien\b|"
        r"\b\d[\d ]*(?:membres?|adherents?|members?)\b",
        r"\d+|membres?|adherents?|members?|nombre|nb|cb|number|total|compte\w*|reuni\w*|federe\w*|"
        r"rassemble\w*|regroupe\w*|have|has|entreprises",
        r"\bmembre|\badherent|\bpartenaire|\bentreprise|\bmember|\bacteurs?\b",
    ),
    _field(
        "seat",
        r"\bsiege\w*|\bou\b|\bwhere\b|\badresse\b|\bheadquarter\w*|\blocalisation\b|"
        r"\b(?:quelle|which|what) (?:ville|commune|city|town)\b",
        r"siege\w*|ville|commune|city|town|adresse|social|base\w*|situe\w*|install\w*|implant\w*|"
        r"trouve\w*|localis\w*|locat\w*|headquarter\w*|find|bureaux",
        r"\bsiege|\bbas[ei]|\binstall|\bsitue|\bimplant|\bloge\b|\bheadquarter|\blocated\b|\ba\b|"
        r"\bau\b|\bin\b",
    ),
    _field(
        "website",
        r"\bsites? (?:internet|web|officiel)|\bsite\b(?!s)|\bweb ?site\b|\burl\b|\bpage web\b|"
        r"\badresse (?:internet|web)\b",
        r"site|internet|web|website|officiel\w*|official|url|page|adresse|lien|link",
        r"\bsite\b|\bwebsite\b|\bwww\.|https?:",
        changes=False,
    ),
    _field(
        "created",
        r"(?:\bquand\b|\bdate\b|\bannee\b|\bwhen\b|\byear\b|\bdepuis\b).*"
        r"(?:\bcree|\bcreation|\bfond|\bne\b|\bnait\b|\bnaissance|\blance|\bcreat|\bset up\b|"
        r"\bestablish|\bexist)",
        r"date|annee|year|cree\w*|creation|creat\w*|fond\w*|found\w*|ne|nait|naissance|lance\w*|"
        r"set|up|establish\w*|existe\w*|exists?|quelle|depuis",
        r"\bcree|\bcreation|\bfond|\bne[es]?\b|\bnait\b|\bnaissance|\blance|\bcreat|\bfound|"
        r"\bestablish|\bform|\blabel|\bpremiers? poles?\b|\bchoisi|\betabli|\bretenu|\bdemarr|"
        r"\bselected|\bstarted",
        changes=False,
    ),
    _field(
        "founders",
        r"\b(?:co)?fondat(?:eurs?|rices?)\b|\bfound(?:ers?|ing)\b|"
        r"\b(?:qui|who)\b.*\b(?:fonde|cree|lance|founded|created|started|set up)\b",
        r"(?:co)?fondat\w*|found\w*|membres?|members?|partenaires?|partners?|fonde|cree|lance|"
        r"created|started|set|up|entreprises|original|origine",
        r"\b(?:co)?fond(?:e|ee|es|ees|ent|at\w+)\b|\b(?:cree|ne|lance)e?s? (?:par|de)\b|\bnait\b|"
        r"\bfound(?:ed|ers?|ing)\b|\binitiati\w+|\b(?:set up|created|started) by\b",
        changes=False,
    ),
    _field(
        "end_of_label",
        r"\b(?:perd\w*|fin|retire\w*|lost?|lose|end)\b.*\blabel|\blabel\w*\b.*\b(?:encore|toujours|"
        r"perd\w*|still|lost)\b|\b(?:encore|toujours|still)\b.*\b(?:label\w*|existe\w*|exists?|"
        r"poles?|clusters?)\b|"
        r"\bexist\w*\b.*\b(?:encore|toujours|still)\b",
        r"perd\w*|fin|retire\w*|lost?|lose|label\w*|encore|toujours|still|existe\w*|exists?|end|"
        r"date|quelle|annee|year",
        r"\blabel|\bfusion|\babsorb|\bintegr|\brejoin|\bdevien|\bdispara|\bmerg|\bjoin|\breplac|"
        r"\brepris|\brepren|\bbecame\b|\bform",
        changes=False,
    ),
)
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_NOTED = 2


def pole_fact(
    index: Index, question: Question
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The statements that give the fact asked for, and those of earlier values for the notes.

    Of a former pôle, what it became follows. Nothing when the question asks for anything else, or
    more, or when no statement of the record gives the value.
    """
    field = _field_asked(question)
    if field is None:
        return (), ()
    card = question.poles[0]
    if field.name == "end_of_label" and card.labelled:
        return _labelled(index, card, question), ()
    rows = [row for row in _dated(card, field.name) if _fits(question, row)]
    if not rows and not card.labelled:  # of a former pôle, the one that took its place
        heirs = successors_of(card, index.cards.poles)
        card = heirs[0] if len(heirs) == 1 else card
        rows = [row for row in _dated(card, field.name) if _fits(question, row)]
    given = list(islice(_stated(index, card, field, question, rows), 1 + _NOTED))
    if not given:
        became = succession(index, question.poles[0]) if field.name == "end_of_label" else None
        return (() if became is None else (became,)), ()
    became = None if card.labelled or question.years else succession(index, card)
    statements = {item.text: item for item in (given[0], became) if item is not None}
    noted = given[1:] if field.changes and not question.years else []
    return tuple(statements.values()), tuple(noted)


def value_stated(
    index: Index, card: PoleCard, name: str, question: Question, values: int | None = None
) -> tuple[Evidence, ...]:
    """The statement of the latest value of a field, among so many, that the record states."""
    field = next(field for field in _FIELDS if field.name == name)
    return tuple(islice(_stated(index, card, field, question, _dated(card, name)[:values]), 1))


def latest_number(card: PoleCard, name: str) -> int | None:
    """The latest known value of a field that is a number, None when there is none."""
    digits = re.sub(r"\D", "", next((row.value for row in _dated(card, name)), ""))
    return int(digits) if digits else None


def states_fact(question: Question, statement: str) -> bool:
    """Can ``statement`` give the fact of a pôle that is asked? True when none is asked."""
    field = _field_asked(question)
    return field is None or field.states.search(fold(statement)) is not None


def _field_asked(question: Question) -> _Field | None:
    """The field of a record that ``question`` asks for, None when it asks for anything more."""
    if len(question.poles) != 1:
        return None
    rest = rest_of(question)
    words = words_of(rest)
    asked = (f for f in _FIELDS if f.asks.search(rest) and all(map(f.more.fullmatch, words)))
    return next(asked, None)


def _dated(card: PoleCard, name: str) -> list[CardFact]:
    """Values of a field, the latest first; of one date, totals first."""
    rows = [row for row in card.facts if row.field == name]
    return sorted(rows, key=lambda r: (r.as_of, r.perimeter.startswith("total")), reverse=True)


def _fits(question: Question, row: CardFact) -> bool:
    year = int(row.as_of[:4])
    if question.years:
        return year in question.years
    return question.as_of is None or year <= question.as_of


def _stated(
    index: Index, card: PoleCard, field: _Field, question: Question, rows: Sequence[CardFact]
) -> Iterator[Evidence]:
    """For each value, the statement of the record that gives it best; one a value."""
    values: set[str] = set()
    statements = list(record_statements(index, card))
    for row in rows:
        holds = _holder(row)
        fit = [
            item
            for item in statements
            if row.value not in values
            and holds.search(_plain(item.text))
            and field.states.search(fold(item.text))
            and (not question.years or item.year in question.years)
        ]
        if fit:
            values.add(row.value)
            yield max(fit, key=lambda item: _fitness(item, row, question, field))


def _fitness(
    item: Evidence, row: CardFact, question: Question, field: _Field
) -> tuple[bool, bool, int, int]:
    """Of the value's year, in the question's language, the value near its word, short."""
    text = _plain(item.text)
    values = [match.start() for match in _holder(row).finditer(text)]
    words = [match.start() for match in field.states.finditer(text)]
    apart = min((abs(a - b) for a in values for b in words), default=len(text))
    return (
        item.year == int(row.as_of[:4]),
        guess_language(item.text) == question.language,
        -(apart // 40),
        -len(text),
    )


def _plain(text: str) -> str:
    """Folded, the digits of a number together."""
    return re.sub(r"(?<=\d)[\s\u202f\u00a0.](?=\d{3}(?!\d))", "", fold(text))


@lru_cache(maxsize=512)
def _holder(row: CardFact) -> re.Pattern[str]:
    """A pattern over plain text for the value of ``row``."""
    value = fold(row.value)
    if row.field == "website":
        value = re.sub(r"^https?://(?:www\.)?|/$", "", value)
    if row.field in ("created", "end_of_label"):
        value = value[:4]
    return re.compile(rf"(?<![\w])(?:www\.)?{re.escape(value)}(?!\w)")


def _labelled(index: Index, card: PoleCard, question: Question) -> tuple[Evidence, ...]:
    """The latest statement that shows that a pôle holds the label."""
    phase = max(card.phases, default=0)
    fit = [
        item
        for item in record_statements(index, card)
        if re.search(r"\blabel", fold(item.text))
        and name_pattern(card).search(fold(item.text))
        and re.search(rf"\bphase (?:{_ROMAN[phase]}|{phase})\b", item.text)
    ]
    best = max(
        fit,
        key=lambda i: (guess_language(i.text) == question.language, i.year or 0, -len(i.text)),
        default=None,
    )
    return () if best is None else (best,)
