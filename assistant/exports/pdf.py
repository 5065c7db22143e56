"""A conversation as a PDF, the notes of each answer at its foot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from assistant.exports.conversation import Footnote, Section, citation_text, sections
from assistant.pages.texts import text
from assistant.records import Answer

__all__ = ["pdf_text", "to_pdf"]

_NARROW = str.maketrans({"\u202f": "\u00a0", "\u2009": " ", "\u2011": "-", "\u2212": "-"})


def to_pdf(title: str, answers: Sequence[Answer]) -> bytes:
    """The conversation as a PDF file, A4."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

    styles = _styles()
    flow: list[Flowable] = [Paragraph(pdf_text(title), styles["title"]), Spacer(1, 6 * mm)]
    for section in sections(answers):
        flow.append(Paragraph(pdf_text(section.question), styles["question"]))
        flow.append(Paragraph(_body(section), styles["body"]))
        flow += [Paragraph(pdf_text(note), styles["remark"]) for note in section.notes]
        if section.footnotes:
            flow.append(HRFlowable(width="30%", thickness=0.5, hAlign="LEFT", spaceBefore=6))
        for note in section.footnotes:
            said = pdf_text(citation_text(note.citation, section.language))
            flow.append(Paragraph(f"<super>{note.n}</super> {said}", styles["note"]))
        flow.append(Spacer(1, 6 * mm))
    stream = io.BytesIO()
    margin = 20 * mm
    document = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=margin,
        bottomMargin=margin, title=title, author=text("title", "fr"), lang="fr",
    )  # fmt: skip
    document.build(flow)
    return stream.getvalue()


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=15, spaceAfter=6)
    return {
        "body": body,
        "title": ParagraphStyle("title", body, fontName="Helvetica-Bold", fontSize=18, leading=22),
        "question": ParagraphStyle(
            "question", body, fontName="Helvetica-Bold", fontSize=12, keepWithNext=1
        ),
        "remark": ParagraphStyle("remark", body, leftIndent=12, fontName="Helvetica-Oblique"),
        "note": ParagraphStyle("note", body, fontSize=8.5, leading=11, spaceAfter=3),
    }


def _body(section: Section) -> str:
    return "".join(
        f"<super>{piece.n}</super>" if isinstance(piece, Footnote) else pdf_text(piece)
        for piece in section.pieces
    )


def pdf_text(value: str) -> str:
    """Text for a paragraph in a standard font: escaped, in the characters that font has."""
    plain = "".join(c if c >= " " else " " for c in value.translate(_NARROW))
    return escape(plain.encode("cp1252", "replace").decode("cp1252"))
