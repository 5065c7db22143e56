"""DOCX: headings, lists, tables and footnotes of the body; headers and footers are left out.

The package is opened with our own limits first; python-docx then resolves styles and
properties, and the body's XML is walked directly, because python-docx gives neither footnotes
nor the text of insertions, links and content controls.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ingest.clean import repair_characters, tidy
from ingest.errors import ReadError
from ingest.formats.archive import open_archive, parse_xml, read_part
from ingest.formats.blocks import Block, Kind, make_page
from ingest.formats.tables import BLANK, Cell, columns_spanned, rows_of_grid
from ingest.records import Document

__all__ = ["read"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_LEAST_HALVES = 2
"""Half points: what is written so small is not meant to be seen."""
_WHITE = re.compile(r"(?:[fF][a-fA-F89]){3}")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HIDDEN = frozenset(
    {
        _FALLBACK,
        *(
            f"{_W}{name}"
            for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tbl")
        ),
    }
)


def read(data: bytes) -> Document:
    """Read a DOCX file.

    Raises:
        ReadError: "damaged", "too-large", or "encrypted" (Office wraps a locked file otherwise).
    """
    archive = open_archive(data)
    main = read_part(archive, "word/document.xml")
    if main is None:
        raise ReadError("damaged", "no word/document.xml inside: not a Word document")
    properties, styles = _open_with_docx(data)
    body = parse_xml(main, "word/document.xml").find(f"{_W}body")
    if body is None:
        raise ReadError("damaged", "word/document.xml has no body")
    notes = _Notes(
        read_part(archive, "word/footnotes.xml"), read_part(archive, "word/endnotes.xml")
    )
    blocks = list(_blocks(body, styles, notes))
    return replace(properties, pages=(make_page(blocks + notes.blocks()),))


_TEMPLATE_MOMENT = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)
"""When python-docx's template was made: a file written with it that sets no date bears this one."""


