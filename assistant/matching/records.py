"""What a company's description becomes: criteria, reasons, matches. Plain frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = [
    "KIND_OF", "Criteria", "Field", "Finding", "Match", "Proof", "Reason", "Verdict",
    "Wanted",
]  # fmt: skip

Verdict = Literal["oui", "non", "non documenté"]
Field = Literal["sector", "technology", "region", "need", "text"]

KIND_OF: Mapping[Field, str] = {
    "sector": "sectors", "technology": "technologies", "need": "services"
}  # fmt: skip
"""Where the vocabulary and the records hold what a criterion is about."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One criterion read in a description, or given by the user.

    Attributes:
        field: what it is about.
        key: key of the vocabulary; a region's name for a region.
        label: as shown, in the description's language.
        weight: how much the description is about it, in (0, 1].
        matched: the description's words that say it; "" when the user gave it, or when only
            the meaning of the whole suggests it.
    """

    field: Field
    key: str
    label: str
    weight: float = 1.0
    matched: str = ""

    @property
    def id(self) -> str:
        """Field and key: "sector:eau"."""
        return f"{self.field}:{self.key}"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What was understood of a description; the user may change it and search again.

    Attributes:
        description: as typed, cut to the length that is read.
        language: "fr" or "en".
        content: its telling words, compared with the statements of the records.
        sectors, technologies, needs, regions: the criteria.
        places: names of the places the regions come from.
        size: "tpe", "pme", "eti", "grand-groupe" or "".
        stage: "creation", "start-up", "croissance", "etabli" or "".
        local_trade: words of an activity that no pôle deals with, where the description is
            about little else; "" otherwise.
        trades: words of all such activities in the description, customers' aside.
        innovative: does it speak of innovation or of making something?
        former_poles: ids of the pôles of yesterday that the description names.
        retold: did the user give other themes than those read? The description then no longer
            tells what company this is.
        notes: what the reader must know of this reading, a sentence each.
    """

    description: str
    language: str = "fr"
    content: str = ""
    sectors: tuple[Wanted, ...] = ()
    technologies: tuple[Wanted, ...] = ()
    needs: tuple[Wanted, ...] = ()
    regions: tuple[Wanted, ...] = ()
    places: tuple[str, ...] = ()
    size: str = ""
    stage: str = ""
    local_trade: str = ""
    trades: tuple[str, ...] = ()
    innovative: bool = False
    former_poles: tuple[str, ...] = ()
    retold: bool = False
    notes: tuple[str, ...] = ()

    @property
    def themes(self) -> tuple[Wanted, ...]:
        """Sectors, then technologies."""
        return (*self.sectors, *self.technologies)

    @property
    def all(self) -> tuple[Wanted, ...]:
        """Themes, regions, needs."""
        return (*self.themes, *self.regions, *self.needs)

    def to_dict(self) -> dict[str, Any]:
        """The criteria as the page and the JSON output show them."""
        return {
            "language": self.language,
            "sectors": [_wanted(item) for item in self.sectors],
            "technologies": [_wanted(item) for item in self.technologies],
            "needs": [_wanted(item) for item in self.needs],
            "regions": [item.key for item in self.regions],
            "places": list(self.places),
            "size": self.size,
            "stage": self.stage,
        }


def _wanted(item: Wanted) -> dict[str, Any]:
    return {"key": item.key, "label": item.label, "matched": item.matched}


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote of the knowledge base and the source it rests on; keys as of ``Citation``.

    Attributes:
        quote: a whole statement, or a value as it stands in a dated field of the record.
        field: such a field and its value in words ("Fiche : secteur Eau"); "" for a statement.
    """

    quote: str
    source_id: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    page: str = ""
    section: str = ""
    field: str = ""

    @property
    def shown(self) -> str:
        """What a reader sees: the statement between quotation marks, or the field in words."""
        return self.field or f"« {self.quote} »"

    @property
    def said(self) -> str:
        """The same without marks, for a cell of a table."""
        return self.field or self.quote

    def to_dict(self, n: int) -> dict[str, Any]:
        """The citation of the JSON contract, numbered ``n``."""
        values = asdict(self)
        del values["field"]
        return {"n": n, **values}


@dataclass(frozen=True, slots=True)
class Reason:
    """One cell of the grid criterion × pôle.

    Attributes:
        criterion: the criterion as shown ("Secteur : Eau").
        field, key: the criterion it answers.
        verdict: "oui" always has a proof.
        proof: None for a "non documenté", and for a "non" that no dated fact shows.
    """

    criterion: str
    field: Field
    key: str
    verdict: Verdict
    proof: Proof | None = None

    def to_dict(self, n: int) -> dict[str, Any]:
        """The reason of the JSON contract; ``n`` numbers its citation."""
        return {
            "criterion": self.criterion,
            "verdict": self.verdict,
            "quote": self.proof.quote if self.proof else "",
            "citation": self.proof.to_dict(n) if self.proof else None,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """A pôle that fits, and why.

    Attributes:
        score: in [0, 1], the sum of ``parts``.
        parts: what each kind of criterion adds to the score.
        notes: what an adviser would add ("compétent, mais hors région"), a sentence each.
    """

    pole: str
    name: str
    region: str
    website: str
    score: float
    parts: tuple[tuple[str, float], ...]
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one description.

    Attributes:
        matches: the pôles shown, of the ``fitting`` ones that there are.
    """

    criteria: Criteria
    matches: tuple[Match, ...]
    declined: bool
    message: str
    fitting: int = 0
    timing_ms: float = field(default=0.0)

    def to_dict(self) -> dict[str, Any]:
        """The object of the JSON contract, with the criteria that were understood."""
        n = 0
        matches: list[dict[str, Any]] = []
        for match in self.matches:
            reasons: list[dict[str, Any]] = []
            for reason in match.reasons:
                n += reason.proof is not None
                reasons.append(reason.to_dict(n))
            matches.append(
                {
                    "pole": match.pole,
                    "name": match.name,
                    "region": match.region,
                    "website": match.website,
                    "score": round(match.score, 3),
                    "parts": {name: round(value, 3) for name, value in match.parts},
                    "reasons": reasons,
                    "notes": list(match.notes),
                }
            )
        return {
            "matches": matches,
            "fitting": self.fitting,
            "declined": self.declined,
            "message": self.message,
            "criteria": self.criteria.to_dict(),
            "notes": list(self.criteria.notes),
        }
