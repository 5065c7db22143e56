"""The records of the knowledge base, and pure questions on them. No I/O.

A fact that can change is a tuple of dated ``Fact``; nothing is ever overwritten, so that every
question can be asked "as of" a date. ``ingest.registry`` reads these records from files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from ingest.analysis import fold
from ingest.errors import CorpusError
from ingest.records import Source

__all__ = [
    "Corpus",
    "ExpectedQuestion",
    "Fact",
    "GlossaryEntry",
    "Indicator",
    "Lineage",
    "Link",
    "Note",
    "Place",
    "Pole",
    "PolicyFile",
    "Statement",
    "Term",
    "Vocabulary",
    "current",
    "find_pole",
    "gathered",
    "lineage",
    "name_key",
    "poles_by",
    "regions_at",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: file relative to the corpus, 1-based line (0: the whole file)."""

    file: str
    line: int = 0

    def fault(self, message: str, line: int = 0) -> CorpusError:
        """What is wrong here, or on another ``line`` of the file."""
        return CorpusError(self.file, line or self.line, message)


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value that was true at a date, according to a source.

    Attributes:
        as_of: ISO prefix ("2023", "2023-03", "2023-03-27").
        source: identifier of the source.
        unit, perimeter, section, note: "" when not given.
    """

    value: T
    as_of: str
    source: str
    unit: str = ""
    perimeter: str = ""
    section: str = ""
    note: str = ""
    line: int = 0

    @property
    def year(self) -> int:
        """The year of ``as_of``."""
        return int(self.as_of[:4])


@dataclass(frozen=True, slots=True)
class Link:
    """A pôle that came before or after: its id, when (ISO prefix), how, according to whom."""

    id: str
    date: str
    how: str
    source: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a statement: the source, and where to look in it ("" when not said)."""

    label: str
    source_id: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sourced sentence; ``section`` is the path of headings joined by " / "."""

    text: str
    section: str
    references: tuple[Note, ...]
    line: int
    file: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, self.line)

    @property
    def years(self) -> tuple[int, ...]:
        """Years that the sentence names, in order."""
        return tuple(int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", self.text))


@dataclass(frozen=True, slots=True)
class Pole:
    """A pôle de compétitivité, of today or of yesterday; see ``corpus/README.md``."""

    id: str
    name: str
    place: Place
    aliases: tuple[str, ...] = ()
    status: tuple[Fact[str], ...] = ()
    created: tuple[Fact[str], ...] = ()
    rank: tuple[Fact[str], ...] = ()
    phases: tuple[Fact[int], ...] = ()
    predecessors: tuple[Link, ...] = ()
    successors: tuple[Link, ...] = ()
    end_of_label: tuple[Fact[str], ...] = ()
    regions: tuple[Fact[tuple[str, ...]], ...] = ()
    seat: tuple[Fact[str], ...] = ()
    sites: tuple[Fact[tuple[str, ...]], ...] = ()
    sectors: tuple[Fact[tuple[str, ...]], ...] = ()
    technologies: tuple[Fact[tuple[str, ...]], ...] = ()
    services: tuple[Fact[tuple[str, ...]], ...] = ()
    president: tuple[Fact[str], ...] = ()
    director: tuple[Fact[str], ...] = ()
    members: tuple[Fact[int], ...] = ()
    website: tuple[Fact[str], ...] = ()
    european_label: tuple[Fact[str], ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One subject of the policy: its statements, and where they stand."""

    id: str
    title: str
    subject: str
    place: Place
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A dated figure. Rows with one ``id`` are one indicator at several dates or sources."""

    id: str
    indicator: str
    value: float
    unit: str
    as_of: str
    source: str
    place: Place
    perimeter: str = ""
    section: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """An acronym or a term; ``source`` is "" when the definition states no fact."""

    id: str
    term: str
    kind: str
    definition: str
    place: Place
    acronym: str = ""
    english: str = ""
    synonyms: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write the term: itself, acronym, English, what people type."""
        heads = (self.term, self.acronym, self.english)
        return (*(name for name in heads if name), *self.synonyms)


