"""PDF: reading order, furniture, labels, headings, tables, notes, encryption, scans."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from ingest.errors import ReadError
from ingest.formats import pdf as pdf_reader
from ingest.formats.pdf import read
from ingest.records import Page
from tests.ingest.awkward import canvas_pdf

WORDS = (
    "La politique des pôles associe depuis 2005 des entreprises, des laboratoires et des écoles "
    "autour de projets communs de recherche. Chaque pôle élabore sa stratégie à cinq ans, avec "
    "des partenaires aux compétences complémentaires. "
)


def paragraph(key: str) -> str:
    return f"[{key}] {WORDS}fin {key}."


def story_pdf(
    story: Callable[[Any, Any], list[Any]],
    columns: int = 1,
    furniture: Callable[[Any, Any], None] = lambda _canvas, _document: None,
    **options: Any,
) -> bytes:
    """Lay a story out in columns, under a full-width first frame when there are several."""
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], fontSize=10, leading=13, alignment=4)
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=(595, 842), invariant=1, **options)
    width = (475 - 24 * (columns - 1)) / columns
    frames = [Frame(60 + k * (width + 24), 70, width, 630) for k in range(columns)]
    if columns > 1:
        frames.insert(0, Frame(60, 700, 475, 90))
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    document.build(story(styles, body))
    return buffer.getvalue()


def _furniture(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 810, "Rapport annuel des pôles")
    canvas.drawCentredString(297, 40, f"- {document.page} -")


def text_of(pages: tuple[Page, ...]) -> str:
    return "\n\n".join(page.text for page in pages)


def headings_of(page: Page) -> list[tuple[int, str]]:
    return [(h.level, page.text[h.start : h.end]) for h in page.headings]


def test_one_column() -> None:
    from reportlab.platypus import Paragraph

    def story(styles: Any, body: Any) -> list[Any]:
        made: list[Any] = [Paragraph("Rapport sur les pôles", styles["Title"])]
        for k in range(8):
            made.append(Paragraph(f"Section {k}", styles["Heading2"]))
            made += [Paragraph(paragraph(f"{k}.{j}"), body) for j in range(3)]
        return made

    document = read(story_pdf(story, 1, _furniture, title="Le titre", lang="fr-FR"))
    assert (document.title, document.language, document.paged) == ("Le titre", "fr", True)
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert [page.label for page in document.pages] == ["1", "2", "3"]
    text = text_of(document.pages)
    assert "Rapport annuel" not in text
    assert headings_of(document.pages[0])[:2] == [(1, "Rapport sur les pôles"), (2, "Section 0")]
    paragraphs = [part for part in text.split("\n\n") if part.startswith("[")]
    whole = [part for part in paragraphs if part.endswith(".") and " fin " in part]
    assert len(paragraphs) == 24
    assert whole[0] == paragraph("0.0")
    assert len(whole) >= 22  # a page end may cut two


def test_two_columns_under_a_full_width_title() -> None:
    from reportlab.platypus import FrameBreak, Paragraph

    def story(styles: Any, body: Any) -> list[Any]:
        title = Paragraph("Un titre qui court sur toute la largeur de la page", styles["Title"])
        return [title, FrameBreak(), *(Paragraph(paragraph(str(k)), body) for k in range(12))]

    (page,) = read(story_pdf(story, columns=2)).pages
    assert page.text.split("\n\n") == [
        "Un titre qui court sur toute la largeur de la page",
        *(paragraph(str(k)) for k in range(12)),
    ]


def test_three_columns() -> None:
    from reportlab.platypus import FrameBreak, Paragraph

    def story(styles: Any, body: Any) -> list[Any]:
        title = Paragraph("Un titre qui court sur toute la largeur de la page", styles["Title"])
        return [title, FrameBreak(), *(Paragraph(paragraph(str(k)), body) for k in range(9))]

    (page,) = read(story_pdf(story, columns=3)).pages
    assert page.text.split("\n\n")[1:] == [paragraph(str(k)) for k in range(9)]


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_keep_their_header(ruled: bool) -> None:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table

    cells = [["Année", "Projets", "Montant"], ["2005", "165", "543 M€"], ["2006", "324", "760 M€"]]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []

    def story(_styles: Any, body: Any) -> list[Any]:
        before, after = Paragraph(paragraph("a"), body), Paragraph(paragraph("b"), body)
        return [before, Table(cells, style=grid), after]

    (page,) = read(story_pdf(story)).pages
    assert page.text == (
        f"{paragraph('a')}\n\nAnnée : 2005 · Projets : 165 · Montant : 543 M€\n"
        f"Année : 2006 · Projets : 324 · Montant : 760 M€\n\n{paragraph('b')}"
    )


def test_a_cell_of_several_lines_is_one_cell() -> None:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table

    def story(_styles: Any, body: Any) -> list[Any]:
        long = Paragraph("3 400, dont une moitié de petites et moyennes entreprises", body)
        cells = [["Région", "Adhérents"], ["Bretagne", "1 200"], ["Occitanie", long]]
        style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
        return [Table(cells, colWidths=[100, 130], style=style)]

    (page,) = read(story_pdf(story)).pages
    assert page.text.split("\n")[1] == (
        "Région : Occitanie · Adhérents : 3 400, dont une moitié de petites et moyennes entreprises"
    )


def lines_pdf(*lines: tuple[float, float, float, str], pages: int = 1) -> bytes:
    """A PDF of lines ``(x, y, size, text)``, the same on each page."""

    def draw(canvas: Any, _number: int) -> None:
        for x, y, size, text in lines:
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y, text)

    return canvas_pdf(draw, pages)


def test_words_cut_at_line_ends_are_whole() -> None:
    (page,) = read(
        lines_pdf(
            (60, 700, 10, "Les pôles de Bretagne et d’Auvergne-Rhône-"),
            (60, 687, 10, "Alpes ont peut-être contribué au déve-"),
            (60, 674, 10, "loppement eﬃcace de l’écosystème technico-"),
            (60, 661, 10, "économique de leurs territoires respectifs."),
        ).replace(b"\xef\xac\x83", b"ffi")
    ).pages
    assert "d’Auvergne-Rhône-Alpes ont peut-être contribué au développement" in page.text
    assert page.text.endswith("l’écosystème technico-économique de leurs territoires respectifs.")


def test_footnotes_go_to_the_end_and_their_calls_away() -> None:
    (page,) = read(
        lines_pdf(
            (60, 700, 10, "Un avis technico-économique"),
            (190, 704, 6, "1"),
            (60, 687, 10, "et une surface de 12 m²."),
            (60, 120, 7, "1 Sous réserve des règles de confidentialité."),
            (60, 674, 10, "Une autre phrase finit le texte de cette page."),
        )
    ).pages
    assert page.text.startswith("Un avis technico-économique et une surface de 12 m².")
    assert page.text.endswith("\n\nNote 1 : Sous réserve des règles de confidentialité.")


def test_a_page_end_does_not_cut_a_word() -> None:
    def draw(canvas: Any, number: int) -> None:
        canvas.setFont("Helvetica", 10)
        if number == 1:
            canvas.drawString(60, 300, "Un paragraphe qui finit au bas de la page par un déve-")
        else:
            canvas.drawString(60, 700, "loppement certain, et qui continue sur la page suivante.")

    first, second = read(canvas_pdf(draw, 2)).pages
    assert first.text.endswith("par un développement")
    assert second.text == "certain, et qui continue sur la page suivante."


def test_printed_labels_and_physical_numbers() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines_pdf((60, 700, 10, "Texte"), pages=4))))
    writer.set_page_label(0, 1, "/r")
    writer.set_page_label(2, 3, "/D", start=1)
    out = io.BytesIO()
    writer.write(out)
    pages = read(out.getvalue()).pages
    assert [(page.number, page.label) for page in pages] == [
        (1, "i"),
        (2, "ii"),
        (3, "1"),
        (4, "2"),
    ]


def test_bold_lines_are_headings() -> None:
    def draw(canvas: Any, _number: int) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 700, "Une partie en gras")
        canvas.setFont("Helvetica", 10)
        for line in range(6):
            canvas.drawString(60, 680 - 13 * line, "Du texte ordinaire qui remplit la ligne.")

    (page,) = read(canvas_pdf(draw)).pages
    assert headings_of(page) == [(1, "Une partie en gras")]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_the_same(rotation: int) -> None:
    """The text is drawn so that it is upright once the page is turned."""

    def draw(canvas: Any, _number: int) -> None:
        canvas.setPageRotation(rotation)
        width, height = 595, 842
        moves = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}
        canvas.translate(*moves[rotation])
        canvas.rotate(rotation)
        canvas.drawString(60, 300, "Première ligne de la page.")
        canvas.drawString(60, 200, "Seconde ligne de la page.")

    size = (842, 595) if rotation % 180 else (595, 842)  # the canvas turns it
    (page,) = read(canvas_pdf(draw, pagesize=size)).pages
    assert page.text == "Première ligne de la page.\n\nSeconde ligne de la page."


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_lies_on_its_side_is_read(turn: int) -> None:
    """A wide table set sideways, under an upright head; a mark in the margin is left out."""

    def draw(canvas: Any, _number: int) -> None:
        canvas.drawString(60, 780, "Une page droite.")
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(-250, 0, "La station traite quarante tonnes de lin par jour à Fécamp.")
        canvas.drawString(-250, -20, "Elle emploie douze personnes.")

    (page,) = read(canvas_pdf(draw)).pages
    assert page.text == (
        "Une page droite.\n\nLa station traite quarante tonnes de lin par jour à Fécamp. "
        "Elle emploie douze personnes."
    )


def test_a_mark_across_the_page_is_left_out() -> None:
    def draw(canvas: Any, _number: int) -> None:
        canvas.drawString(60, 780, "Une page droite.")
        canvas.rotate(90)
        canvas.drawString(200, -20, "Document de travail, ne pas diffuser")

    (page,) = read(canvas_pdf(draw)).pages
    assert page.text == "Une page droite."


def test_one_line_on_its_side_is_the_text_of_a_page_that_holds_nothing_else() -> None:
    def draw(canvas: Any, _number: int) -> None:
        canvas.rotate(90)
        canvas.drawString(200, -20, "Annexe 2")

    (page,) = read(canvas_pdf(draw)).pages
    assert page.text == "Annexe 2"


def test_what_was_filled_in_a_form_is_read() -> None:
    def draw(canvas: Any, _number: int) -> None:
        canvas.drawString(60, 660, "Effectif :")
        form = canvas.acroForm
        form.textfield(name="effectif", value="417 salariés", x=125, y=656, width=120, height=14)
        form.textfield(name="vide", value="", x=125, y=600, width=120, height=14)
        form.checkbox(name="pme", checked=True, x=60, y=560)

    (page,) = read(canvas_pdf(draw)).pages
    assert page.text.split() == ["Effectif", ":", "417", "salariés"]


@pytest.mark.parametrize("before", ["en 2033", "une hausse de 12 %", "un coût de 3 M€"])
def test_a_footnote_call_is_no_digit_of_the_number_before_it(before: str) -> None:
    def draw(canvas: Any, _number: int) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, before)
        end = 60 + canvas.stringWidth(before, "Helvetica", 10)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(end, 704, "1")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(end + 4, 700, ", et la suite de la phrase.")

    (page,) = read(canvas_pdf(draw)).pages
    assert page.text == f"{before}, et la suite de la phrase."


def test_a_power_stays() -> None:
    def draw(canvas: Any, _number: int) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, "Un débit de 10")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(60 + canvas.stringWidth("Un débit de 10", "Helvetica", 10), 704, "3")

    (page,) = read(canvas_pdf(draw)).pages
    assert page.text == "Un débit de 10³"


def _picture(canvas: Any, number: int) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    if number != 2:
        canvas.drawString(60, 700, "Une page de texte.")
    else:
        canvas.drawImage(ImageReader(Image.new("RGB", (9, 9))), 60, 60, 99, 99)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader.shutil, "which", lambda _name: None)


@pytest.mark.usefixtures("without_ocr")
def test_a_page_without_text_layer_is_named() -> None:
    document = read(canvas_pdf(_picture, 3))
    assert [page.number for page in document.pages] == [1, 3]
    assert document.warnings == ("page 2: no text layer",)


@pytest.mark.usefixtures("without_ocr")
def test_a_scanned_file_says_what_to_install() -> None:
    data = canvas_pdf(lambda canvas, _number: _picture(canvas, 2), 2)
    with pytest.raises(ReadError, match="pages 1, 2: no text layer; install ocrmypdf") as caught:
        read(data)
    assert caught.value.reason == "no-text"


def test_scanned_pages_are_read_where_ocr_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    recognised = lines_pdf((60, 700, 10, "Un texte reconnu."))

    class Done:
        returncode = 0
        stdout = recognised

    monkeypatch.setattr(pdf_reader.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(pdf_reader.subprocess, "run", lambda *_a, **_k: Done())
    document = read(canvas_pdf(lambda canvas, _number: _picture(canvas, 2)))
    assert document.pages[0].text == "Un texte reconnu."
    assert document.warnings == ()


def _with_unseen(canvas: Any, *, scanned: bool, small: float = 10.0) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    if scanned:
        canvas.drawImage(ImageReader(Image.new("RGB", (9, 9))), 0, 0, 500, 800)
    else:
        canvas.drawString(60, 700, "Une page de texte.")
    pen = canvas.beginText(60, 650)
    pen.setFont("Helvetica", small)
    pen.setTextRenderMode(3 if small > 1 else 0)
    pen.textLine("Un texte que rien ne montre.")
    canvas.drawText(pen)


def test_text_that_is_not_drawn_is_read_on_a_scanned_page_alone() -> None:
    (scanned,) = read(canvas_pdf(lambda canvas, _: _with_unseen(canvas, scanned=True))).pages
    (written,) = read(canvas_pdf(lambda canvas, _: _with_unseen(canvas, scanned=False))).pages
    assert scanned.text == "Un texte que rien ne montre."
    assert written.text == "Une page de texte."


def test_text_too_small_to_be_seen_is_left_out() -> None:
    data = canvas_pdf(lambda canvas, _: _with_unseen(canvas, scanned=False, small=0.5))
    assert text_of(read(data).pages) == "Une page de texte."


def _seen(draw: Callable[[Any], None]) -> str:
    """The text of a page with one plain line, beside what ``draw`` draws."""

    def both(canvas: Any, _number: int) -> None:
        canvas.drawString(60, 700, "Hippolia compte 200 membres.")
        draw(canvas)
        canvas.drawString(60, 600, "Hippolia compte 9999 membres.")

    return read(canvas_pdf(both)).pages[0].text


@pytest.mark.parametrize(
    "hide",
    [
        lambda canvas: canvas.setFillGray(1),
        lambda canvas: canvas.setFillColorRGB(0.99, 0.99, 0.99),
        lambda canvas: canvas.setFillColorCMYK(0, 0, 0, 0),
        lambda canvas: canvas.setFillAlpha(0),
        lambda canvas: canvas.translate(-900, 0),
    ],
    ids=["white", "nearly white", "no ink", "clear", "off the page"],
)
def test_text_that_nobody_can_see_is_left_out(hide: Callable[[Any], None]) -> None:
    assert _seen(hide) == "Hippolia compte 200 membres."


def _on_ink(canvas: Any) -> None:
    canvas.setFillGray(0.2)
    canvas.rect(50, 590, 400, 30, stroke=0, fill=1)
    canvas.setFillGray(1)


def _on_a_shape(canvas: Any) -> None:
    canvas.setFillColorRGB(0, 0, 0.6)
    canvas.circle(200, 600, 180, stroke=0, fill=1)
    canvas.setFillGray(1)


def _outlined(canvas: Any) -> None:
    canvas.setFillGray(1)
    canvas._code.append("1 Tr")


def _back_to_black(canvas: Any) -> None:
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.setFillAlpha(0)
    canvas.restoreState()


@pytest.mark.parametrize("draw", [_on_ink, _on_a_shape, _outlined, _back_to_black])
def test_white_text_on_a_ground_is_read(draw: Callable[[Any], None]) -> None:
    assert "Hippolia compte 9999 membres." in _seen(draw)


def test_figures_at_the_top_of_every_page_are_no_running_head() -> None:
    """Records of one shape, a page each: only the page counter changes like one."""

    def draw(canvas: object, number: int) -> None:
        lines = [
            f"Membres : {number * 111 + 7}",
            f"Budget : {number + 10} millions d'euros en 2024",
            "Le pôle accompagne les petites entreprises de sa région.",
            f"Projets labellisés : {number * 90}",
        ]
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 16 * row, line)  # type: ignore[attr-defined]
        canvas.drawString(290, 20, str(number))  # type: ignore[attr-defined]

    document = read(canvas_pdf(draw, 4), 10)
    assert len(document.pages) == 4
    for page in document.pages:
        assert f"Membres : {page.number * 111 + 7}" in page.text
        assert f"Budget : {page.number + 10} millions d'euros en 2024" in page.text
        assert "Le pôle accompagne" in page.text
        assert page.label == str(page.number)


def test_a_running_head_close_above_the_body_is_known_by_its_height() -> None:
    def draw(canvas: Any, number: int) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 780, "Rapport annuel Oméga 2024")
        step = 24 if number == 3 else 13  # the third page is set as wide as its head is apart
        for line in range(12):
            text = f"La phrase {line} de la page {number} parle de tout autre chose encore."
            canvas.drawString(60, 755 - step * line, text)

    pages = read(canvas_pdf(draw, 4)).pages
    assert [page.text.count("Rapport annuel") for page in pages] == [0, 0, 0, 0]
    assert [page.text.count("La phrase") for page in pages] == [12, 12, 12, 12]


@pytest.mark.parametrize("ruled", [True, False])
def test_running_heads_go_from_pages_that_are_one_table(ruled: bool) -> None:
    def draw(canvas: Any, number: int) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 810, "Rapport annuel Oméga 2024")
        canvas.drawString(270, 30, f"Page {number} / 3")
        rows = [("Année", "Projets", "Montant")]
        rows += [(str(2000 + 9 * number + k), str(100 * k + number), f"{k} M€") for k in range(9)]
        for k, row in enumerate(rows):
            for x, text in zip((60, 200, 340), row, strict=True):
                canvas.drawString(x, 700 - 20 * k, text)
            if ruled:
                canvas.line(55, 714 - 20 * k, 420, 714 - 20 * k)
        if ruled:
            canvas.line(55, 714 - 20 * len(rows), 420, 714 - 20 * len(rows))
            for x in (55, 195, 335, 420):
                canvas.line(x, 714, x, 714 - 20 * len(rows))

    pages = read(canvas_pdf(draw, 3)).pages
    assert [page.label for page in pages] == ["1", "2", "3"]
    for page in pages:
        assert page.text.split("\n") == [
            f"Année : {2000 + 9 * page.number + k} · Projets : {100 * k + page.number}"
            f" · Montant : {k} M€"
            for k in range(9)
        ]
