"""DOCX and ODT: headings, lists, tables, notes; headers and footers left out."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from ingest.errors import ReadError
from ingest.formats import docx as docx_reader
from ingest.formats import odt as odt_reader
from ingest.formats.tables import rows_of_table
from tests.ingest.awkward import docx_bytes, packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_bytes() -> bytes:
    import docx

    made = docx.Document()
    made.core_properties.title = "Rapport d’activité"
    made.core_properties.language = "fr-FR"
    made.sections[0].header.paragraphs[0].text = "En-tête à jeter"
    made.sections[0].footer.paragraphs[0].text = "Pied à jeter"
    made.add_heading("Rapport", 0)
    made.add_heading("Contexte", 1)
    made.add_heading("Détail", 2)
    made.add_paragraph("Les pôles\u00a0: un bilan de compé\u00adtitivité.")
    made.add_paragraph("premier", style="List Bullet")
    made.add_paragraph("second", style="List Number")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Région", "Membres", "Corse", "80"), strict=True):
        cell.text = text
    made.add_paragraph("Fin.")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_docx() -> None:
    document = docx_reader.read(word_bytes())
    (page,) = document.pages
    assert page.text == (
        "Rapport\n\nContexte\n\nDétail\n\nLes pôles : un bilan de compétitivité.\n\n"
        "• premier\n• second\n\nRégion : Corse · Membres : 80\n\nFin."
    )
    assert [(h.level, page.text[h.start : h.end]) for h in page.headings] == [
        (1, "Rapport"),
        (1, "Contexte"),
        (2, "Détail"),
    ]
    assert (document.title, document.language) == ("Rapport d’activité", "fr")


def test_the_date_of_python_docx_s_template_is_none_of_the_document() -> None:
    import docx

    assert docx_reader.read(word_bytes()).date == ""
    made = docx.Document()
    made.add_paragraph("Fin.")
    made.core_properties.created = datetime(2021, 6, 8, tzinfo=UTC)
    buffer = io.BytesIO()
    made.save(buffer)
    assert docx_reader.read(buffer.getvalue()).date == "2021-06-08"


def body(content: str) -> bytes:
    return (
        f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-'
        f'compatibility/2006"><w:body>{content}</w:body></w:document>'
    ).encode()


def test_docx_text_in_links_insertions_and_controls() -> None:
    content = (
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>un lien</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t> ajouté</w:t></w:r></w:ins><w:del><w:r><w:delText>ôté</w:delText></w:r>"
        "</w:del><w:r><w:tab/><w:t>peut</w:t><w:noBreakHyphen/><w:t>être</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document = docx_reader.read(docx_bytes(document=body(content)))
    assert document.pages[0].text == "un lien ajouté peut-être"


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:vanish/>", "vu"),
        ('<w:vanish w:val="0"/>', "vu caché"),
        ('<w:sz w:val="1"/>', "vu"),
        ('<w:sz w:val="2"/>', "vu"),
        ('<w:color w:val="FFFFFF"/>', "vu"),
        ('<w:color w:val="FEFEFE"/>', "vu"),
        ('<w:color w:val="FFFF00"/>', "vu caché"),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', "vu caché"),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>', "vu caché"),
        ('<w:sz w:val="22"/>', "vu caché"),
    ],
)
def test_docx_runs_that_nobody_sees_are_no_text(properties: str, text: str) -> None:
    hidden = f"<w:r><w:rPr>{properties}</w:rPr><w:t> caché</w:t></w:r>"
    content = f"<w:p><w:r><w:t>vu</w:t></w:r>{hidden}</w:p>"
    assert docx_reader.read(docx_bytes(document=body(content))).pages[0].text == text


def test_docx_white_text_of_a_table_or_a_styled_paragraph_is_read() -> None:
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>blanc</w:t></w:r>'
    styled = f'<w:p><w:pPr><w:pStyle w:val="Banner"/></w:pPr>{white}</w:p>'
    shaded = f'<w:p><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>{white}</w:p>'
    table = f"<w:tbl><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
    for content in (styled, shaded, table):
        assert "blanc" in docx_reader.read(docx_bytes(document=body(content))).pages[0].text


def test_docx_footnotes_follow_the_text() -> None:
    import zipfile

    run = '<w:p><w:r><w:t>Un fait</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    main = body(f"{run}<w:r><w:t>.</w:t></w:r></w:p>")
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Sa preuve.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    with zipfile.ZipFile(io.BytesIO(docx_bytes("x"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= {"word/document.xml": main, "word/footnotes.xml": notes.encode()}
    assert docx_reader.read(packed(parts)).pages[0].text == "Un fait.\n\nNote 1 : Sa preuve."


def test_odt() -> None:
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import H, List, ListItem, Note, NoteBody, NoteCitation, P

    made = OpenDocumentText()
    made.text.addElement(H(outlinelevel=2, text="Titre"))
    paragraph = P(text="Un fait")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    note_body = NoteBody()
    note_body.addElement(P(text="Sa preuve."))
    note.addElement(note_body)
    paragraph.addElement(note)
    paragraph.addText(" établi.")
    made.text.addElement(paragraph)
    items = List()
    for text in ("un", "deux"):
        item = ListItem()
        item.addElement(P(text=text))
        items.addElement(item)
    made.text.addElement(items)
    table = Table()
    for row in (("Région", "Pôles"), ("Corse", "1")):
        line = TableRow()
        for text in row:
            cell = TableCell()
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    made.text.addElement(table)
    buffer = io.BytesIO()
    made.save(buffer)
    (page,) = odt_reader.read(buffer.getvalue()).pages
    assert page.text == (
        "Titre\n\nUn fait établi.\n\n• un\n• deux\n\nRégion : Corse · Pôles : 1\n\n"
        "Note 1 : Sa preuve."
    )
    assert [(h.level, h.start, h.end) for h in page.headings] == [(2, 0, 5)]


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"word/document.xml": bytes(100_000_000)})
    with pytest.raises(ReadError, match="zip bomb") as caught:
        docx_reader.read(bomb)
    assert caught.value.reason == "too-large"


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ([["Région", "Pôles"], ["Corse", "1"]], ["Région : Corse · Pôles : 1"]),
        ([["", "2019", "2020"], ["PME", "5", "6"]], ["PME · 2019 : 5 · 2020 : 6"]),
        ([["a", "1"], ["b", "2"]], ["a | 1", "b | 2"]),
        ([["seule", "ligne"]], ["seule | ligne"]),
        ([["A", "B"], ["x", ""]], ["A : x"]),
        ([["A", "B"], ["x", "y", "z"]], ["A : x · B : y · z"]),
        ([], []),
    ],
)
def test_rows_keep_their_header(cells: list[list[str]], rows: list[str]) -> None:
    assert [block.text for block in rows_of_table(cells)] == rows
