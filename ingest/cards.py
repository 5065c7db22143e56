"""Pôles and terms in brief, beside an index: what a question needs to recognise them.

Made at ingest from the knowledge base that is indexed, or else from the shipped one, so that
former names are understood in a folder of one's own documents too. Reading them costs
milliseconds; the full records stay in the knowledge base.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.errors import CorpusError, IndexUnavailable, UsageError
from ingest.knowledge import Pole, current, gathered, regions_at

__all__ = [
    "CARDS_VERSION",
    "CardFact",
    "Cards",
    "LabelCount",
    "PoleCard",
    "TermCard",
    "load_cards",
    "make_cards",
    "save_cards",
]

CARDS_VERSION = 3
"""Raised when cards hold more: the next ingest makes them anew."""

_FACTS = (
    "president", "director", "regions", "seat", "sites", "members", "website", "created",
    "end_of_label", "status", "phases", "european_label",
)  # fmt: skip
"""Fields of a record whose dated values a card keeps, as the source gives them."""
_LABEL_COUNT = "poles-labellises"
"""Indicator of the number of labelled pôles."""


@dataclass(frozen=True, slots=True)
class CardFact:
    """A dated value of a record.

    Attributes:
        field: "president", "director", "seat", "sites", "members"…: a field of the record;
            "became" tells how it passed into another, its ``perimeter``.
        value: as text; of a field with several values, one of them.
        as_of: when it was true, an ISO prefix.
        perimeter: what a number covers, "" when not said.
    """

    field: str
    value: str
    as_of: str
    perimeter: str = ""


@dataclass(frozen=True, slots=True)
class PoleCard:
    """A pôle in brief; each field is its latest known value, ``facts`` apart.

    Attributes:
        id, name: as in its record.
        names: the name and every alias.
        labelled: it holds the label at the latest date known.
        regions, sectors, technologies: names and keys of the controlled vocabulary.
        phases: phases in which it held the label.
        successors: identifiers of the pôles it became.
        facts: who presides it, its members…: every known value, as dated.
    """

    id: str
    name: str
    names: tuple[str, ...]
    labelled: bool
    regions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    phases: tuple[int, ...] = ()
    successors: tuple[str, ...] = ()
    facts: tuple[CardFact, ...] = ()

    def __hash__(self) -> int:
        """Of the identifier alone: cards are the keys of caches, a hundred at a time."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term of the glossary: its usual name, its acronym ("" without), all its names."""

    term: str
    acronym: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many pôles held the label at a date (YYYY, YYYY-MM or YYYY-MM-DD)."""

    as_of: str
    value: int


@dataclass(frozen=True, slots=True)
class Cards:
    """Everything that can be recognised by its name, and how many pôles there were when.

    ``labels``: key, French and English label of the sectors and technologies; ``regions``: all.
    """

    poles: tuple[PoleCard, ...] = ()
    terms: tuple[TermCard, ...] = ()
    label_counts: tuple[LabelCount, ...] = ()
    labels: tuple[tuple[str, str, str], ...] = ()
    regions: tuple[str, ...] = ()


def make_cards(corpus_folder: Path) -> Cards:
    """Cards of every record and term of a knowledge base; none when it cannot be read."""
    from ingest.registry import load_corpus

    try:
        corpus = load_corpus(corpus_folder)
    except (CorpusError, UsageError):
        return Cards()
    return Cards(
        poles=tuple(_card(pole) for pole in corpus.poles.values()),
        terms=tuple(TermCard(e.term, e.acronym, e.names) for e in corpus.glossary),
        label_counts=tuple(
            LabelCount(row.as_of, int(row.value))
            for row in corpus.indicators
            if row.id == _LABEL_COUNT
        ),
        labels=tuple(
            (key, term.fr, term.en)
            for terms in (corpus.vocabulary.sectors, corpus.vocabulary.technologies)
            for key, term in terms.items()
        ),
        regions=tuple(corpus.vocabulary.regions),
    )


def _card(pole: Pole) -> PoleCard:
    status = current(pole.status)
    return PoleCard(
        id=pole.id,
        name=pole.name,
        names=pole.names,
        labelled=status is not None and status.value == "labellisé",
        regions=regions_at(pole),
        sectors=gathered(pole.sectors),
        technologies=gathered(pole.technologies),
        phases=tuple(sorted({fact.value for fact in pole.phases})),
        successors=tuple(link.id for link in pole.successors),
        facts=tuple(
            CardFact(name, str(value), fact.as_of, fact.perimeter)
            for name in _FACTS
            for fact in getattr(pole, name)
            for value in (fact.value if isinstance(fact.value, tuple) else (fact.value,))
        )
        + tuple(CardFact("became", link.how, link.date, link.id) for link in pole.successors),
    )


def save_cards(path: Path, cards: Cards) -> None:
    """Write ``cards`` as JSON."""
    path.write_text(json.dumps(asdict(cards), ensure_ascii=False), encoding="utf-8")


def load_cards(path: Path) -> Cards:
    """Read what ``save_cards`` wrote.

    Raises:
        IndexUnavailable: the file is missing or damaged.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Cards(
            poles=tuple(_pole_card(_frozen(row)) for row in values["poles"]),
            terms=tuple(TermCard(**_frozen(row)) for row in values["terms"]),
            label_counts=tuple(LabelCount(**row) for row in values["label_counts"]),
            labels=tuple(map(tuple, values.get("labels", ()))),
            regions=tuple(values.get("regions", ())),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexUnavailable(
            f"{path} is missing or damaged ({error}): run 'poles ingest' to rebuild the index"
        ) from error


def _pole_card(row: dict[str, Any]) -> PoleCard:
    return PoleCard(**{**row, "facts": tuple(CardFact(**fact) for fact in row["facts"])})


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
