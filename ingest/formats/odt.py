"""ODT: headings, lists, tables and notes of the body; headers and footers are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.clean import repair_characters, tidy
from ingest.errors import ReadError
from ingest.formats.archive import open_archive, parse_xml, read_part
from ingest.formats.blocks import Block, Kind, make_page
from ingest.formats.tables import (
    Cell,
    Spanned,
    columns_spanned,
    grid_of,
    rows_of_grid,
    rows_spanned,
)
from ingest.records import Document

__all__ = ["read"]

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_NS}text:1.0}}"
_TABLE = f"{{{_NS}table:1.0}}"
_OFFICE = f"{{{_NS}office:1.0}}"
_META = f"{{{_NS}meta:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HIDDEN = frozenset(
    {
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        *(f"{_TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "table-of-content")),
    }
)
_CONTAINERS = frozenset({f"{_TEXT}section", f"{_TEXT}list-header", f"{_TEXT}numbered-paragraph",
                         f"{_OFFICE}text", f"{_TEXT}index-body"})  # fmt: skip


def read(data: bytes) -> Document:
    """Read an ODT file.

    Raises:
        ReadError: "damaged", "too-large" or "encrypted".
    """
    archive = open_archive(data)
    manifest = read_part(archive, "META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise ReadError("encrypted", "the document has a password; save it without one")
    content = read_part(archive, "content.xml")
    if content is None:
        raise ReadError("damaged", "no content.xml inside: not an OpenDocument text")
    body = parse_xml(content, "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ReadError("damaged", "content.xml holds no text document")
    notes: list[str] = []
    blocks = list(_blocks(body, notes))
    blocks += [Block(f"Note {number} : {text}") for number, text in enumerate(notes, 1)]
    return replace(_properties(read_part(archive, "meta.xml")), pages=(make_page(blocks),))


def _properties(part: bytes | None) -> Document:
    """A document with the file's properties only."""
    if part is None:
        return Document(pages=())
    meta = parse_xml(part, "meta.xml")
    date = meta.findtext(f".//{_DC}date") or meta.findtext(f".//{_META}creation-date") or ""
    return Document(
        pages=(),
        title=tidy(repair_characters(meta.findtext(f".//{_DC}title") or "")),
        date=date[:10],
        language=(meta.findtext(f".//{_DC}language") or "")[:2].lower(),
    )


def _blocks(body: Any, notes: list[str]) -> Iterator[Block]:
    # (element, list depth, marks the first paragraph of an item)
    pending: list[tuple[Any, int, bool]] = [(body, 0, False)]
    while pending:
        element, depth, first = pending.pop()
        tag = element.tag
        if tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level", "1")
            yield Block(_text(element, notes), Kind.HEADING, int(level) if level.isdigit() else 1)
        elif tag == f"{_TEXT}p":
            text = _text(element, notes)
            yield Block(text, Kind.ITEM, depth - 1) if first else Block(text)
        elif tag == f"{_TABLE}table":
            yield from rows_of_grid(grid_of(_cells(element, notes)))
        elif tag == f"{_TEXT}list":
            pending.extend((child, depth + 1, False) for child in reversed(element))
        elif tag == f"{_TEXT}list-item":
            children = list(element)
            pending.extend(
                (child, depth, k == 0) for k, child in reversed(list(enumerate(children)))
            )
        elif tag in _CONTAINERS:
            pending.extend((child, depth, False) for child in reversed(element))


def _text(paragraph: Any, notes: list[str]) -> str:
    """Visible text of a paragraph; a note's text goes to ``notes``."""
    parts: list[str] = [paragraph.text or ""]
    pending: list[Any] = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if isinstance(element, str):
            parts.append(element)
            continue
        pending.append(element.tail or "")
        tag = element.tag
        if tag == f"{_TEXT}note":
            body = element.find(f"{_TEXT}note-body")
            if body is not None:
                notes.append(tidy(repair_characters(" ".join(body.itertext()))))
        elif tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            parts.append(" ")
        elif tag not in _HIDDEN:
            pending.extend(reversed(element))
            parts.append(element.text or "")
    return tidy(repair_characters("".join(parts)))


def _cells(table: Any, notes: list[str]) -> list[list[Spanned]]:
    """Cells with their spans; a covered cell only holds the place of one that is merged."""
    rows = []
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table")) is not table:
            continue  # a table in a cell: its text is already in that cell
        header = row.getparent().tag == f"{_TABLE}table-header-rows"
        cells: list[Spanned] = []
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            text = " ".join(t for p in cell.iter(f"{_TEXT}p") if (t := _text(p, notes)))
            rows_down = rows_spanned(cell.get(f"{_TABLE}number-rows-spanned"))
            across = columns_spanned(cell.get(f"{_TABLE}number-columns-spanned"))
            for _ in range(columns_spanned(cell.get(f"{_TABLE}number-columns-repeated"))):
                cells.append(Spanned(Cell(text, header), rows_down, across))
        rows.append(cells)
    return rows
