"""A pôle's record → what the finder can prove of it: themes, services, regions, quotes.

A theme belongs to a pôle because a dated field says so, or because its statements speak of it;
how central it is comes from how often they do. A quote is a whole statement, word for word;
where no statement shows a dated field, the value is quoted as it stands in the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assistant.matching.records import Proof
from assistant.places.regions import load_places
from assistant.understanding.lexicon import STRONG, Lexicon
from ingest.analysis import fold
from ingest.knowledge import Corpus, Fact, Pole, Statement, Term, current
from ingest.records import Source

__all__ = ["Mention", "Profile", "build_profiles", "proof_of_field", "proof_of_statement"]

T = TypeVar("T")
Values = tuple[Fact[tuple[str, ...]], ...]

_SECTION_WEIGHT = {
    "Mission": 1.0,
    "Programmes et projets": 0.8,
    "Services aux entreprises": 0.6,
    "Europe": 0.4,
    "Chiffres": 0.2,
    "Histoire": 0.15,
    "Gouvernance": 0.1,
}
_OTHER_SECTION = 0.3
_UNUSED = "Summary"  # an English digest of what the other sections say: at most a proof
_DECLARED, _CENTRAL = 0.55, 0.45
_EACH_PLACE, _LAST_PLACE = 0.9, 0.7
_MENTIONED = 0.5
_BESIDE_NARROW = 0.5  # nuclear engineers work on energy, yet solar panels are not theirs
_DWELT = {"sectors": 1.0, "technologies": 0.7}  # weighted mentions that prove an undeclared theme
_DWELT_COMMON = 2.0  # the same for a sector that every company has to do with
_ENOUGH = 2.0  # weighted mentions that make a theme surely one of the pôle's
# A theme that only the story, the figures or the board mention is no theme of today.
_THEME_SECTIONS = ("Mission", "Programmes et projets", "Services aux entreprises", "Europe")
# What shows a service best is what the pôle says it does for companies; a project shows it least.
_SERVICE_WEIGHT = {
    "Services aux entreprises": 1.0,
    "Europe": 0.8,
    "Mission": 0.6,
    "Programmes et projets": 0.4,
}
_NATIONAL = re.compile(
    r"\b(?:seul pole|unique pole|pole national|echelle nationale|echelle francaise|"
    r"coordinateur national|reseau associatif national|premier pole (?:de competitivite )?francais|"
    r"pole francais consacre)"
)
_PAGE = re.compile(r"^p(?:ages?|\.)\s*(\d[\d\s,–-]*)$", re.IGNORECASE)
_FIELD_NAMES = {
    "regions": "régions",
    "sectors": "secteurs",
    "technologies": "technologies",
    "services": "services",
}
_FIELD_SHOWN = {
    "fr": {"regions": "région", "sectors": "secteur", "technologies": "technologie",
           "services": "service"},
    "en": {"regions": "region", "sectors": "sector", "technologies": "technology",
           "services": "service"},
}  # fmt: skip
_KINDS = ("sectors", "technologies", "services")
_DENIAL = re.compile(r"\bn(?:e |')\w+ (?:pas|plus|jamais|ni)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A statement that speaks of a theme or a service, and how good a proof it makes."""

    row: int
    weight: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What can be proved of one pôle.

    Attributes:
        pole: the record.
        affinity: theme ("sectors:eau", "technologies:ia", "services:europe") → [0, 1].
        mentions: theme → statements that speak of it, the best proof first.
        declared: theme → the dated fact that holds it.
        regions: today's.
        proved: themes that the record shows: a dated field, or statements that dwell on them.
        region_rows: region → statements that name it.
        national_row: a statement that shows a national reach, None without one.
        rows: numbers of its statements in the finder's list.
    """

    pole: Pole
    affinity: Mapping[str, float]
    mentions: Mapping[str, tuple[Mention, ...]]
    declared: Mapping[str, Fact[tuple[str, ...]]]
    proved: frozenset[str]
    regions: Fact[tuple[str, ...]] | None
    region_rows: Mapping[str, tuple[int, ...]]
    national_row: int | None
    rows: tuple[int, ...]


@dataclass(slots=True)
class _Draft:
    counts: dict[str, float] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    digest: dict[str, list[Mention]] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)


def build_profiles(
    corpus: Corpus, poles: Iterable[Pole], lexicon: Lexicon
) -> tuple[tuple[Profile, ...], tuple[Statement, ...]]:
    """Profiles of ``poles``, and the statements that their rows number."""
    statements: list[Statement] = []
    profiles: list[Profile] = []
    names = _names_of_all(corpus)
    for pole in poles:
        own = [s for s in pole.statements if not s.section.startswith(_UNUSED)]
        digest = [s for s in pole.statements if s.section.startswith(_UNUSED)]
        start, after = len(statements), len(statements) + len(own)
        statements += [*own, *digest]
        draft = _Draft()
        for row, statement in enumerate(own, start):
            _count(draft, row, statement, lexicon, names)
        for row, statement in enumerate(digest, after):
            _note_digest(draft, row, statement, lexicon, names)
        rows = tuple(range(start, after))
        profiles.append(_profile(pole, statements, start, rows, draft, lexicon))
    return tuple(profiles), tuple(statements)


def _names_of_all(corpus: Corpus) -> tuple[str, ...]:
    """Any pôle's name: "Smart Power" in a statement says nothing of its themes."""
    names = {name for pole in corpus.poles.values() for name in pole.names if len(name) > 2}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _without_names(text: str, names: Sequence[str]) -> str:
    for name in names:
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " " * len(name), text)
    return text


