"""The blocks that every reader makes, and how they become the text of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ingest.records import Heading, Page, Reference

__all__ = ["BULLET", "Block", "Call", "Kind", "make_page"]

BULLET = "• "


class Kind(Enum):
    """What a block is; it decides how the block is set apart in the page's text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Call:
    """A footnote call at ``offset`` of its block's text (see ``records.Reference``)."""

    offset: int
    source_id: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row.

    Attributes:
        text: one line, tidy, without bullet.
        kind: what it is.
        level: of a heading, from 1; of an item, its depth from 0.
        calls: footnote calls in ``text``.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    calls: tuple[Call, ...] = ()


_ONE_A_LINE = (Kind.ITEM, Kind.ROW)


def make_page(blocks: Iterable[Block], number: int = 1, label: str = "") -> Page:
    """Lay blocks out as the text of one page.

    Items and rows stand one a line, everything else between blank lines; an item starts with
    ``"• "``. Headings and footnote calls get their offsets in that text.

    Args:
        blocks: in reading order; those without text are left out.
        number: physical page, from 1.
        label: printed page label.
    """
    parts: list[str] = []
    headings: list[Heading] = []
    references: list[Reference] = []
    length = 0
    previous: Kind | None = None
    for block in blocks:
        if not block.text.strip():
            continue
        if previous is not None:
            together = block.kind is previous and block.kind in _ONE_A_LINE
            parts.append("\n" if together else "\n\n")
            length += len(parts[-1])
        lead = BULLET if block.kind is Kind.ITEM else ""
        parts.append(lead + block.text)
        if block.kind is Kind.HEADING:
            headings.append(Heading(block.level, length, length + len(block.text)))
        start = length + len(lead)
        references += [Reference(start + c.offset, c.source_id, c.locator) for c in block.calls]
        length += len(parts[-1])
        previous = block.kind
    return Page(number, "".join(parts), label, tuple(headings), tuple(references))
