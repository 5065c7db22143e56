"""One fact of one pôle, from its record: who presides it, how many members, where, since when.

"Qui dirige X ?", "X c'est où", "combien de membres compte X ?": the record holds each value with
its date; what is shown is the statement of the record that gives the latest one, or that of the
year that is asked. Any word of the question beyond the fact and the name ("combien de membres
étrangers", "le directeur de la recherche") leaves it to the search; what the search finds answers
only if it gives that fact, at that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from assistant.dates import covers, since_year
from assistant.lineage import succession, successors_of
from assistant.moments import phase_years
from assistant.named import name_pattern
from assistant.pole_fields import FIELDS, Field, fields_asked
from assistant.question import Question, guess_language
from assistant.record_statements import record_statements
from assistant.records import Evidence
from ingest.analysis import fold
from ingest.cards import CardFact, PoleCard
from ingest.index import Index

__all__ = [
    "dated_values",
    "latest_number",
    "pole_fact",
    "stated_value",
    "states_fact",
    "value_stated",
    "years_told",
]

_HELD = frozenset({"president", "director"})
"""Roles: who holds one holds it for years."""
_OF_HEIRS = _HELD | {"members", "seat", "website", "end_of_label"}
"""Facts that the pôle that took the place of a former one has as well."""
_ONCE = frozenset({"created", "founders", "labelled"})
"""Facts of a day gone by: what the pôle became later is not asked."""
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_NOTED = 2
_SHORT = 2
"""Letters of "à", "au" and "in", which alone state little."""


def pole_fact(
    index: Index, question: Question
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The statements that give the fact asked for, and those of earlier values for the notes.

    Of a former pôle, what it became follows. Nothing when the question asks for anything else, or
    more, or when no statement of the record gives the value.
    """
    told = (_told(index, question, field) for field in fields_asked(question))
    return next((answer for answer in told if answer[0]), ((), ()))


