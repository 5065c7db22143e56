"""One fact of one pôle, from its record: who presides it, how many members, where, since when.

"Qui dirige X ?", "X c'est où", "combien de membres compte X ?": the record holds each value with
its date; what is shown is the statement of the record that gives the latest one, or that of the
year that is asked. Any word of the question beyond the fact and the name ("combien de membres
étrangers", "le directeur de la recherche") leaves it to the search; what the search finds answers
only if it gives that fact, at that year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from assistant.question import Question, guess_language
from assistant.records import Evidence
from assistant.registry.card_values import dated_values
from assistant.registry.lineage import succession, successors_of
from assistant.statements.record_statements import has_record, naming, record_statements
from assistant.understanding.dates import covers, since_year
from assistant.understanding.moments import asks_past, phase_years
from assistant.understanding.pole_fields import FIELDS, ROLES, Field, fields_asked, plain
from ingest.analysis import fold
from ingest.cards import CardFact, PoleCard
from ingest.index import Index

__all__ = [
    "LEFT_OUT",
    "latest_stated",
    "other_role",
    "pole_fact",
    "states_fact",
    "value_stated",
    "years_told",
]

_OF_HEIRS = frozenset({*ROLES, "members", "seat", "website"})
"""Facts that the pôle that took the place of a former one has as well."""
_ONCE = frozenset({"created", "founders", "labelled"})
"""Facts of a day gone by: what the pôle became later is not asked."""
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_AROUND = re.compile(r"\b(?:avant|après|apres|before|after|depuis|since)\b", re.IGNORECASE).sub
_HOLDS_LABEL = re.compile(r"\bporte le label\b|\bliste des (?:\d+ )?poles\b|\bl'un des \d+ poles\b")
_OF_LABEL = re.compile(rf"{_HOLDS_LABEL.pattern}|\b(?:de)?label\w*|\breconduit|\bcandidature\b")
_RECEIVES = re.compile(
    r"\b(?:est|sont|fut|a ete|was|were) (?:\w+ )?labell?\w*|\bl'etat labellise\b|"
    r"\b(?:recoit|obtient|decroche|received)\b"
)
"""Tells plainly that the label was received."""
LEFT_OUT = re.compile(r"\bne figure pas parmi les \d+|\bis not among the \d+")
"""Says of a pôle that those of a count are without it."""
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
    facts = _facts_asked(index, question)
    told = [answer for fact in facts if (answer := _told(fact))[0]]
    if len(told) > 1 and all(fact.field.name in ROLES for fact in facts):
        return tuple(item for statements, _ in told for item in statements), ()
    return told[0] if told else ((), ())


def years_told(index: Index, question: Question) -> tuple[int, ...]:
    """The other years at which the record gives the fact that is asked of a year, or around it.

    None where the index does not hold the record.
    """
    if not question.years:
        return ()
    facts = _facts_asked(index, replace(question, standalone=_AROUND("", question.standalone)))
    if not facts or not has_record(index, question.poles[0]):
        return ()
    years = {_year(row) for fact in facts for row in dated_values(fact.card, fact.field.name)}
    years |= {item.year for fact in facts for item in fact.telling() if item.year}
    return tuple(sorted(years - set(question.years)))


def other_role(index: Index, question: Question) -> str:
    """The role whose holder the record names, where another is asked that it never tells; or ""."""
    card = question.poles[0] if len(question.poles) == 1 else None
    asked = {field.name for field in fields_asked(question)}
    if card is None or not asked.intersection(ROLES) or not has_record(index, card):
        return ""
    known = [name for name in ROLES if dated_values(card, name)]
    return "" if asked.intersection(known) else next(iter(known), "")


def value_stated(
    index: Index,
    card: PoleCard,
    name: str,
    question: Question,
    rows: Sequence[CardFact] | None = None,
) -> tuple[Evidence, ...]:
    """The statement of the first of ``rows``, values of a field, that the record states.

    By default of all values, the latest first. Else one that tells it by itself: "une centaine de
    membres".
    """
    fact = _Fact(index, card, FIELDS[name], question)
    given = fact.stated(dated_values(card, name) if rows is None else rows)
    found = tuple(item for _, item in islice(given, 1))
    return found or tuple(fact.telling()[:1])


def latest_stated(
    index: Index, card: PoleCard, name: str, question: Question
) -> tuple[CardFact, Evidence] | None:
    """The latest value of a field, of the time that is asked, and the statement that gives it."""
    fact = _Fact(index, card, FIELDS[name], question)
    return next(fact.stated(fact.rows()), None)


def states_fact(index: Index, question: Question, item: Evidence) -> bool:
    """Can ``item`` give the fact of a pôle that is asked? True when none is asked.

    Where the record of the pôle is at hand, a fact that it alone tells is in it or nowhere.
    """
    facts = _facts_asked(index, question)
    return not facts or any(fact.may_be_in(item) for fact in facts)


def _facts_asked(index: Index, question: Question) -> list[_Fact]:
    return [_Fact(index, question.poles[0], field, question) for field in fields_asked(question)]


def _told(fact: _Fact) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """What is said of a fact, and of its earlier values."""
    index, asked, field, until = fact.index, fact.card, fact.field, fact.question.as_of
    given = [] if _is_heirs(fact) else fact.given()
    of_today = not asks_past(fact.question.standalone)  # of the past, an heir tells nothing
    if not given and of_today and not asked.labelled and field.name in _OF_HEIRS:
        heirs = successors_of(asked, index.cards.poles)
        fact = replace(fact, card=heirs[0]) if len(heirs) == 1 else fact
        given = fact.given()
    if not given and field.name == "founders" and (before := _under_another_name(fact)):
        given = replace(fact, card=before).given()
        return (given[0], *succession(index, before, until)) if given else (), ()
    if not given:
        return (succession(index, asked, until) if field.name == "end_of_label" else ()), ()
    if fact.question.years:
        return (given[0],), ()
    became = succession(index, fact.card, until) if field.name not in _ONCE else ()
    return (given[0], *became), tuple(given[1:] if field.changes else ())


def _under_another_name(fact: _Fact) -> PoleCard | None:
    """The record of the pôle from before it took its name."""
    renamed = ("became", "renommage", fact.card.id)
    for card in fact.index.cards.poles:
        if any((row.field, row.value, row.perimeter) == renamed for row in card.facts):
            return card
    return None


def _is_heirs(fact: _Fact) -> bool:
    """Is a former pôle the short name of the one that took its place, asked of today?"""
    asked, question = fact.card, fact.question
    if asked.labelled or question.years or question.as_of or fact.field.name not in _OF_HEIRS:
        return False
    heirs = successors_of(asked, fact.index.cards.poles)
    begins = len(heirs) == 1 and fold(heirs[0].name).startswith(f"{fold(asked.name)} ")
    return begins and not asks_past(question.standalone)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact of a pôle, for a question."""

    index: Index
    card: PoleCard
    field: Field
    question: Question

    def given(self) -> list[Evidence]:
        """Statements of the record that give it, the one that answers first; one a value."""
        name = self.field.name
        if name == "regions":
            return self._latest_that(_regions_in(self.card))
        if name == "labelled":
            return self._first_label()
        given = self._label_then() if name == "end_of_label" else []
        given = given or [item for _, item in islice(self.stated(self.rows()), 1 + _NOTED)]
        if given or name == "end_of_label":  # a label that ran out ends in no event
            return given or self._latest_that(lambda text: LEFT_OUT.search(text) is not None)
        if name in ROLES:
            said = record_statements(self.index, self.card)
            return [e for e in said if self._held_then(e) and self.field.stated_in(e.text)][:1]
        fit = [item for item in self.telling() if self._in_time(item.year)]
        fit = [item for item in fit if self._total(item)] or fit
        once = {self._total(item) or item: item for item in sorted(fit, key=self._lateness)}
        latest = sorted(once.values(), key=self._lateness, reverse=True)
        return latest[: 1 + _NOTED] if self.field.changes else latest[-1:]

    def rows(self) -> list[CardFact]:
        """Its known values of the time that is asked, the latest first."""
        values = dated_values(self.card, self.field.name)
        return [row for row in values if self._in_time(_year(row))]

    def _lateness(self, item: Evidence) -> tuple[int, bool, int]:
        """Later by what only grows, else by its year; of one value, in the question's language."""
        total = self._total(item)
        return total, total > 0 and self._in_language(item), item.year or 0

    def _total(self, item: Evidence) -> int:
        return self.field.total_in(item.text, self.card)

    def telling(self) -> list[Evidence]:
        """Statements of the record that tell it by themselves."""
        return [item for item in self._records() if self.field.told_in(item.text, self.card)]

    def _records(self) -> Iterator[Evidence]:
        """The statements of the record; of a creation, also of those of what it came from."""
        yield from record_statements(self.index, self.card)
        if self.field.name == "created":
            for card in self.index.cards.poles:
                if self.card.id in card.successors:
                    yield from record_statements(self.index, card)

    def stated(self, rows: Sequence[CardFact]) -> Iterator[tuple[CardFact, Evidence]]:
        """For each value, the statement of the record that gives it best; one a value."""
        values: set[str] = set()
        years = self.question.years
        said = [
            item
            for item in self._records()
            if self.field.stated_in(item.text) and not self.field.tells_else(item.text)
        ]
        if years:
            said = [item for item in said if any(_is_of(item, year) for year in years)]
        for row in rows:
            holds = _holder(row)
            fit = [item for item in said if holds.search(plain(item.text))]
            if fit and row.value not in values:
                values.add(row.value)
                own = [] if self.field.changes else fit
                own = [item for item in own if self.field.told_in(item.text, self.card)]
                yield row, max(own or fit, key=lambda item: self._fitness(item, row))

    def may_be_in(self, item: Evidence) -> bool:
        """Can it be in a statement that the search found?"""
        field = self.field
        if not field.stated_in(item.text) or not has_record(self.index, self.card):
            return bool(field.stated_in(item.text))
        told = not field.told or field.told_in(item.text, self.card)
        return told and self._is_then(item) and item.named and not field.only

    def _is_then(self, item: Evidence) -> bool:
        """Is ``item`` of a year that is asked, of a fact that changes?"""
        years = self.question.years
        if self.field.name in ROLES:
            return not years or self._held_then(item)
        return not (years and self.field.changes) or any(_is_of(item, year) for year in years)

    def _in_time(self, year: int | None) -> bool:
        """Is a value of ``year`` of the time that is asked?"""
        if self.question.years:
            return year in self.question.years
        return self.question.as_of is None or year is None or year <= self.question.as_of

    def _held_then(self, item: Evidence) -> bool:
        """Does ``item`` say who held a role in a year that is asked?"""
        return any(self._held_in(item, year) for year in self.question.years)

    def _held_in(self, item: Evidence, year: int) -> bool:
        """Does ``item`` say who held it in ``year``: of that year, of years around it, since one?

        "Depuis 2020" holds until another is known to hold it.
        """
        if item.year == year or covers(item.text, year):
            return True
        since = since_year(item.text)
        if since is None or since > year:
            return False
        rows = (r for r in dated_values(self.card, self.field.name) if since < _year(r) <= year)
        return all(fold(row.value) in fold(item.text) for row in rows)

    def _first_label(self) -> list[Evidence]:
        """The earliest statement that it received the label, if it is of its first phase."""
        opening, closing = phase_years(min(self.card.phases, default=0))
        fit = [item for item in self.telling() if opening <= (item.year or 0) <= closing]
        vague = {item.text for item in fit if not _RECEIVES.search(fold(item.text))}
        return sorted(fit, key=lambda item: (item.year or 0, item.text in vague))[:1]

    def _label_then(self) -> list[Evidence]:
        """What the record says of the label in the year that is asked, or of the one held today.

        Where it says nothing of that year: when the label was received, or lost, before it.
        """
        years = self.question.years
        then = [e for e in naming(self.index, self.card) if any(_is_of(e, year) for year in years)]
        told = [item for item in then if _OF_LABEL.search(fold(item.text))]
        if told:
            return sorted(told, key=lambda e: not _HOLDS_LABEL.search(fold(e.text)))[:1]
        ever = replace(self, question=replace(self.question, years=()))
        events = replace(ever, field=FIELDS["labelled"])._first_label()
        if not self.card.labelled:
            events += [item for _, item in ever.stated(ever.rows())]
        before = [e for e in events if years and (e.year or 9999) <= min(years)]
        if before or not self.card.labelled:
            return before[-1:]
        return self._latest_that(_shows_label(self.card))

    def _latest_that(self, shows: Callable[[str], int]) -> list[Evidence]:
        """The statement that shows the most of what is asked, the latest of these.

        Of the year that is asked, if any does then.
        """
        said, years = naming(self.index, self.card), self.question.years
        then = [e for e in said if shows(e.text) and any(_is_of(e, year) for year in years)]
        best = max(
            then or said,
            key=lambda e: (shows(e.text), self._in_language(e), e.year or 0),
            default=None,
        )
        return [best] if best is not None and shows(best.text) else []

    def _in_language(self, item: Evidence) -> bool:
        return guess_language(item.text) == self.question.language

    def _fitness(self, item: Evidence, row: CardFact) -> tuple[bool, bool, bool, bool, int, int]:
        """With its word rather than "à", of the value's time, in the question's language, by the
        pôle's name of today, the value near its word, short.
        """
        text = plain(item.text)
        values = [match.start() for match in _holder(row).finditer(text)]
        stated = self.field.stated_in(item.text)
        words = [match.start() for match in stated if len(match[0]) > _SHORT]
        apart = min((abs(a - b) for a in values for b in words), default=len(text))
        near_in_time = abs((item.year or 0) - _year(row)) <= 1
        spoken, called = self._in_language(item), plain(self.card.name) in text
        return bool(words), near_in_time, spoken, called, -(apart // 40), -len(text)


def _year(row: CardFact) -> int:
    return int(row.as_of[:4])


def _is_of(item: Evidence, year: int) -> bool:
    return item.year == year or str(year) in item.text or covers(item.text, year)


def _regions_in(card: PoleCard) -> Callable[[str], int]:
    """How many of its regions a text names."""
    regions = [re.compile(rf"(?<![\w-]){re.escape(fold(r))}(?![\w-])") for r in card.regions]
    return lambda text: sum(region.search(fold(text)) is not None for region in regions)


def _shows_label(card: PoleCard) -> Callable[[str], int]:
    """Whether a text shows that a pôle holds the label, in its latest phase."""
    phase = max(card.phases, default=0)
    held = r"(?=.*(?:\b[Ll]abel|\bl'un des \d+ pôles\b))"
    label = re.compile(rf"{held}.*\b[Pp]hase (?:{_ROMAN[phase]}|{phase})\b")
    return lambda text: label.match(text) is not None


@lru_cache(maxsize=512)
def _holder(row: CardFact) -> re.Pattern[str]:
    """A pattern over plain text for the value of ``row``."""
    value = fold(row.value)
    if row.field == "website":
        value = re.sub(r"^https?://(?:www\.)?|/$", "", value)
    if row.field in ("created", "end_of_label"):
        value = value[:4]
    return re.compile(rf"(?<![\w])(?:www\.)?{re.escape(value)}(?!\w)")
