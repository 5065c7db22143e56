"""CSV and TSV files: one row a line, a delimiter between fields, as spreadsheets save them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from ingest.clean import repair_characters, tidy
from ingest.formats.blocks import Block, make_page
from ingest.formats.encodings import decode
from ingest.formats.tables import rows_of_table
from ingest.records import Document

__all__ = ["read"]

_DELIMITERS = ";\t,|"
_SAMPLE = 200


def read(data: bytes) -> Document:
    """Read a file that its name says is a sheet: every line is a row of one table.

    Lines of one field above and below the table are its title and its notes, and stay lines.

    Raises:
        ReadError: "encoding" when the bytes are no text.
    """
    lines = repair_characters(decode(data)).splitlines(keepends=True)
    stated = _stated_delimiter(lines)
    rows = _all_rows(lines[1:] if stated else lines, stated or _delimiter(lines[:_SAMPLE]))
    wide = [k for k, row in enumerate(rows) if _filled(row) > 1] or [0, len(rows) - 1]
    first, last = wide[0], wide[-1] + 1
    table = rows_of_table(rows[first:last])
    return Document(pages=(make_page([*_lines(rows[:first]), *table, *_lines(rows[last:])]),))


def _stated_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of a first line ``sep=;``, which Excel writes and reads."""
    first = lines[0].rstrip("\n") if lines else ""
    return first[4:] if first.startswith("sep=") and len(first) == 5 else ""


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter that cuts the most rows into as many fields, the first of equals."""

    def regular(delimiter: str) -> int:
        widths = Counter(map(len, _all_rows(lines, delimiter)))
        return max((rows for width, rows in widths.items() if width > 1), default=0)

    return max(_DELIMITERS, key=regular)


def _all_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Every row that has text; where a quotation mark is not closed, each line is a row."""
    try:
        rows = _rows(lines, delimiter, strict=True)
    except csv.Error:
        rows = [_row(line, delimiter) for line in lines]
    return [row for row in rows if _filled(row)]


def _row(line: str, delimiter: str) -> list[str]:
    try:
        return _rows([line], delimiter, strict=False)[0]
    except csv.Error:  # a field too long for a cell
        return line.split(delimiter)


def _rows(lines: Sequence[str], delimiter: str, *, strict: bool) -> list[list[str]]:
    # "CARA, "la mobilité, le rail"": a space before a quotation mark does not void it.
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=strict)
    return list(reader)


def _lines(rows: Sequence[list[str]]) -> list[Block]:
    return [Block(tidy(" ".join(row))) for row in rows]


def _filled(row: Sequence[str]) -> int:
    return sum(bool(field.strip()) for field in row)