def _told(
    index: Index, question: Question, field: Field
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    card = question.poles[0]
    if field.name == "end_of_label" and card.labelled:
        return _labelled(index, card, question), ()
    given = _given(index, card, field, question)
    if not given and not card.labelled and field.name in _OF_HEIRS:
        heirs = successors_of(card, index.cards.poles)
        card = heirs[0] if len(heirs) == 1 else card
        given = _given(index, card, field, question)
    if not given:
        became = succession(index, question.poles[0]) if field.name == "end_of_label" else None
        return (() if became is None else (became,)), ()
    ended = not card.labelled and field.name not in _ONCE and not question.years
    became = succession(index, card) if ended else None
    statements = {item.text: item for item in (given[0], became) if item is not None}
    noted = given[1:] if field.changes and not question.years else []
    return tuple(statements.values()), tuple(noted)


def _given(index: Index, card: PoleCard, field: Field, question: Question) -> list[Evidence]:
    """Statements of the record that give the fact, the one that answers first; one a value."""
    if field.name == "regions":
        return _in_regions(index, card, question)
    if field.name == "labelled":
        return _first_label(index, card, field)
    rows = [row for row in dated_values(card, field.name) if _in_time(question, _year(row))]
    given = list(islice(_stated(index, card, field, question, rows), 1 + _NOTED))
    if given:
        return given
    said = record_statements(index, card)
    if field.name in _HELD:
        at = question.years[:1]
        found = [e for year in at for e in said if _holds_at(card, field, e, year)]
        return [item for item in found if field.states.search(fold(item.text))][:1]
    fit = [e for e in said if _tells(field, card, e.text) and _in_time(question, e.year)]
    latest = sorted(fit, key=lambda item: -(item.year or 0))
    return latest[: 1 + _NOTED] if field.changes else latest[-1:]


def years_told(index: Index, question: Question) -> tuple[int, ...]:
    """The other years at which the record gives the fact that is asked of a year.

    None where the index does not hold the record.
    """
    fields = fields_asked(question) if question.years else ()
    if not fields or next(record_statements(index, question.poles[0]), None) is None:
        return ()
    rows = (row for field in fields for row in dated_values(question.poles[0], field.name))
    return tuple(sorted({_year(row) for row in rows} - set(question.years)))


def value_stated(
    index: Index, card: PoleCard, name: str, question: Question, values: int | None = None
) -> tuple[Evidence, ...]:
    """The statement of the latest value of a field, among so many, that the record states.

    Else one that tells it by itself: "une centaine de membres".
    """
    found = stated_value(index, card, name, question, dated_values(card, name)[:values])
    field = next(field for field in FIELDS if field.name == name)
    told = (e for e in record_statements(index, card) if _tells(field, card, e.text))
    return found or tuple(islice(told, 1))


def stated_value(
    index: Index, card: PoleCard, name: str, question: Question, rows: Sequence[CardFact]
) -> tuple[Evidence, ...]:
    """The statement of the first of ``rows``, values of a field, that the record states."""
    field = next(field for field in FIELDS if field.name == name)
    return tuple(islice(_stated(index, card, field, question, rows), 1))


def latest_number(card: PoleCard, name: str) -> int | None:
    """The latest known value of a field that is a number, None when there is none."""
    digits = re.sub(r"\D", "", next((row.value for row in dated_values(card, name)), ""))
    return int(digits) if digits else None


def states_fact(index: Index, question: Question, item: Evidence) -> bool:
    """Can ``item`` give the fact of a pôle that is asked? True when none is asked.

    Where the record of the pôle is at hand, a fact that it alone tells is in it or nowhere.
    """
    fields = fields_asked(question)
    return not fields or any(_states(index, question, field, item) for field in fields)


def _states(index: Index, question: Question, field: Field, item: Evidence) -> bool:
    card, text = question.poles[0], item.text
    if not field.states.search(fold(text)):
        return False
    if next(record_statements(index, card), None) is None:
        return True
    if field.only or not item.named or (field.told and not _tells(field, card, text)):
        return False
    at = question.years if field.name in _HELD else ()
    return not at or any(_holds_at(card, field, item, year) for year in at)


def _tells(field: Field, card: PoleCard, text: str) -> bool:
    """Does ``text`` tell a fact by itself, of the pôle and not of its projects?"""
    said = _plain(text)
    return bool(field.told and _telling(field, card).search(said)) and not field.not_told.search(
        said
    )


@lru_cache(maxsize=512)
def _telling(field: Field, card: PoleCard) -> re.Pattern[str]:
    return re.compile(field.told.replace("{name}", name_pattern(card).pattern))


def _holds_at(card: PoleCard, field: Field, item: Evidence, year: int) -> bool:
    """Does ``item`` say who held a role in ``year``: of that year, of years around it, since one?

    "Depuis 2020" holds until another is known to hold it.
    """
    if item.year == year or covers(item.text, year):
        return True
    since = since_year(item.text)
    if since is None or since > year:
        return False
    said = fold(item.text)
    rows = (r for r in dated_values(card, field.name) if since < _year(r) <= year)
    return all(fold(row.value) in said for row in rows)


def _in_regions(index: Index, card: PoleCard, question: Question) -> list[Evidence]:
    """The statement that names the most of the regions of its card, the latest of these."""
    regions = [re.compile(rf"(?<![\w-]){re.escape(fold(r))}(?![\w-])") for r in card.regions]
    named = [e for e in record_statements(index, card) if name_pattern(card).search(fold(e.text))]
    best = max(
        named,
        key=lambda e: (
            sum(region.search(fold(e.text)) is not None for region in regions),
            guess_language(e.text) == question.language,
            e.year or 0,
        ),
        default=None,
    )
    if best is None or not any(region.search(fold(best.text)) for region in regions):
        return []
    return [best]


def _first_label(index: Index, card: PoleCard, field: Field) -> list[Evidence]:
    """The earliest statement that it received the label, if it is of its first phase."""
    opening, closing = phase_years(min(card.phases, default=0))
    fit = [e for e in record_statements(index, card) if _tells(field, card, e.text)]
    fit = [item for item in fit if opening <= (item.year or 0) <= closing]
    return sorted(fit, key=lambda item: item.year or 0)[:1]


def _year(row: CardFact) -> int:
    return int(row.as_of[:4])


def dated_values(card: PoleCard, name: str) -> list[CardFact]:
    """Known values of a field, the latest first; of one date, totals first.

    A year alone comes after its months: what is told of them is of its beginning ("au lancement").
    """
    rows = [row for row in card.facts if row.field == name]
    return sorted(
        rows, key=lambda r: (r.as_of.ljust(7, "~"), r.perimeter.startswith("total")), reverse=True
    )


def _in_time(question: Question, year: int | None) -> bool:
    """Is a value of ``year`` of the time that is asked?"""
    if question.years:
        return year in question.years
    return question.as_of is None or year is None or year <= question.as_of


def _stated(
    index: Index, card: PoleCard, field: Field, question: Question, rows: Sequence[CardFact]
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
            and (not question.years or any(_is_of(item, year) for year in question.years))
        ]
        if fit:
            values.add(row.value)
            own = [e for e in fit if not field.changes and _tells(field, card, e.text)]
            yield max(own or fit, key=lambda item: _fitness(item, row, question, field))


def _is_of(item: Evidence, year: int) -> bool:
    return item.year == year or str(year) in item.text or covers(item.text, year)


def _fitness(
    item: Evidence, row: CardFact, question: Question, field: Field
) -> tuple[bool, bool, bool, int, int]:
    """With its word rather than "à", of the value's time, in the question's language, the value
    near its word, short.
    """
    text = _plain(item.text)
    values = [match.start() for match in _holder(row).finditer(text)]
    words = [match.start() for match in field.states.finditer(text) if len(match[0]) > _SHORT]
    apart = min((abs(a - b) for a in values for b in words), default=len(text))
    return (
        bool(words),
        abs((item.year or 0) - _year(row)) <= 1,
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
