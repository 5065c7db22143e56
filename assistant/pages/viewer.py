"""A document's page as blocks of text, with a span marked. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Page

__all__ = ["Block", "Piece", "page_blocks"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page: a heading (level 1 is the highest), a list item, a row, or text.

    Attributes:
        level: of the heading, 0 for other lines.
        first: True when a blank line stands above: a paragraph begins.
        pieces: in order; joined, they are the line.
    """

    level: int
    first: bool
    pieces: tuple[Piece, ...]


def page_blocks(page: Page, start: int = 0, end: int = 0) -> tuple[Block, ...]:
    """The lines of ``page``; characters ``[start, end)`` of its text are marked.

    A span outside the text marks what is inside it; an empty span marks nothing.
    """
    levels = {heading.start: heading.level for heading in page.headings}
    blocks: list[Block] = []
    offset, first = 0, True
    for line in page.text.split("\n"):
        if line.strip():
            pieces = tuple(_pieces(line, start - offset, end - offset))
            blocks.append(Block(levels.get(offset, 0), first, pieces))
            first = False
        else:
            first = True
        offset += len(line) + 1
    return tuple(blocks)


def _pieces(line: str, start: int, end: int) -> Iterator[Piece]:
    low, high = max(0, min(start, len(line))), max(0, min(end, len(line)))
    if high <= low:
        yield Piece(line, False)
        return
    for text, marked in ((line[:low], False), (line[low:high], True), (line[high:], False)):
        if text:
            yield Piece(text, marked)
