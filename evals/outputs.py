"""What a system gave for a case, as it is kept on disk: raw, so that scoring again is free.

Plain records; ``plain`` and ``from_json`` round-trip. Texts of passages are kept once a run,
in ``PassageText``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from typing import Any

__all__ = ["Cited", "Output", "PassageText", "Shown", "plain"]


def plain(value: Any) -> Any:
    """``value`` as JSON has it; unlike ``dataclasses.asdict``, nothing is copied for nothing."""
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value]


@lru_cache(maxsize=32)
def _names(record: type) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(record))


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation that was shown.

    Attributes:
        n: the marker's number.
        source_id, title, publisher, date, page, section, quote: as in the answer object.
        document_id: document that holds the quote, "" when the system does not tell.
        verbatim: the quote stands in the source's text at the place that is named; None when
            nothing could be checked.
    """

    n: int
    source_id: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    page: str = ""
    section: str = ""
    quote: str = ""
    document_id: str = ""
    verbatim: bool | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a user sees it."""

    status: str
    language: str
    answer: str
    confidence: float
    standalone_question: str = ""
    citations: tuple[Cited, ...] = ()
    poles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def declined(self) -> bool:
        """Read from the status, never from the wording."""
        return self.status == "declined"


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage that a system retrieved.

    Attributes:
        id: identifier within the system's index.
        source_id: the document.
        text: what it says, its title and headings aside.
        title: title of the document.
        headings: path of headings.
        pages: printed labels or numbers of the pages that it stands on.
        cites: (source, locator, offset in the text where the call stood) of its footnotes.
    """

    id: str
    source_id: str
    text: str
    title: str = ""
    headings: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    cites: tuple[tuple[str, str, int], ...] = ()

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> PassageText:
        """The record that ``plain`` made it of."""
        cites = tuple((source, locator, end) for source, locator, end in row["cites"])
        lists = {"headings": tuple(row["headings"]), "pages": tuple(row["pages"]), "cites": cites}
        return cls(**(row | lists))


@dataclass(frozen=True, slots=True)
class Output:
    """What one system gave for one case.

    Attributes:
        system, case_id: which.
        key: fingerprint of question, system and index: an output with another key is stale.
        shown: the answer, None for a system that only retrieves, or after an error.
        passages: identifiers of the passages retrieved, best first.
        gold_passages: the same for the case's own standalone question; only for follow-ups.
        error: what was raised, "" when nothing was.
        timings_ms: milliseconds a stage; never part of a figure.
    """

    system: str
    case_id: str
    key: str = ""
    shown: Shown | None = None
    passages: tuple[str, ...] = ()
    gold_passages: tuple[str, ...] = ()
    error: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict, compare=False)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Output:
        """The record that ``plain`` made it of."""
        values = dict(row)
        if row["shown"] is not None:
            shown = dict(row["shown"])
            shown["citations"] = tuple(Cited(**cited) for cited in shown["citations"])
            shown |= {name: tuple(shown[name]) for name in ("poles", "notes")}
            values["shown"] = Shown(**shown)
        values |= {name: tuple(row[name]) for name in ("passages", "gold_passages")}
        return cls(**values)
