"""The blocks that every reader makes, and how they become the text of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.clean import repair_characters, tidy
from ingest.records import Heading, Page, Reference

__all__ = ["BULLET", "Block", "Call", "Kind", "make_page", "rows_of_table"]

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


def rows_of_table(cells: Sequence[Sequence[str]]) -> list[Block]:
    """Write a table one row a line, each value behind the header of its column.

    ``Région : Bretagne · Adhérents : 412`` rather than ``Bretagne | 412``: a row is quoted
    alone, far from the header line, and a number without its column's name proves nothing.
    A table without a usable header (one row, one column, or a header with empty cells beyond
    the first) is written ``a | b | c``.

    Args:
        cells: rows of cell texts; rows may differ in length.
    """
    rows = [[tidy(repair_characters(cell)) for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    header = rows[0]
    if len(rows) < 2 or len(header) < 2 or not _is_header(header, rows[1:]):
        return [Block(" | ".join(c for c in row if c), Kind.ROW) for row in rows]
    return [Block(_row_text(header, row), Kind.ROW) for row in rows[1:]]


def _is_header(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """True when a row can name columns.

    All its cells are filled but perhaps the corner, none is a number but years, and none comes
    again further down in its column.
    """
    if any(not cell or not _is_name(cell) for cell in header[1:]):
        return False
    if header[0] and not _is_name(header[0]):
        return False
    again = any(
        cell and cell == header[k] for row in rows for k, cell in enumerate(row[: len(header)])
    )
    return not again and len(set(header)) == len(header)


def _is_name(cell: str) -> bool:
    figures = re.sub(r"[\s.,%€$+-]", "", cell)
    return not figures.isdigit() or bool(re.fullmatch(r"(?:19|20)\d\d", cell))


def _row_text(header: Sequence[str], row: Sequence[str]) -> str:
    pairs = []
    for column, cell in enumerate(row):
        if not cell:
            continue
        name = header[column].rstrip(" :") if column < len(header) else ""
        pairs.append(f"{name} : {cell}" if name else cell)
    return " · ".join(pairs)
