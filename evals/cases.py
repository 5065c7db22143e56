"""Cases: one question, and what a good answer to it holds. Records; ``case_files`` reads them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from assistant.records import Turn

__all__ = ["ANSWERABILITY", "SETS", "TYPES", "Case", "Claim", "Evidence", "Examples"]
__all__ += ["ExpectedPole", "Nugget", "QuestionSet", "Value"]

SETS = Path(__file__).resolve().parent / "sets"
"""Folder of the sets that ship with the project."""

TYPES = (
    "factoid", "definition", "number", "date", "list", "aggregation", "cross_document", "temporal",
    "conflict", "procedure", "eligibility", "recommendation", "near_miss", "false_premise",
    "out_of_scope", "underspecified", "conversation", "retrieval", "finder", "injection",
    "refusal",
)  # fmt: skip
ANSWERABILITY = (
    "answerable", "partial", "unanswerable", "false_premise", "out_of_scope", "underspecified",
)  # fmt: skip
Importance = Literal["vital", "okay"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that an answer must hold, exactly.

    Attributes:
        value: the number in plain units ("1,45 Md€" is 1450000000); None when ``date`` is given.
        unit: "eur", "%", or the noun that is counted ("poles"); "" asks for none.
        year: year of the value, which the same sentence must name; None asks for none.
        date: an ISO prefix ("2021-06-08") that the answer must name.
    """

    value: float | None = None
    unit: str = ""
    year: int | None = None
    date: str = ""


@dataclass(frozen=True, slots=True)
class Examples:
    """Unit test of a nugget: answers that must match it, and near misses that must not."""

    match: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nugget:
    """A fact that a good answer holds.

    Attributes:
        text: the fact, for people.
        importance: "vital" counts in the headline figure, "okay" is welcome.
        any_of: patterns; one of them must occur. Empty: the values decide alone.
        values: all of them must be given.
        examples: its own unit test.
    """

    text: str
    importance: Importance = "vital"
    any_of: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    examples: Examples = Examples()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the answer stands: one place of one source.

    Attributes:
        source_id: the source that should be cited, or the document that holds the quote.
        page: printed label or number, "" when the source has no pages.
        section: heading or locator, "" when unknown.
        quote: some words of the place, so that a passage that holds it is known.
        grade: 2 answers alone, 1 helps.
        group: pieces of the same group stand for one another: one of them is enough.
    """

    source_id: str
    page: str = ""
    section: str = ""
    quote: str = ""
    grade: int = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that no answer to the question may say."""

    text: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedPole:
    """A pôle that fits a company: grade 2 fits well, 1 fits in part, 0 is a known wrong match."""

    id: str
    grade: int


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a good answer holds; see the guide for each field."""

    id: str
    split: Literal["dev", "test"]
    cluster: str
    type: str
    lang: str
    question: str
    answerability: str
    history: tuple[Turn, ...] = ()
    standalone_question: str = ""
    resolved_entities: tuple[str, ...] = ()
    forbidden_entities: tuple[str, ...] = ()
    as_of: str = ""
    evidence: tuple[Evidence, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    forbidden_claims: tuple[Claim, ...] = ()
    stale_values: tuple[Value, ...] = ()
    expected_poles: tuple[ExpectedPole, ...] = ()
    region: str = ""
    needs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def should_decline(self) -> bool:
        """True when no document answers the question as it is asked."""
        return self.answerability not in ("answerable", "partial")

    @property
    def query(self) -> str:
        """The question without the conversation."""
        return self.standalone_question or self.question

    @property
    def fingerprint(self) -> str:
        """Changes whenever the question that is put does; what is scored is left out."""
        turns = [[turn.role, turn.content] for turn in self.history]
        return _hash([self.question, turns, self.as_of, self.region, self.needs, self.tags])

    @property
    def inputs(self) -> str:
        """Changes whenever anything that some system sees does: the oracle sees the evidence."""
        evidence = [asdict(item) for item in self.evidence]
        return _hash([self.fingerprint, self.type, self.standalone_question, evidence])


def _hash(values: Sequence[object]) -> str:
    return hashlib.blake2b(json.dumps(values).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The cases of one file.

    Attributes:
        name: what reports call it.
        cases: in the file's order.
        index: "corpus" for the shipped knowledge base, "documents" for the folder given with
            --documents, or the path of a folder.
        lines: line of each case, by identifier.
        path: the file.
    """

    name: str
    cases: tuple[Case, ...]
    index: str
    lines: dict[str, int] = field(compare=False)
    path: Path = field(compare=False)
