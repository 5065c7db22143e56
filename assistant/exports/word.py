"""A conversation as a Word document with real footnotes.

python-docx writes no footnotes; the part that holds them is small enough to write here
(ECMA-376, 17.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from assistant.exports.conversation import Footnote, citation_text, sections
from assistant.exports.word_document import clean, new_document, saved
from assistant.records import Answer

__all__ = ["to_docx"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FIRST_ID = 1  # -1 and 0 are the separators that Word wants


def to_docx(title: str, answers: Sequence[Answer]) -> bytes:
    """The conversation as a .docx file."""
    document = new_document(clean(title), "fr")
    document.add_heading(clean(title), level=0)
    footnotes: list[tuple[Footnote, str]] = []
    for section in sections(answers):
        document.add_heading(clean(section.question), level=1)
        paragraph = document.add_paragraph()
        for piece in section.pieces:
            if isinstance(piece, Footnote):
                paragraph._p.append(_reference(piece.n))
            else:
                paragraph.add_run(clean(piece))
        for note in section.notes:
            document.add_paragraph(clean(note), style="Intense Quote")
        footnotes += [(note, citation_text(note.citation, section.language))
                      for note in section.footnotes]  # fmt: skip
    _attach(document, footnotes)
    return saved(document)


def _reference(n: int) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(
        f'<w:r xmlns:w="{_W}"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteReference w:id="{_FIRST_ID + n}"/></w:r>'
    )


def _attach(document: Any, footnotes: Iterable[tuple[Footnote, str]]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    notes = "".join(
        f'<w:footnote w:id="{_FIRST_ID + note.n}"><w:p><w:r><w:rPr>'
        '<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(clean(text))}</w:t></w:r></w:p></w:footnote>'
        for note, text in footnotes
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{element}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind, element in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{_W}">{separators}{notes}</w:footnotes>'
    )
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), package)
    document.part.relate_to(part, _RELATION)
