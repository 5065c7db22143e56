"""Exact lists and counts of pôles: from the records of the knowledge base, not from passages.

"Quels pôles travaillent sur l'hydrogène ?", "combien en Bretagne ?", "lesquels ont perdu le
label ?": every pôle whose record meets what is asked, each with the sentence that shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.list_asked import read_list_asked
from assistant.registry.list_columns import told_of_each
from assistant.registry.list_criteria import Labels, ListAsked, Place
from assistant.registry.list_rows import Row, rows_of, told_of_women, untold
from assistant.registry.pole_facts import LEFT_OUT
from assistant.registry.superlatives import First, Ranking, ranked
from assistant.statements.record_statements import has_record, record_statements
from assistant.texts import text_for
from assistant.understanding.moments import asks_past, phase_of, phase_years
from ingest.analysis import fold
from ingest.index import Index
from ingest.store import Filters

__all__ = ["Listing", "list_poles"]

_LONG = 12
"""A longer list is told region by region, unless one region is asked."""
_ALL = ListAsked()


@dataclass(frozen=True, slots=True)
class Listing:
    """Pôles that meet what a question asks.

    Attributes:
        what: what they are, in the language of the question.
        rows: a pôle and the sentence of its record that shows it belongs; empty when no record
            allows the list.
        lead: what is said before the list, or instead of it.
        notes: how the places and themes of the question were understood, what is not known.
        groups: headings, each with the rows under it, by number; empty for one group.
        counted: the number of rows stands with each heading.
        partial: what is listed, or that nothing is, is only near what is asked: a statement may
            tell the very thing.
        every: all pôles of today are listed.
        told: what is quoted after the rows: a text that tells which they are.
        values: of each row, the fact that is asked of it, "" where its record does not tell; none
            when no fact is asked.
        asked: what is asked, as understood.
    """

    what: str
    rows: tuple[Row, ...]
    lead: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    counted: bool = False
    partial: bool = False
    every: bool = False
    told: tuple[Evidence, ...] = ()
    values: tuple[str, ...] = ()
    asked: ListAsked = _ALL

    @property
    def poles(self) -> tuple[str, ...]:
        """Identifiers of the pôles, in order."""
        return tuple(card.id for card, _ in self.rows)


def list_poles(index: Index, question: Question, filters: Filters) -> Listing | Ranking | None:
    """The list that ``question`` asks for, or the first of it; None when it asks for none that the
    records hold.
    """
    asked = read_list_asked(question, _labels(index))
    if asked is None:
        return None
    words = _Words(question.language, _labels(index), asked.both)
    if asked.headed:
        return _headed(index, question, asked, words, filters)
    if not any(has_record(index, card) for card in index.cards.poles[:1]):
        return None
    if asked.without:
        return _regions_without(index, words)
    if asked.first:
        return _first(index, question, asked, asked.first, words)
    rows = tuple(rows_of(index, asked))
    listing = _listing(index, rows, asked, words) if rows else _instead(index, asked, words)
    if listing:
        near = listing.partial or _is_of_today(question, asked)
        listing = replace(listing, asked=asked, partial=near)
    return _with_column(index, question, listing, asked, words) if listing else None


def _is_of_today(question: Question, asked: ListAsked) -> bool:
    """Are the pôles of today listed, where a past is asked of which no year is told?"""
    told = asked.standing or asked.levels or asked.amount or asked.as_of or asked.headed
    return not told and asks_past(question.standalone)


def _with_column(
    index: Index, question: Question, listing: Listing, asked: ListAsked, words: _Words
) -> Listing | None:
    """``listing``, with the fact that is asked of each; None when the records tell it of none."""
    if not asked.column:
        return listing
    told = [told_of_each(index, card, asked.column, question) for card, _ in listing.rows]
    both = list(zip(listing.rows, told, strict=True))
    unknown = ", ".join(card.name for (card, _), one in both if one is None)
    if not any(told):
        return None
    return replace(
        listing,
        rows=tuple((card, one[1] if one else row) for (card, row), one in both),
        values=tuple(one[0] if one else "" for one in told),
        notes=(*listing.notes, *([words.text("untold", unknown)] if unknown else [])),
    )


def _headed(
    index: Index, question: Question, asked: ListAsked, words: _Words, filters: Filters
) -> Listing:
    """The pôles that women head: only what a text says of women tells, else that none does."""
    told, heads = (None, None) if asked.headed == "men" else told_of_women(index, question, filters)
    if told is None:
        return Listing("", (), words.text("no_gender"))
    asked = replace(asked, heads=heads)
    rows = tuple(rows_of(index, asked))
    return replace(_listing(index, rows, asked, words), told=(told,))


def _first(
    index: Index, question: Question, asked: ListAsked, first: First, words: _Words
) -> Listing | Ranking | None:
    """What comes first: of the pôles, or the one region, with its pôles."""
    labelled = [card for card in index.cards.poles if card.labelled]
    if first.by != "poles":
        cards = labelled if asked.every else [card for card, _ in rows_of(index, asked)]
        ranking = ranked(index, question, cards, first)
        return ranking and replace(ranking, notes=_notes(index, asked, words, ()))
    counts = Counter(region for card in labelled for region in card.regions)
    best = (min if first.least else max)(counts.values(), default=0)
    regions = [region for region, count in counts.items() if count == best]
    if len(regions) != 1:
        return None
    rows = tuple(rows_of(index, ListAsked(places=(_region(regions[0]),))))
    return replace(_listing(index, rows, ListAsked(), words, f"{regions[0]} :"), every=False)


def _instead(index: Index, asked: ListAsked, words: _Words) -> Listing | None:
    """What is said where no pôle meets what is asked: what is near, or that none does."""
    for near, lead in _nearer(asked, words):
        if rows := tuple(rows_of(index, near)):
            return replace(_listing(index, rows, near, words, lead), notes=(), partial=True)
    if asked.as_of:
        said = words.text("none_then", asked.as_of, asked.as_of)
        return Listing("", (), said, partial=True)
    known = index.cards.labels  # cards made before hold less
    narrow = asked.standing or asked.levels or asked.amount
    none = Listing("", (), words.text("none_such"), partial=True)
    return none if known and narrow else None


def _nearer(asked: ListAsked, words: _Words) -> Iterator[tuple[ListAsked, str]]:
    """What is near themes that no record joins, a town without a pôle, or a theme that no record
    names, and its lead.
    """
    if len(asked.theme_groups) > 1 and not asked.both:
        lead = words.text("none_joins", words.themes(asked))
        asked = replace(asked, themes=tuple(replace(theme, group=0) for theme in asked.themes))
        yield asked, lead
    towns = words.joined(place.name for place in asked.places if place.towns)
    if towns and not asked.seat:
        wider = tuple(Place(place.name, place.regions) for place in asked.places)
        regions = words.joined(region for place in wider for region in place.regions)
        yield replace(asked, places=wider), words.text("none_here", towns, regions)
    if asked.as_of:
        return
    said = words.themes(asked)
    there = [words.joined(place.name for place in asked.places)] if asked.places else []
    for themes in zip(*(theme.widened() for theme in asked.themes), strict=True):
        keys = words.joined(words.label(key) for theme in themes for key in theme.keys)
        lead = words.text("none_names_there" if there else "none_names", *there, said, keys)
        yield replace(asked, themes=themes), lead


def _labels(index: Index) -> Labels:
    return {key: (fr, en) for key, fr, en in index.cards.labels}


@dataclass(frozen=True, slots=True)
class _Words:
    """How a list is worded: in which language, with which labels, joined by which word."""

    language: str
    labels: Labels
    both: bool = False

    def text(self, key: str, *values: object) -> str:
        return text_for(key, self.language, *values)

    def label(self, key: str) -> str:
        fr, en = self.labels.get(key) or (key.replace("-", " "),) * 2
        return f"« {en if self.language == 'en' else fr} »"

    def joined(self, items: Iterable[str]) -> str:
        *first, last = dict.fromkeys(items) or ("",)
        word = self.text("and" if self.both else "or")
        return f"{', '.join(first)} {word} {last}" if first else last

    def themes(self, asked: ListAsked) -> str:
        """The themes as typed: of each group one."""
        groups = ([f"« {theme.said} »" for theme in group] for group in asked.theme_groups)
        if self.both:
            return self.joined(said for group in groups for said in group)
        return f" {self.text('and')} ".join(map(self.joined, groups))


def _listing(
    index: Index, rows: tuple[Row, ...], asked: ListAsked, words: _Words, lead: str = ""
) -> Listing:
    """``rows`` as a list, under their regions where they are many."""
    at_large = not (lead or asked.places or asked.standing or asked.themes or asked.amount)
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    if asked.per_region or (at_large and (asked.every or len(rows) > _LONG)):
        groups = _by_region(rows, every=asked.per_region)
    one, many = _what(asked, words).split("|")
    return Listing(
        many if len(rows) > 1 else one,
        rows,
        lead,
        _notes(index, asked, words, rows),
        groups,
        counted=asked.per_region,
        every=asked.every,
    )


def _region(name: str) -> Place:
    return Place(name, (name,))


def _regions_without(index: Index, words: _Words) -> Listing | None:
    """The regions where no record places a labelled pôle; a pôle of each of the others."""
    regions, rows, groups = index.cards.regions, list[Row](), list[tuple[str, tuple[int, ...]]]()
    for region in regions:
        if not any(region in row.text for _, row in rows):
            found = rows_of(index, ListAsked(places=(_region(region),)))
            rows += islice((row for row in found if region in row[1].text), 1)
        shown = (n for n, (_, row) in enumerate(rows) if region in row.text)
        groups += [(region, (n,)) for n in islice(shown, 1)]
    if not rows:
        return None
    known = {region for card in index.cards.poles if card.labelled for region in card.regions}
    missing = [region for region in regions if region not in known]
    lead = words.text("regions_all", len(regions))
    if missing:
        lead = words.text("regions_without", len(missing), ", ".join(missing))
    return Listing(words.text("list_one_each"), tuple(rows), lead, groups=tuple(groups))


def _what(asked: ListAsked, words: _Words) -> str:
    """What the rows are: of one, "|", of several."""
    key, values = asked.standing or "labelled", list[object]()
    towns = [place.name for place in asked.places if place.towns or asked.seat]
    if asked.levels:
        key, values = "excellence", [words.joined(level.title() for level in asked.levels)]
    elif asked.headed:
        key = "women"
    elif asked.amount:
        key, values = "amount", [asked.amount.said]
    elif asked.standing == "new":
        when = ("in_year", asked.year) if asked.year else ("in_phase", asked.phase)
        values = [words.text(*when)]
    elif asked.as_of and not asked.standing:
        key, values = "then", [asked.as_of, asked.as_of]
    elif asked.per_region and not asked.standing:
        key = "per_region"
    elif towns and len(towns) == len(asked.places) and not asked.standing:
        key, values = "seated" if asked.seat else "sited", [words.joined(towns)]
    return words.text(f"list_{key}", *values)


def _notes(index: Index, asked: ListAsked, words: _Words, rows: Sequence[Row]) -> tuple[str, ...]:
    """How places and themes were understood, and what the records do not tell of them.

    What is near is never said to be meant.
    """
    here, away = (list(map(_shown, places)) for places in (asked.places, asked.not_places))
    off = [f"« {theme.said} »" for theme in asked.not_themes]
    apart = words.text("apart_from", words.joined((*away, *off))) if away or off else ""
    read = " ; ".join(filter(None, (words.joined(here), words.themes(asked), apart)))
    notes = [words.text("read_as", read)] if read else []
    if asked.every:
        told = (item.text for card, _ in rows for item in record_statements(index, card))
        notes += [f"« {text} »" for text in told if LEFT_OUT.search(text)]
    if asked.places and asked.as_of:
        notes.append(words.text("as_of_place", asked.as_of))
    for place in asked.places:
        if not asked.as_of:
            notes += _long_known(place, rows, words)
        if silent := ", ".join(c.name for c in untold(index, asked, place, rows)):
            notes.append(words.text("silent", place.name, silent))
    return tuple(notes)


def _long_known(place: Place, rows: Sequence[Row], words: _Words) -> Iterator[str]:
    """Of the pôles that are there by what is older than the phase before: since when."""
    first = phase_years(phase_of(datetime.now(UTC).year) - 1)[0]
    for card, _ in rows:
        if card.labelled and (year := place.known_in(card)) and int(year) < first:
            yield words.text("long_known", card.name, place.name, year)


def _shown(place: Place) -> str:
    """A place, with the regions that stand for it: "Corsica : Corse"."""
    exact = place.towns or place.name in place.regions
    return place.name if exact else f"{place.name} : {', '.join(place.regions)}"


def _by_region(rows: Sequence[Row], *, every: bool) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Rows under their region, or under each of their regions, the largest group first."""
    groups: dict[str, list[int]] = {}
    for n, (card, _) in enumerate(rows):
        regions: Iterable[str] = card.regions if every else card.regions[:1]
        for region in regions or ("",):
            groups.setdefault(region, []).append(n)
    ordered = sorted(groups, key=lambda r: (not r, -len(groups[r]) if every else 0, fold(r)))
    return tuple((region, tuple(groups[region])) for region in ordered)
