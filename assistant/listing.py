"""Exact lists and counts of pôles: from the records of the knowledge base, not from passages.

"Quels pôles travaillent sur l'hydrogène ?", "combien en Bretagne ?", "lesquels ont perdu le
label ?": every pôle whose record meets what is asked, each with the sentence that shows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.communes import key_of
from assistant.list_asked import WIDE, ListAsked, named_in, read_list_asked
from assistant.list_rows import (
    Proof,
    fate_of,
    in_regions,
    of_label,
    of_level,
    of_loss,
    of_new_label,
    of_themes,
    of_town,
    row_of,
)
from assistant.list_standing import JOINED, levels_of, merged_into, stands
from assistant.list_themes import Theme, content_tokens
from assistant.places import load_places
from assistant.question import Question
from assistant.record_statements import record_statements
from assistant.records import Evidence
from assistant.synonyms import alternatives
from assistant.texts import text_for
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index

if TYPE_CHECKING:
    from assistant.gazetteer import Locality

__all__ = ["Among", "Listing", "among", "list_poles", "region_list"]

_PART = re.compile(r", | et | ou | and | or ")
"""Between the names of a key: "Pêche et aquaculture", the first of which stands for all."""
_LONG = 12
"""A longer list is told region by region, unless one region is asked."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Pôles that meet what a question asks.

    Attributes:
        what: what they are, in the language of the question.
        rows: a pôle and the sentence of its record that shows it belongs; empty when no record
            allows the list.
        lead: what is said before the list, or instead of it.
        read_as: the places and themes of the question, as they were understood.
        groups: headings, each with the rows under it, by number; empty for one group.
        counted: the number of rows stands with each heading.
        partial: what is listed is only near what is asked.
        every: all pôles of today are listed.
    """

    what: str
    rows: tuple[tuple[PoleCard, Evidence], ...]
    lead: str = ""
    read_as: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    counted: bool = False
    partial: bool = False
    every: bool = False

    @property
    def poles(self) -> tuple[str, ...]:
        """Identifiers of the pôles, in order."""
        return tuple(card.id for card, _ in self.rows)


@dataclass(frozen=True, slots=True)
class Among:
    """Labelled pôles among which one is looked for.

    Attributes:
        cards: of these pôles.
        spans: where a question says which ones.
        read_as: its places and themes, as they were understood.
    """

    cards: tuple[PoleCard, ...]
    spans: tuple[tuple[int, int], ...]
    read_as: tuple[str, ...]


def list_poles(index: Index, question: Question) -> Listing | None:
    """The list that ``question`` asks for, None when it asks for none that the records hold."""
    asked = read_list_asked(question)
    if asked is None or not any(
        True for card in index.cards.poles[:1] for _ in record_statements(index, card)
    ):
        return None
    if asked.as_of and asked.as_of >= datetime.now(UTC).year:
        asked = replace(asked, as_of=None)
    maker = _Maker(index, question, asked)
    return maker.regions_without() if asked.without else maker.made()


def region_list(index: Index, question: Question, region: str) -> Listing | None:
    """The labelled pôles of ``region``."""
    maker = _Maker(index, question, ListAsked())
    cards = [c for c in index.cards.poles if c.labelled and region in c.regions]
    rows = [(card, row_of(index, card, (in_regions((region,)),))) for card in cards]
    return maker.listing([(card, row) for card, row in rows if row is not None], lead=f"{region} :")


def among(index: Index, question: Question) -> Among:
    """The labelled pôles of the places and themes that ``question`` names, all if it names none."""
    asked, spans = named_in(question.standalone)
    maker = _Maker(index, question, asked)
    labelled = (card for card in index.cards.poles if card.labelled)
    return Among(tuple(maker.cards() if spans else labelled), spans, maker.read_as())


class _Maker:
    """Makes the list that one question asks for."""

    def __init__(self, index: Index, question: Question, asked: ListAsked) -> None:
        self._index, self._question, self._asked = index, question, asked
        self._language = question.language
        self._labels: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        self._labels.update((key, (fr, en)) for key, fr, en in index.cards.labels)

    def made(self) -> Listing | None:
        """The list; a nearer one, or why there is none, where no record meets all of it."""
        rows = self._rows(self._asked)
        if rows:
            return self.listing(rows)
        if self._asked.as_of:
            lead = self._text("none_then", self._asked.as_of, self._asked.as_of)
            return Listing("", (), lead)
        near = self._around() or self._nearest()
        known = self._index.cards.labels  # cards made before hold less
        if near is None and known and (self._asked.standing or self._asked.levels):
            return Listing("", (), self._text("none_such"))
        return near

    def cards(self) -> tuple[PoleCard, ...]:
        """The pôles of the list."""
        return tuple(card for card, _ in self._rows(self._asked))

    def listing(self, rows: Sequence[tuple[PoleCard, Evidence]], lead: str = "") -> Listing:
        """``rows`` as a list, under the regions where they are many."""
        asked = self._asked
        groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
        if asked.per_region:
            groups = _by_region(rows, every=True)
        elif (
            not lead
            and not asked.places
            and not asked.standing
            and not asked.themes
            and (asked.every or len(rows) > _LONG)
        ):
            groups = _by_region(rows, every=False)
        return Listing(
            self._what(len(rows)),
            tuple(rows),
            lead,
            self.read_as(),
            groups,
            counted=asked.per_region,
            every=asked.every,
        )

    def _rows(self, asked: ListAsked, *, broad: bool = False) -> list[tuple[PoleCard, Evidence]]:
        found = []
        for card in self._index.cards.poles:
            if stands(card, asked, self._index.cards.poles) and self._meets(card, asked):
                row = self._row(card, asked, broad=broad)
                if row is not None:
                    found.append((card, row))
        return found

    def _row(self, card: PoleCard, asked: ListAsked, *, broad: bool) -> Evidence | None:
        proofs = [*self._theme_proofs(card, asked, broad=broad), *self._place_proofs(card, asked)]
        if asked.standing in (*JOINED, "former"):
            born = asked.standing == "born"
            fates = (
                fate_of(self._index, c, "merged" if born else asked.standing, asked.year)
                for c in (merged_into(card, asked, self._index.cards.poles) if born else (card,))
            )
            shown = not any(p.needed for p in proofs) or row_of(self._index, card, proofs)
            return next(filter(None, fates), None) if shown else None
        if asked.standing == "lost":
            proofs.insert(0, of_loss(asked.year))
        if asked.standing == "new":
            proofs.insert(0, of_new_label(asked.phase, asked.year))
        if asked.as_of and not asked.standing:
            proofs.append(of_label())
        if asked.levels:
            proofs.insert(0, of_level(next(lv for lv in asked.levels if lv in levels_of(card))))
        return row_of(self._index, card, proofs, asked.as_of)

    def _theme_proofs(self, card: PoleCard, asked: ListAsked, *, broad: bool) -> list[Proof]:
        broad = broad or asked.for_company
        held = [
            (replace(t, keys=tuple(named or t.keys)), bool(broad or named))
            for t in asked.themes
            if self._has(card, t)
            for named in (self._named(t),)
        ]
        if asked.both:
            return [of_themes([theme], self._index.cards.poles) for theme in held]
        return [of_themes(held, self._index.cards.poles)] if held else []

    def _has(self, card: PoleCard, theme: Theme) -> bool:
        """Does the record have a key that the theme says; of a narrow one, any near it?"""
        keys = self._named(theme) or set(theme.near)
        return bool(keys & {*card.sectors, *card.technologies})

    def _place_proofs(self, card: PoleCard, asked: ListAsked) -> list[Proof]:
        proofs = [of_town(town) for place in asked.places for town in self._towns(card, place)[:1]]
        regions = [r for place in asked.places for r in place.regions if r in card.regions]
        if regions:
            proofs.append(in_regions(regions, needed=asked.as_of is not None))
        elif not asked.places and not asked.themes and card.regions:
            proofs.append(in_regions(card.regions))
        return proofs

    @lru_cache(maxsize=64)  # noqa: B019 - a maker lives for one question
    def _named(self, theme: Theme) -> frozenset[str]:
        """The keys whose own name its words say, rather than a part of it or something near."""
        if not self._index.cards.labels:  # made before cards held them
            return frozenset(theme.keys)
        words = {t for key in theme.near for label in self._labels[key] for t in _near(label)}
        if not any(reading <= words for reading in theme.readings):
            return frozenset()
        said = {near for reading in theme.readings for t in reading for near in alternatives(t)}
        return frozenset(
            key
            for key in theme.keys
            for label in self._labels[key]
            if set(content_tokens(_PART.split(label)[0])) <= said
        )

    def _meets(self, card: PoleCard, asked: ListAsked) -> bool:
        joined = all if asked.both else any
        here = joined(self._is_at(card, place) for place in asked.places)
        on = joined(self._has(card, theme) for theme in asked.themes)
        away = asked.not_places and (
            not card.regions or any(self._is_at(card, place) for place in asked.not_places)
        )
        off = any(self._has(card, theme) for theme in asked.not_themes)
        return (here or not asked.places) and (on or not asked.themes) and not away and not off

    def _is_at(self, card: PoleCard, place: Locality) -> bool:
        if self._is_wide(place):
            return bool(set(place.regions) & set(card.regions))
        return bool(self._towns(card, place))

    def _is_wide(self, place: Locality) -> bool:
        """Do all pôles of its region answer, rather than those with a site in it?"""
        return place.kind in WIDE or self._asked.for_company

    def _towns(self, card: PoleCard, place: Locality) -> list[str]:
        """Where the pôle has its seat, or a site, inside ``place``; none for a wide one."""
        if self._is_wide(place):
            return []
        seats = sorted((f.as_of, f.value) for f in card.facts if f.field == "seat")[-1:]
        towns = [value for _, value in seats]
        if not self._asked.seat:
            towns += [fact.value for fact in card.facts if fact.field == "sites"]
        names = load_places().names
        if place.kind == "commune":
            return [town for town in towns if key_of(town) == key_of(place.name)]
        return [town for town in towns if key_of(town) in names.towns_of(place.name)]

    def _around(self) -> Listing | None:
        """The pôles of the region, where none sits in the town that is asked."""
        narrow = [place for place in self._asked.places if not self._is_wide(place)]
        if not narrow or self._asked.seat:
            return None
        wide = tuple(replace(place, kind="région") for place in self._asked.places)
        rows = self._rows(replace(self._asked, places=wide))
        if not rows:
            return None
        towns = self._joined([place.name for place in narrow])
        regions = self._joined(list(dict.fromkeys(r for place in wide for r in place.regions)))
        lead = self._text("none_here", towns, regions)
        made = _Maker(self._index, self._question, replace(self._asked, places=wide))
        return replace(made.listing(rows, lead), read_as=(), partial=True)

    def _nearest(self) -> Listing | None:
        """What lies nearest to a theme that no record names."""
        asked = self._asked
        said = self._joined([f"« {theme.said} »" for theme in asked.themes])
        for wide in ("keys", "near") if asked.themes else ():
            themes = [
                replace(t, keys=getattr(t, wide), near=getattr(t, wide)) for t in asked.themes
            ]
            if rows := self._rows(replace(asked, themes=tuple(themes)), broad=True):
                near = self._joined([self._label(key) for theme in themes for key in theme.keys])
                there = [self._joined([p.name for p in asked.places])] if asked.places else []
                key = "none_names_there" if there else "none_names"
                lead = self._text(key, *there, said, near)
                made = self.listing(rows, lead)
                return replace(made, read_as=(), partial=True)
        return None

    def regions_without(self) -> Listing | None:
        """The regions where no record places a labelled pôle; a pôle of each of the others."""
        labelled = [card for card in self._index.cards.poles if card.labelled]
        regions = self._index.cards.regions
        rows: list[tuple[PoleCard, Evidence]] = []
        groups: list[tuple[str, tuple[int, ...]]] = []
        for region in regions:
            held = next((n for n, (_, row) in enumerate(rows) if region in row.text), None)
            if held is None:
                proof = in_regions((region,), needed=True)
                cards = (card for card in labelled if region in card.regions)
                shown = ((card, row_of(self._index, card, (proof,))) for card in cards)
                found = next(((c, row) for c, row in shown if row and region in row.text), None)
                held = len(rows)
                rows += [found] if found else []
            groups += [(region, (held,))] if held < len(rows) else []
        if not rows:
            return None
        known = {region for card in labelled for region in card.regions}
        missing = [region for region in regions if region not in known]
        lead = self._text("regions_all", len(regions))
        if missing:
            lead = self._text("regions_without", len(missing), ", ".join(missing))
        return Listing(self._text("list_one_each"), tuple(rows), lead, groups=tuple(groups))

    def _what(self, number: int) -> str:
        asked = self._asked
        values: tuple[object, ...] = ()
        name = asked.standing or ("per_region" if asked.per_region else "labelled")
        towns = [p.name for p in asked.places if not self._is_wide(p)]
        if asked.levels:
            name, values = "excellence", (self._joined([x.title() for x in asked.levels]),)
        elif asked.standing == "new":
            when = ("in_year", asked.year) if asked.year else ("in_phase", asked.phase)
            values = (self._text(*when),)
        elif asked.as_of and not asked.standing:
            name, values = "then", (asked.as_of, asked.as_of)
        elif towns and len(towns) == len(asked.places) and name == "labelled":
            name, values = "seated" if asked.seat else "sited", (self._joined(towns),)
        one, many = self._text(f"list_{name}", *values).split("|")
        return many if number > 1 else one

    def read_as(self) -> tuple[str, ...]:
        """How places and themes were understood: what is near is never said to be meant."""
        asked = self._asked
        away = [*map(self._place, asked.not_places), *(f"« {t.said} »" for t in asked.not_themes)]
        parts = (
            self._joined([*map(self._place, asked.places)]),
            self._joined([f"« {theme.said} »" for theme in asked.themes]),
            self._text("apart_from", self._joined(away)) if away else "",
        )
        return tuple(filter(None, parts))

    def _place(self, place: Locality) -> str:
        """A place, with the regions that stand for it: "Corsica : Corse"."""
        regions = ", ".join(place.regions)
        exact = place.name in place.regions or not self._is_wide(place)
        return place.name if exact else f"{place.name} : {regions}"

    def _label(self, key: str) -> str:
        fr, en = self._labels[key] or (key.replace("-", " "),) * 2
        return f"« {en if self._language == 'en' else fr} »"

    def _joined(self, items: Sequence[str]) -> str:
        word = self._text("and" if self._asked.both else "or")
        kept = list(dict.fromkeys(items))
        return f" {word} ".join([", ".join(kept[:-1]), kept[-1]] if len(kept) > 1 else kept)

    def _text(self, key: str, *values: object) -> str:
        return text_for(key, self._language, *values)


def _near(label: str) -> Iterable[str]:
    return (near for token in content_tokens(label) for near in alternatives(token))


def _by_region(
    rows: Sequence[tuple[PoleCard, Evidence]], *, every: bool
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Rows under their region, or under each of their regions, the largest group first."""
    groups: dict[str, list[int]] = {}
    for n, (card, _) in enumerate(rows):
        regions: Iterable[str] = card.regions if every else card.regions[:1]
        for region in regions or ("",):
            groups.setdefault(region, []).append(n)
    ordered = sorted(groups, key=lambda r: (not r, -len(groups[r]) if every else 0, fold(r)))
    return tuple((region, tuple(groups[region])) for region in ordered)