def _open_with_docx(data: bytes) -> tuple[Document, Mapping[str, tuple[str, int]]]:
    """A document with the core properties only, and the kind and level of each style."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        core = document.core_properties
        moment = next(
            (m for m in (core.modified, core.created) if m and m != _TEMPLATE_MOMENT), None
        )
        properties = Document(
            pages=(),
            title=tidy(repair_characters(core.title or "")),
            date=moment.date().isoformat() if moment else "",
            language=(core.language or "")[:2].lower(),
        )
        styles = {s.style_id: _style_kind(s) for s in document.styles if s.style_id}
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        # python-docx lets through whatever zipfile, zlib and lxml raise on a broken package.
        raise ReadError("damaged", f"not a sound Word package: {error!r}") from error
    return properties, styles


def _style_kind(style: Any) -> tuple[str, int]:
    """What a style says of its paragraphs, by outline level, then by English or French name."""
    names = []
    outline = None
    seen = 0
    while style is not None and seen < 20:
        names.append(style.name or "")
        if outline is None:
            outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
        style, seen = getattr(style, "base_style", None), seen + 1
    if outline is not None and (level := outline.get(f"{_W}val", "")).isdigit() and int(level) < 9:
        return "heading", int(level) + 1
    for name in names:
        if found := re.match(r"(?:heading|titre|überschrift|título) ?(\d)", name, re.IGNORECASE):
            return "heading", int(found.group(1))
        if re.match(r"(?:title|titre)$", name, re.IGNORECASE):
            return "heading", 1
        if re.match(r"(?:toc|tm|table des mati)", name, re.IGNORECASE):
            return "contents", 0
        if re.match(r"(?:list|liste)", name, re.IGNORECASE):
            return "item", 0
    return "", 0


class _Notes:
    """Footnotes and endnotes, numbered in the order of their calls."""

    def __init__(self, *parts: bytes | None) -> None:
        self._texts: list[dict[str, str]] = [_note_texts(part) for part in parts]
        self._called: list[str] = []

    def call(self, element: Any) -> None:
        which = 0 if element.tag == f"{_W}footnoteReference" else 1
        text = self._texts[which].get(element.get(f"{_W}id", ""), "")
        if text:
            self._called.append(text)

    def blocks(self) -> list[Block]:
        return [Block(f"Note {n} : {text}") for n, text in enumerate(self._called, 1)]


def _note_texts(part: bytes | None) -> dict[str, str]:
    if part is None:
        return {}
    root = parse_xml(part, "word/footnotes.xml")
    return {
        note.get(f"{_W}id", ""): " ".join(
            text for p in note.iter(f"{_W}p") if (text := _text(p, None))
        )
        for note in root
        if note.get(f"{_W}type") not in {"separator", "continuationSeparator"}
    }


def _blocks(body: Any, styles: Mapping[str, tuple[str, int]], notes: _Notes) -> Iterator[Block]:
    """Paragraphs and tables in order, looking through content controls."""
    pending = list(reversed(body))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}p":
            block = _paragraph(element, styles, notes)
            if block is not None:
                yield block
            boxes = [b for b in element.iter(f"{_W}txbxContent") if not _in_fallback(b)]
            pending.extend(reversed([child for box in boxes for child in box]))
        elif element.tag == f"{_W}tbl":
            yield from rows_of_grid(_grid(element, notes))
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
            pending.extend(reversed(element))


def _in_fallback(element: Any) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _paragraph(element: Any, styles: Mapping[str, tuple[str, int]], notes: _Notes) -> Block | None:
    text = _text(element, notes)
    if not text:
        return None
    properties = element.find(f"{_W}pPr")
    kind, level = "", 0
    if properties is not None:
        style = properties.find(f"{_W}pStyle")
        kind, level = styles.get("" if style is None else style.get(f"{_W}val", ""), ("", 0))
        outline = properties.find(f"{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9") < "9":
            kind, level = "heading", int(outline.get(f"{_W}val")) + 1
        numbered = properties.find(f"{_W}numPr")
        if numbered is not None and kind != "heading":
            kind = "item"
    if kind == "contents":
        return None
    if kind == "heading":
        return Block(text, Kind.HEADING, level)
    return Block(text, Kind.ITEM if kind == "item" else Kind.PARAGRAPH)


def _text(paragraph: Any, notes: _Notes | None) -> str:
    """Visible text of a paragraph: insertions yes, deletions and field codes no."""
    parts: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        tag = element.tag
        if tag in _HIDDEN or tag == f"{_W}txbxContent" or (tag == f"{_W}r" and _is_unseen(element)):
            continue
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            parts.append(" ")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            if notes is not None:
                notes.call(element)
        else:
            pending.extend(reversed(element))
    return tidy(repair_characters("".join(parts)))


def _is_unseen(run: Any) -> bool:
    """Is a run hidden, written too small to be read, or white on the paper?"""
    size = run.find(f"{_W}rPr/{_W}sz")
    halves = "" if size is None else size.get(f"{_W}val", "")
    small = halves.isdigit() and int(halves) <= _LEAST_HALVES
    return small or _is_on(run.find(f"{_W}rPr/{_W}vanish")) or _is_white(run)


def _is_white(run: Any) -> bool:
    """Is a run written in white, and on the bare paper as far as the file tells?"""
    colour = run.find(f"{_W}rPr/{_W}color")
    if colour is None or not _WHITE.fullmatch(colour.get(f"{_W}val", "")):
        return False
    own, paragraph = run.find(f"{_W}rPr"), next(run.iterancestors(f"{_W}p"), run)
    around = paragraph.find(f"{_W}pPr")
    laid = {f"{_W}{name}" for name in ("shd", "highlight", "pStyle", "rStyle")}
    if any(one.tag in laid for part in (own, around) if part is not None for one in part):
        return False
    boxed = {f"{_W}tc", f"{_W}txbxContent"}.intersection(one.tag for one in run.iterancestors())
    return not boxed and not _is_painted(run.getroottree().getroot())


@lru_cache(maxsize=1)
def _is_painted(root: Any) -> bool:
    """Has the page of a document a colour, or a picture behind its text?"""
    return root.find(f"{_W}background") is not None or any(
        one.get("behindDoc") not in {None, "0", "false"} for one in root.iter(_ANCHOR)
    )


def _grid(table: Any, notes: _Notes) -> list[list[Cell]]:
    grid: list[list[Cell]] = []
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is table:  # else its text is already in a cell
            grid.append(_row(row, grid[-1] if grid else [], notes))
    return grid


def _row(row: Any, above: list[Cell], notes: _Notes) -> list[Cell]:
    """The cells of a row; one that is merged with the row above is the cell that stands there."""
    properties = row.find(f"{_W}trPr")
    header = properties is not None and _is_on(properties.find(f"{_W}tblHeader"))
    before = None if properties is None else properties.find(f"{_W}gridBefore")
    cells = [BLANK] * (0 if before is None else columns_spanned(before.get(f"{_W}val")))
    for element in row.iter(f"{_W}tc"):
        if next(element.iterancestors(f"{_W}tr")) is not row:
            continue
        span = element.find(f"{_W}tcPr/{_W}gridSpan")
        width = 1 if span is None else columns_spanned(span.get(f"{_W}val"))
        merge = element.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        if goes_on and len(cells) < len(above):
            cell = above[len(cells)]
        else:
            texts = (_text(p, notes) for p in element.iter(f"{_W}p"))
            cell = Cell(" ".join(text for text in texts if text), header)
        cells += [cell] * width
    return cells


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in {"0", "false", "off"}