def _profile(
    pole: Pole,
    statements: Sequence[Statement],
    start: int,
    rows: tuple[int, ...],
    draft: _Draft,
    lexicon: Lexicon,
) -> Profile:
    declared = {
        f"{kind}:{value}": fact
        for kind in ("services", "technologies", "sectors")
        for fact in sorted(getattr(pole, kind), key=lambda fact: fact.as_of)
        for value in fact.value
    }
    regions = current(pole.regions)
    # What a field declares may be shown by the English digest, if by nothing else.
    shown = {theme: found for theme, found in draft.digest.items() if theme in declared}
    return Profile(
        pole=pole,
        affinity=_affinities(draft.counts, declared, _narrow_of(pole, lexicon)),
        mentions={
            theme: tuple(sorted(found, key=lambda mention: -mention.weight))
            for theme, found in {**shown, **draft.mentions}.items()
        },
        declared=declared,
        proved=frozenset(declared) | draft.offered | frozenset(_dwelt_on(draft.mentions, lexicon)),
        regions=regions,
        region_rows=_region_rows(statements, start, regions.value if regions else ()),
        national_row=_first_national(statements, rows),
        rows=rows,
    )


def _count(
    draft: _Draft, row: int, statement: Statement, lexicon: Lexicon, names: Sequence[str]
) -> None:
    text = _without_names(statement.text, names)
    section = statement.section.split(" / ")[0]
    fresh = _freshness(statement)
    for theme in _strong_themes(lexicon, text):
        weight = fresh * _SECTION_WEIGHT.get(section, _OTHER_SECTION)
        if theme.startswith("services:"):
            if section not in _SERVICE_WEIGHT:
                continue
            weight = fresh * _SERVICE_WEIGHT[section]
            if _offers(section, theme) and not _DENIAL.search(statement.text):
                draft.offered.add(theme)
        draft.counts[theme] = draft.counts.get(theme, 0.0) + weight
        if section in _THEME_SECTIONS and not _DENIAL.search(statement.text):
            draft.mentions.setdefault(theme, []).append(Mention(row, weight))


def _offers(section: str, theme: str) -> bool:
    """Does a statement of ``section`` that speaks of the service ``theme`` show that it is given?

    A member that exports or a project that was paid for is no service of the pôle.
    """
    return section == "Services aux entreprises" or (section, theme) == (
        "Europe",
        "services:europe",
    )


def _note_digest(
    draft: _Draft, row: int, statement: Statement, lexicon: Lexicon, names: Sequence[str]
) -> None:
    for theme in _strong_themes(lexicon, _without_names(statement.text, names)):
        draft.digest.setdefault(theme, []).append(Mention(row, _freshness(statement)))


def _strong_themes(lexicon: Lexicon, text: str) -> set[str]:
    return {
        f"{target.kind}:{target.key}"
        for found in lexicon.themes(text)
        for target in found.targets
        if target.kind in _KINDS and target.weight >= STRONG
    }


def _freshness(statement: Statement) -> float:
    """1 for a statement of the last years, less for an old one."""
    year = max((year for year in statement.years if year <= 2030), default=2018)
    return 1.0 if year >= 2022 else 0.8 if year >= 2018 else 0.6 if year >= 2014 else 0.4


def _narrow_of(pole: Pole, lexicon: Lexicon) -> str:
    """The sector that opens the pôle's list, where it is one that leaves little for others."""
    first = pole.sectors[0].value[0] if pole.sectors else ""
    return f"sectors:{first}" if first in lexicon.narrow else ""


