"""A table saved as text, one row a line with a delimiter between fields, as of a spreadsheet."""

from __future__ import annotations

import csv
from contextlib import suppress

from ingest.formats.blocks import Block
from ingest.formats.tables import rows_of_table

__all__ = ["leading_table"]

_DELIMITERS = ";\t,|"
_FEWEST_ROWS = 3


def leading_table(text: str) -> tuple[list[Block], str]:
    """The rows of the table that ``text`` opens with, and the text after it; no row if no table.

    Only what is clearly a table is one: three rows or more of as many fields, names in the first,
    and no space after a delimiter, which prose has after its commas and semicolons.
    """
    for delimiter in _DELIMITERS:
        rows, rest = _rows(text, delimiter)
        if len(rows) >= _FEWEST_ROWS and all(map(_is_name, rows[0])):
            return rows_of_table(rows), rest
    return [], text


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], str]:
    """The first rows, all of as many fields as the first one, and the text after them."""
    rows: list[list[str]] = []
    lines = text.lstrip("\n").splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter)
    end = 0
    with suppress(csv.Error):  # a field too long for a cell
        for row in reader:
            if row and (len(row) < 2 or _is_prose(row) or (rows and len(row) != len(rows[0]))):
                break
            rows += [row] if row else []
            end = reader.line_num
    return rows, "".join(lines[end:])


def _is_prose(row: list[str]) -> bool:
    return any(field.startswith(" ") for field in row[1:])


def _is_name(field: str) -> bool:
    return any(char.isalpha() for char in field)
