"""Tables: merged cells laid out on a grid, then one line a row, each value behind its column.

On a grid a merged cell stands at every place it covers, always as the same object: that is how
a value that covers two columns is told from two equal values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.clean import repair_characters, tidy
from ingest.formats.blocks import Block, Kind

__all__ = [
    "BLANK",
    "Cell",
    "Spanned",
    "columns_spanned",
    "grid_of",
    "rows_of_grid",
    "rows_of_table",
    "rows_spanned",
]

_MAX_COLUMNS = 50
_MAX_ROWS = 500
_MAX_HEADERS = 4
# A longer text is no column's name, and is not written again in each row that it covers.
_LONG = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and whether the file marks it as a header."""

    text: str
    header: bool = False


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell and the numbers of rows and columns that it covers."""

    cell: Cell
    rows: int = 1
    columns: int = 1


Grid = Sequence[Sequence[Cell]]

BLANK = Cell("")


def columns_spanned(text: str | None) -> int:
    """A stated column span, between 1 and what a real table has: files can be hostile."""
    return _bounded(text, _MAX_COLUMNS)


def rows_spanned(text: str | None) -> int:
    """A stated row span, bounded like a column span."""
    return _bounded(text, _MAX_ROWS)


def _bounded(text: str | None, most: int) -> int:
    found = re.fullmatch(r"\s*([0-9]{1,9})\s*", text or "")
    return min(max(int(found[1]), 1), most) if found else 1


def grid_of(rows: Sequence[Sequence[Spanned]]) -> list[list[Cell]]:
    """Put each cell at every place that it covers, as HTML lays a table out."""
    grid: list[list[Cell]] = []
    open_cells: dict[int, tuple[Cell, int]] = {}  # by column: what goes on, for how many rows
    for row in rows:
        line: list[Cell] = []
        going_on, open_cells = open_cells, {}

        def put(cell: Cell, rows_left: int, line: list[Cell] = line) -> None:
            if rows_left:
                open_cells[len(line)] = cell, rows_left  # noqa: B023  called in this round only
            line.append(cell)

        for spanned in row:
            while len(line) in going_on:
                cell, left = going_on.pop(len(line))
                put(cell, left - 1)
            for _ in range(spanned.columns):
                going_on.pop(len(line), None)
                put(spanned.cell, spanned.rows - 1)
        for column, (cell, left) in sorted(going_on.items()):
            line += [BLANK] * (column - len(line))
            put(cell, left - 1)
        grid.append(line)
    return grid


def rows_of_table(cells: Sequence[Sequence[str]]) -> list[Block]:
    """Write a table without merged cells (see ``rows_of_grid``); rows may differ in length."""
    return rows_of_grid([[Cell(tidy(repair_characters(cell))) for cell in row] for row in cells])


def rows_of_grid(grid: Grid) -> list[Block]:
    """Write a table one row a line, each value behind the header of its column.

    ``Région : Bretagne · Adhérents : 412`` rather than ``Bretagne | 412``: a row is quoted
    alone, far from the header line, and a number without its column's name proves nothing.
    Header rows one below the other are joined (``2023 – PME : 11``), a value that covers two
    columns has both their names, and a row that is one cell is written bare. A table without a
    usable header (one row, one column, or a header with empty cells beyond the first) is
    written ``a | b | c``.

    Args:
        grid: rows of tidy cells; rows may differ in length.
    """
    rows = _without_blanks(grid)
    width = max(map(len, rows), default=0)
    first = next((k for k, row in enumerate(rows) if not _is_band(row, width)), 0)
    bands, rows = rows[:first], rows[first:]
    lines = [band[0].text for band in bands]
    depth = _header_depth(rows) if len(rows) >= 2 else 0
    names = _names(rows[:depth])
    if not _is_header(names, rows[:depth], rows[depth:]):
        depth, names = 0, []
    for above, row in pairwise([[], *rows[depth:]]):
        cells = _distinct(row, above)
        lines.append(_labelled(cells, names, width) if names else _plain(cells))
    return [Block(line, Kind.ROW) for line in lines if line]


def _without_blanks(grid: Grid) -> list[list[Cell]]:
    """Rows and columns with text; a row that only goes on with the one above says nothing."""
    rows = [row for above, row in pairwise([[], *grid]) if any(c.text for c in _new(row, above))]
    width = max(map(len, rows), default=0)
    kept = [k for k in range(width) if any(row[k].text for row in rows if k < len(row))]
    return [[row[k] for k in kept if k < len(row)] for row in rows]


def _new(row: Sequence[Cell], above: Sequence[Cell]) -> list[Cell]:
    return [c for k, c in enumerate(row) if k >= len(above) or above[k] is not c]


def _is_band(row: Sequence[Cell], width: int) -> bool:
    """True for one cell over the whole width: a caption, or the title of a group of rows."""
    return len(row) == width > 1 and all(cell is row[0] for cell in row)


# --- header ------------------------------------------------------------------------------------


def _header_depth(rows: Grid) -> int:
    """How many rows name the columns, by the file's own marks, then by its merged cells."""
    texts = [[cell for cell in row if cell.text] for row in rows]
    marked = next((k for k, row in enumerate(texts) if not all(c.header for c in row)), 0)
    if not marked and any(c.header for row in texts for c in row) and not texts[0][-1].header:
        return 0  # the marks are those of rows
    depth = marked or 1
    if not marked and _crosses(rows, 1) and not _spreads(rows[0]):
        return 0  # a cell over two rows is the name of a group, and nothing says otherwise
    while depth < min(len(rows), _MAX_HEADERS) and (
        _crosses(rows, depth) or (not marked and _is_subheader(rows, depth))
    ):
        depth += 1
    return depth