@dataclass(frozen=True, slots=True)
class Term:
    """A key of the controlled vocabulary with its labels."""

    key: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values that typed fields may take."""

    regions: tuple[str, ...] = ()
    sectors: Mapping[str, Term] = field(default_factory=dict)
    technologies: Mapping[str, Term] = field(default_factory=dict)
    services: Mapping[str, Term] = field(default_factory=dict)

    def allowed(self, name: str) -> frozenset[str]:
        """Values allowed in field ``name``: regions, sectors, technologies or services."""
        return frozenset(getattr(self, name))


@dataclass(frozen=True, slots=True)
class ExpectedQuestion:
    """A question that a statement answers, as people type it.

    Attributes:
        document: id of the pôle or of the policy file.
        key: ``ingest.expected.statement_key`` of the statement.
        text: the question.
    """

    document: str
    key: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole knowledge base.

    Attributes:
        poles: by id, sorted by id.
        sources: by id.
        source_places: where each source is described.
        names: ``name_key`` of every name, alias and id → id of its pôle.
        questions: by document, in the order of their files; none without ``questions/``.
    """

    poles: Mapping[str, Pole]
    policy: tuple[PolicyFile, ...]
    indicators: tuple[Indicator, ...]
    glossary: tuple[GlossaryEntry, ...]
    sources: Mapping[str, Source]
    source_places: Mapping[str, Place]
    vocabulary: Vocabulary
    names: Mapping[str, str]
    questions: tuple[ExpectedQuestion, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Every statement, records first."""
        for pole in self.poles.values():
            yield from pole.statements
        for subject in self.policy:
            yield from subject.statements

    def statements_by_document(self) -> dict[str, tuple[Statement, ...]]:
        """The statements of each record and policy file, by its id."""
        poles = {pole.id: pole.statements for pole in self.poles.values()}
        return poles | {subject.id: subject.statements for subject in self.policy}


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a pôle comes from and what became of it, nearest first."""

    pole: Pole
    ancestors: tuple[Pole, ...]
    descendants: tuple[Pole, ...]


def current(facts: tuple[Fact[T], ...], as_of: int | str | None = None) -> Fact[T] | None:
    """The latest fact at ``as_of`` (a year or an ISO prefix; None: the latest of all).

    Of two facts with one date, the first listed. None when no fact is that old.
    """
    known = _until(facts, as_of)
    return max(known, key=lambda fact: fact.as_of, default=None)


def regions_at(pole: Pole, as_of: int | str | None = None) -> tuple[str, ...]:
    """The regions of a pôle as known at ``as_of``, else as first known after it."""
    fact = current(pole.regions, as_of) or min(
        pole.regions, key=lambda fact: fact.as_of, default=None
    )
    return fact.value if fact else ()


def gathered(
    facts: tuple[Fact[tuple[str, ...]], ...], as_of: int | str | None = None
) -> tuple[str, ...]:
    """All values stated until ``as_of``, each once, the latest first.

    For fields whose facts add up (sectors, technologies, services): a source that does not
    mention one has not withdrawn it.
    """
    latest_first = sorted(_until(facts, as_of), key=lambda fact: fact.as_of, reverse=True)
    return tuple(dict.fromkeys(value for fact in latest_first for value in fact.value))


def _until(facts: tuple[Fact[T], ...], as_of: int | str | None) -> list[Fact[T]]:
    if as_of is None:
        return list(facts)
    limit = str(as_of)
    return [fact for fact in facts if fact.as_of[: len(limit)] <= limit]


_POLE_PREFIX = re.compile(
    r"^(?:the |le |la |les |l')?(?:poles? (?:de competitivite )?(?:d'|de |des |du )?|cluster )"
)


@lru_cache(maxsize=1 << 13)
def name_key(name: str) -> str:
    """A name without case, accents, spaces or punctuation; "&" reads "et"."""
    return re.sub(r"[\W_]+", "", fold(name).replace("&", " et "))


def find_pole(corpus: Corpus, name: str) -> Pole | None:
    """The pôle that bears ``name`` as id, name or alias.

    "pôle", "le pôle de compétitivité"… may stand before, a remark in parentheses behind.
    """
    if name in corpus.poles:
        return corpus.poles[name]
    folded = re.sub(r"\s+", " ", fold(name)).strip()
    bare = re.sub(r" ?\([^)]*\)", "", folded)
    for candidate in (folded, bare, _POLE_PREFIX.sub("", bare)):
        found = corpus.names.get(name_key(candidate))
        if found:
            return corpus.poles[found]
    return None


def poles_by(
    corpus: Corpus,
    *,
    region: str | None = None,
    sector: str | None = None,
    technology: str | None = None,
    service: str | None = None,
    phase: int | None = None,
    status: str | None = None,
    as_of: int | str | None = None,
) -> tuple[Pole, ...]:
    """Pôles that meet every given criterion at ``as_of``, sorted by name.

    ``region`` is a region's name (case and accents aside); ``sector``, ``technology`` and
    ``service`` are keys of the vocabulary; ``phase`` 1 to 5; ``status`` "labellisé" or "ancien".
    """

    def fits(pole: Pole) -> bool:
        regions = current(pole.regions, as_of)
        state = current(pole.status, as_of)
        return (
            (region is None or name_key(region) in map(name_key, regions.value if regions else ()))
            and (sector is None or sector in gathered(pole.sectors, as_of))
            and (technology is None or technology in gathered(pole.technologies, as_of))
            and (service is None or service in gathered(pole.services, as_of))
            and (phase is None or any(fact.value == phase for fact in pole.phases))
            and (status is None or (state is not None and state.value == status))
        )

    return tuple(sorted(filter(fits, corpus.poles.values()), key=lambda pole: fold(pole.name)))


def lineage(corpus: Corpus, pole: Pole) -> Lineage:
    """The pôles before and after ``pole``, through any number of mergers and renamings."""
    return Lineage(
        pole,
        ancestors=_closure(corpus, pole, "predecessors"),
        descendants=_closure(corpus, pole, "successors"),
    )


def _closure(corpus: Corpus, pole: Pole, side: str) -> tuple[Pole, ...]:
    seen = {pole.id: pole}
    queue = [pole]
    for step in queue:
        for link in getattr(step, side):
            if link.id in corpus.poles and link.id not in seen:
                seen[link.id] = corpus.poles[link.id]
                queue.append(seen[link.id])
    return tuple(queue[1:])
