"""The comparison sheet as Markdown, Word, PDF and CSV. What stands on it: ``sheet``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from assistant.exports.conversation import markdown_text
from assistant.exports.pdf import pdf_text
from assistant.exports.sheet import Evidence, Sheet
from assistant.exports.word_document import clean, new_document, saved
from assistant.matching.batch import csv_safe
from assistant.pages.texts import text

__all__ = ["to_csv", "to_docx", "to_markdown", "to_pdf"]

_QUOTE = {'"': "&quot;"}


def to_markdown(sheet: Sheet) -> bytes:
    """The sheet as Markdown, UTF-8."""
    lines = [f"# {sheet.title}", "", f"> {_cell(sheet.description)}", "", _cell(sheet.message)]
    lines += ["", *(f"- **{name}** : {_cell(value)}" for name, value in sheet.criteria)]
    if sheet.rows and len(sheet.head) > 1:
        lines += ["", _row(sheet.head), _row(["---"] * len(sheet.head)), *map(_row, sheet.rows)]
    lines += ["", *(f"- {_cell(note)}" for note in sheet.notes)] if sheet.notes else []
    if sheet.evidence:
        lines += ["", f"## {sheet.label('evidence')}", ""]
        lines += [
            f"{e.n}. {e.pole} : {_cell(f'{e.proof.shown} ({e.source})')}" for e in sheet.evidence
        ]
    if sheet.steps:
        lines += ["", f"## {sheet.label('steps')}", ""]
        lines += [f"- {_cell(step)}" for step in sheet.steps]
    return ("\n".join([*lines, "", f"*{sheet.footer}*"]) + "\n").encode()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(value: str) -> str:
    """A text on one line, of which nothing is markup: neither a description's nor a document's."""
    return markdown_text(value.replace("\n", " "))


def to_csv(sheet: Sheet) -> bytes:
    """The grid, then the evidence, as CSV that a spreadsheet opens as it is."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(map(csv_safe, sheet.head))
    writer.writerows([csv_safe(cell) for cell in row] for row in sheet.rows)
    writer.writerow([])
    for entry in sheet.evidence:
        cells = (f"[{entry.n}]", entry.pole, entry.proof.said, entry.source)
        writer.writerow(map(csv_safe, cells))
    writer.writerow([])
    writer.writerow([csv_safe(sheet.footer)])
    return stream.getvalue().encode("utf-8-sig")


def _blocks(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What stands on the sheet from top to bottom, each with its kind."""
    yield "title", sheet.title
    yield "text", f"« {sheet.description} »"
    yield "text", sheet.message
    yield "text", " — ".join(f"{name} : {value}" for name, value in sheet.criteria)
    if len(sheet.head) > 1:
        yield "table", ""
    yield from (("note", note) for note in sheet.notes)
    if sheet.evidence:
        yield "heading", sheet.label("evidence")
    yield from (("proof", _proved(entry)) for entry in sheet.evidence)
    if sheet.steps:
        yield "heading", sheet.label("steps")
    yield from (("step", step) for step in sheet.steps)
    yield "footer", sheet.footer


def _proved(entry: Evidence) -> str:
    return f"[{entry.n}] {entry.pole} : {entry.proof.shown}"


def to_docx(sheet: Sheet) -> bytes:
    """The sheet as a Word document, A4 landscape."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = new_document(sheet.title, sheet.language)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(11))
    style = document.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(7.5), Pt(1)
    sources = {_proved(entry): entry.source for entry in sheet.evidence}
    for kind, said in _blocks(sheet):
        match kind:
            case "title" | "heading":
                document.add_heading(clean(said), level=1 if kind == "title" else 2)
            case "table":
                _docx_table(document, sheet)
            case "proof":
                document.add_paragraph(clean(f"{said} ({sources[said]})"))
            case "step":
                document.add_paragraph(clean(said), style="List Bullet")
            case "footer":
                document.add_paragraph().add_run(clean(said)).italic = True
            case _:
                document.add_paragraph(clean(said))
    return saved(document)


def _docx_table(document: Any, sheet: Sheet) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=len(sheet.head), style="Light Grid Accent 1")
    for row in (sheet.head, *sheet.rows):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(value)
    # A screen reader names the column of each cell; a second page repeats the row.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def to_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF of exactly one A4 page, landscape: it shrinks to fit."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.units import mm
    from reportlab.platypus import KeepInFrame, SimpleDocTemplate

    stream = io.BytesIO()
    width, height = landscape(A4)
    margin = 11 * mm
    document = SimpleDocTemplate(
        stream, pagesize=(width, height), leftMargin=margin, rightMargin=margin,
        topMargin=margin, bottomMargin=margin, title=sheet.title,
        author=text("title", sheet.language),
        subject=sheet.message, lang=sheet.language,
    )  # fmt: skip
    room = (width - 2 * margin - 12, height - 2 * margin - 12)  # a frame pads its content by 6 pt
    document.build([KeepInFrame(*room, _pdf_flow(sheet, room[0]), mode="shrink")])
    return stream.getvalue()


def _pdf_flow(sheet: Sheet, width: float) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=8, leading=10)
    bold = ParagraphStyle("bold", body, fontName="Helvetica-Bold", spaceBefore=4)
    title = ParagraphStyle("title", bold, fontSize=15, leading=19)
    small = ParagraphStyle("small", body, fontSize=7, leading=8.6)
    styles = {"title": title, "heading": bold, "note": small, "footer": small}
    links = {_proved(entry): _pdf_link(entry) for entry in sheet.evidence}
    flow: list[Any] = []
    for kind, said in _blocks(sheet):
        match kind:
            case "table":
                flow += [Spacer(1, 5), _pdf_table(sheet, width, small)]
            case "proof":
                flow.append(Paragraph(f"{_pdf(said)} ({links[said]})", small))
            case _:
                flow.append(
                    Paragraph(_pdf(f"• {said}" if kind == "step" else said), styles.get(kind, body))
                )
    return flow


def _pdf_table(sheet: Sheet, width: float, style: Any) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table

    first = width * 0.24
    others = (width - first) / (len(sheet.head) - 1)
    rows = [[Paragraph(_pdf(cell), style) for cell in row] for row in (sheet.head, *sheet.rows)]
    table = Table(rows, colWidths=[first, *[others] * (len(sheet.head) - 1)])
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8eef7")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return table


def _pdf_link(entry: Evidence) -> str:
    """The source's name, which opens its address."""
    name = _pdf(entry.place)
    if not entry.proof.url:
        return name
    return f'<a href="{escape(entry.proof.url, _QUOTE)}" color="#1a4a8a">{name}</a>'


def _pdf(value: str) -> str:
    return pdf_text(clean(value))