def _crosses(rows: Grid, depth: int) -> bool:
    """True when a cell of the row above goes on in row ``depth``."""
    pairs = zip(rows[depth - 1], rows[depth], strict=False)
    return any(above is below and above.text for above, below in pairs)


def _spreads(row: Sequence[Cell]) -> bool:
    return any(a is b and a.text for a, b in pairwise(row))


def _is_subheader(rows: Grid, depth: int) -> bool:
    """True for a row of names under cells that cover several columns, and over figures."""
    above, row, below = rows[depth - 1], rows[depth], rows[depth + 1 :]
    wide = [k for k in range(1, len(above)) if above[k] is above[k - 1] and above[k].text]
    columns = sorted({*wide, *(k - 1 for k in wide)})
    return bool(columns) and all(
        k < len(row)
        and _is_name(row[k].text)
        and any(re.search(r"\d", line[k].text) for line in below if k < len(line))
        for k in columns
    )


def _names(header: Grid) -> list[str]:
    width = max(map(len, header), default=0)
    return [
        " – ".join(dict.fromkeys(row[k].text for row in header if k < len(row) and row[k].text))
        for k in range(width)
    ]


def _is_header(names: Sequence[str], header: Grid, rows: Grid) -> bool:
    """True when header rows can name columns.

    Every column has a name but perhaps the first, none is a number but years, two columns share
    a name only when they share its cells, and none comes again further down in its column.
    """
    if len(names) < 2 or not rows or not all(names[1:]):
        return False
    if not all(_is_name(cell.text) for row in header for cell in row if cell.text):
        return False
    cells = [tuple(id(row[k]) for row in header if k < len(row)) for k in range(len(names))]
    last = [c.text for c in header[-1]]
    again = any(c.text and c.text == n for row in rows for c, n in zip(row, last, strict=False))
    return not again and len(set(names)) == len(set(cells))


_AMOUNT = re.compile(r"[\d\s.,%€$+-]*\d[\d\s.,+-]*(?:[kKM]|Mds?)?\s*[€$%]?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_name(text: str) -> bool:
    if not text or len(text) > _LONG:
        return False
    return not _AMOUNT.fullmatch(text) or bool(_YEAR.fullmatch(text))


# --- rows --------------------------------------------------------------------------------------


def _distinct(row: Sequence[Cell], above: Sequence[Cell]) -> list[tuple[Cell, range]]:
    """Cells of a row that have something to say, each with the columns that it covers."""
    found: list[tuple[Cell, range]] = []
    for k, cell in enumerate(row):
        if found and cell is found[-1][0]:
            found[-1] = cell, range(found[-1][1].start, k + 1)
        elif len(cell.text) <= _LONG or k >= len(above) or above[k] is not cell:
            found.append((cell, range(k, k + 1)))
    return [(cell, columns) for cell, columns in found if cell.text]


def _labelled(cells: Sequence[tuple[Cell, range]], names: Sequence[str], width: int) -> str:
    pairs = []
    for cell, columns in cells:
        known = dict.fromkeys(names[k].rstrip(" :") for k in columns if k < len(names) and names[k])
        label = "" if len(columns) == width else " / ".join(known)
        pairs.append(f"{label} : {cell.text}" if label else cell.text)
    return " · ".join(pairs)


def _plain(cells: Sequence[tuple[Cell, range]]) -> str:
    texts = [cell.text for cell, _ in cells]
    if len(cells) > 1 and cells[0][0].header and not any(cell.header for cell, _ in cells[1:]):
        return f"{texts[0].rstrip(' :')} : {' | '.join(texts[1:])}"
    return " | ".join(texts)
