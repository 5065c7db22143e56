"""The values that travel through the product. Plain frozen dataclasses, no third party.

``Source → tuple[Page] → Passage → Index → Hit``. A quote is always a substring of the cleaned
text of one page; a ``Span`` says which.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Document", "Heading", "Hit", "Page", "Passage", "Reference", "Source", "Span"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that can be cited.

    Attributes:
        id: stable identifier, ``[a-z0-9-/]``; used in citations.
        title: as a reader would name it.
        publisher: organisation, "" when unknown.
        kind: "rapport", "communiqué de presse"…, "" when unknown.
        date: ISO prefix ("2021-06-08", "2016-04", "2019"), "" when unknown.
        url: where the public original is, "" when there is none.
        language: "fr", "en" or another ISO 639-1 code.
    """

    id: str
    title: str
    publisher: str = ""
    kind: str = ""
    date: str = ""
    url: str = ""
    language: str = "fr"

    @property
    def year(self) -> int | None:
        """The year of ``date``, or None when the date is unknown."""
        return int(self.date[:4]) if self.date[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: its level (1 is the highest) and its span of the page's text."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A footnote call: the text just before ``end`` rests on another source.

    Attributes:
        end: offset in the page's text where the call stood (the call itself is removed).
        source_id: identifier of the source that the footnote names.
        locator: page or section in that source, "" when not given.
    """

    end: int
    source_id: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of cleaned text.

    Attributes:
        number: physical page, from 1. Formats without pages have a single page 1.
        label: printed page label ("iv", "12"), "" when the file has none.
        text: cleaned text, paragraphs separated by a blank line, list items and table rows
            one a line. Every offset in the product is an offset of this string.
        headings: in order.
        references: footnote calls, in order.
    """

    number: int
    text: str
    label: str = ""
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a file gives.

    Attributes:
        title, publisher, date, language, url: from the file's own metadata, "" when absent.
        pages: cleaned pages, in order; pages without text are left out.
        paged: True when the format has real pages (PDF), so that a citation names a page.
        warnings: what the reader could not do ("pages 3, 4: no text layer").
        footnotes: (source_id, text) of those that no page's text holds; they name sources where
            a catalogue has these identifiers, and are texts of the document otherwise.
    """

    pages: tuple[Page, ...]
    title: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    paged: bool = False
    warnings: tuple[str, ...] = ()
    url: str = ""
    footnotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``[start, end)`` of the cleaned text of physical page ``page``."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that is found and quoted as one.

    Attributes:
        id: stable: the same text at the same place of the same source has the same id.
        source_id: the document it belongs to.
        headings: path of headings, the highest first.
        spans: where it stands; usually one, two when it runs over a page break.
        text: the text shown: the page texts of ``spans``, joined by one newline.
    """

    id: str
    source_id: str
    headings: tuple[str, ...]
    spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found.

    Attributes:
        passage: what was found.
        score: fused score in [0, 1].
        rank: from 1.
        lexical: normalised lexical score in [0, 1].
        dense: normalised dense score in [0, 1].
    """

    passage: Passage
    score: float
    rank: int
    lexical: float = field(default=0.0)
    dense: float = field(default=0.0)