def _affinities(
    counts: Mapping[str, float],
    declared: Mapping[str, Fact[tuple[str, ...]]],
    narrow: str,
) -> dict[str, float]:
    affinities: dict[str, float] = {}
    for kind in _KINDS:
        of_kind = {theme: n for theme, n in counts.items() if theme.startswith(f"{kind}:")}
        most = max(of_kind.values(), default=1.0)
        for theme in {*of_kind, *(t for t in declared if t.startswith(f"{kind}:"))}:
            count = of_kind.get(theme, 0.0)
            central = (count / most) ** 0.5
            if theme in declared:
                affinities[theme] = (_DECLARED + _CENTRAL * central) * _standing(
                    theme, declared[theme]
                )
            else:
                affinities[theme] = _MENTIONED * min(1.0, count / _ENOUGH) * central**0.5
    if narrow:
        for theme in affinities:
            if theme.startswith("sectors:") and theme != narrow:
                affinities[theme] *= _BESIDE_NARROW
    return affinities


def _standing(theme: str, fact: Fact[tuple[str, ...]]) -> float:
    """What a sector's place in the record's list leaves of it: a list starts with the own trade.

    A pôle of eight sectors is less about the sixth than the pôle that has this one alone.
    """
    kind, _, key = theme.partition(":")
    return max(_LAST_PLACE, _EACH_PLACE ** fact.value.index(key)) if kind == "sectors" else 1.0


def _dwelt_on(mentions: Mapping[str, Sequence[Mention]], lexicon: Lexicon) -> Iterator[str]:
    """Themes that no field holds and that the statements nonetheless establish.

    A bus that carries an exhibition is no automotive activity: one passing word does not do.
    """
    for theme, found in mentions.items():
        kind, _, key = theme.partition(":")
        if kind == "services":
            continue
        common = kind == "sectors" and key in lexicon.horizontal
        needed = _DWELT_COMMON if common else _DWELT[kind]
        if sum(mention.weight for mention in found) >= needed:
            yield theme


def _region_rows(
    statements: Sequence[Statement], start: int, regions: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """Statements from row ``start`` on that name a region; by another of its names at worst."""
    found: dict[str, tuple[int, ...]] = {}
    for region in regions:
        name = re.compile(rf"(?<![\w-]){re.escape(region)}(?![\w-])")
        rows = [row for row in range(start, len(statements)) if name.search(statements[row].text)]
        rows = rows or [
            row for row in range(start, len(statements)) if _speaks_of(statements[row], region)
        ]
        if rows:
            found[region] = tuple(
                sorted(rows, key=lambda row: (-_region_worth(statements[row]), row))
            )
    return found


def _speaks_of(statement: Statement, region: str) -> bool:
    """Does it name the region by an adjective or an old name: "pôle francilien"?"""
    return any(
        place.regions == (region,)
        for place in load_places().find(statement.text)
        if place.kind in ("région", "autre")
    )


def _region_worth(statement: Statement) -> float:
    return _SECTION_WEIGHT.get(statement.section, _OTHER_SECTION) * _freshness(statement)


def _first_national(statements: Sequence[Statement], rows: Sequence[int]) -> int | None:
    for row in rows:
        mission = statements[row].section.startswith("Mission")
        if mission and _NATIONAL.search(fold(statements[row].text)):
            return row
    return None


def proof_of_statement(corpus: Corpus, statement: Statement) -> Proof:
    """The statement, word for word, with the first source its footnotes name."""
    note = statement.references[0]
    page = _PAGE.match(note.locator)
    proof = _proof(corpus.sources[note.source_id], statement.text)
    if page:
        return replace(proof, page=page[1].strip())
    return replace(proof, section=note.locator)


def _proof(source: Source, quote: str) -> Proof:
    return Proof(quote, source.id, source.title, source.publisher, source.date, source.url)


def proof_of_field(
    corpus: Corpus,
    pole: Pole,
    kind: str,
    fact: Fact[tuple[str, ...]],
    value: str,
    language: str = "fr",
) -> Proof:
    """A dated field's ``value`` as it stands in the record, with the source of the fact.

    ``kind`` is "regions", "sectors", "technologies" or "services". The reader is shown the field
    and the vocabulary's label: a key such as "projets-rd" tells nothing.
    """
    english = language == "en"
    terms: Mapping[str, Term] = {} if kind == "regions" else getattr(corpus.vocabulary, kind)
    label = (terms[value].en if english else terms[value].fr) if value in terms else value
    several = "s" if kind == "regions" and ", " in value else ""
    name = _FIELD_SHOWN["en" if english else "fr"][kind] + several
    return replace(
        _proof(corpus.sources[fact.source], value),
        section=f"fiche « {pole.name} », {_FIELD_NAMES[kind]}, {fact.year}",
        field=f"Record: {name} {label}" if english else f"Fiche : {name} {label}",
    )
