"""Tables with merged cells: each value behind the names of its own columns and rows."""

from __future__ import annotations

import io
from typing import Any

import pytest

from ingest.formats import docx as docx_reader
from ingest.formats import html as html_reader
from ingest.formats import odt as odt_reader
from ingest.formats.tables import rows_of_table


def rows_of_html(table: str) -> list[str]:
    page = f"<!DOCTYPE html><html><body><table>{table}</table></body></html>"
    return html_reader.read(page.encode()).pages[0].text.split("\n")


def test_a_cell_over_two_rows_stands_in_both() -> None:
    table = (
        "<tr><th>Pôle<th>Année<th>Budget<tr><td>Alpha<td>2022<td>9 M€"
        "<tr><td rowspan=2>Beta<td>2022<td>12 M€<tr><td>2023<td>14 M€<tr><td>Gamma<td>2023<td>1 M€"
    )
    assert rows_of_html(table) == [
        "Pôle : Alpha · Année : 2022 · Budget : 9 M€",
        "Pôle : Beta · Année : 2022 · Budget : 12 M€",
        "Pôle : Beta · Année : 2023 · Budget : 14 M€",
        "Pôle : Gamma · Année : 2023 · Budget : 1 M€",
    ]


@pytest.mark.parametrize("tag", ["th", "td"])
def test_header_rows_are_joined(tag: str) -> None:
    table = (
        "<tr><th rowspan=2>Région</th><th colspan=2>2023</th><th colspan=2>2024</th></tr>"
        "<tr><th>PME</th><th>ETI</th><th>PME</th><th>ETI</th></tr>"
    ).replace("th", tag) + "<tr><td>Bretagne<td>11<td>21<td>12<td>22</tr>"
    assert rows_of_html(table) == [
        "Région : Bretagne · 2023 – PME : 11 · 2023 – ETI : 21 · 2024 – PME : 12 · 2024 – ETI : 22"
    ]


def test_a_second_header_row_without_marks_is_known_by_the_figures_below() -> None:
    table = (
        "<tr><td><td colspan=2>Adhérents</tr><tr><td>Région<td>PME<td>ETI</tr>"
        "<tr><td>Corse<td>11<td>2</tr>"
    )
    assert rows_of_html(table) == [
        "Région : Corse · Adhérents – PME : 11 · Adhérents – ETI : 2",
    ]


def test_a_row_of_words_is_no_second_header() -> None:
    table = "<tr><td>Pôle<td colspan=2>Contact<tr><td>Beta<td>Jeanne<td>Lyon"
    assert rows_of_html(table) == ["Pôle : Beta · Contact : Jeanne · Contact : Lyon"]


def test_a_value_over_two_columns_has_both_names() -> None:
    table = "<tr><th>Pôle<th>2022<th>2023<tr><td>Beta<td colspan=2>33<tr><td>Alpha<td>1<td>2"
    assert rows_of_html(table) == [
        "Pôle : Beta · 2022 / 2023 : 33",
        "Pôle : Alpha · 2022 : 1 · 2023 : 2",
    ]


def test_a_caption_and_a_group_title_are_bare() -> None:
    table = (
        "<tr><th colspan=2>Tableau 1<tr><th>Pôle<th>Membres"
        "<tr><td colspan=2>Bretagne<tr><td>Alpha<td>80"
    )
    assert rows_of_html(table) == ["Tableau 1", "Bretagne", "Pôle : Alpha · Membres : 80"]


def test_groups_without_a_header_give_no_label() -> None:
    table = (
        "<tr><td rowspan=2>Bretagne<td>Vannes<tr><td>Rennes"
        "<tr><td rowspan=2>Corse<td>Bastia<tr><td>Ajaccio"
    )
    assert rows_of_html(table) == [
        "Bretagne | Vannes",
        "Bretagne | Rennes",
        "Corse | Bastia",
        "Corse | Ajaccio",
    ]


def test_names_of_rows_are_no_header() -> None:
    assert rows_of_html("<tr><th>Région<td>Bretagne<tr><th>Siège :<td>Rennes") == [
        "Région : Bretagne",
        "Siège : Rennes",
    ]


def test_amounts_are_no_header() -> None:
    assert [b.text for b in rows_of_table([["Alpha", "12 M€"], ["Beta", "14 M€"]])] == [
        "Alpha | 12 M€",
        "Beta | 14 M€",
    ]


@pytest.mark.parametrize("span", ["0", "-3", "x", "", "2.5", "9" * 5000])
def test_a_nonsense_span_is_one_cell(span: str) -> None:
    table = f"<tr><th>Pôle<th>Membres<tr><td colspan='{span}'>Alpha<td>80"
    assert rows_of_html(table) == ["Pôle : Alpha · Membres : 80"]


def test_a_hostile_span_is_bounded() -> None:
    cell = "<td rowspan=999999999 colspan=999999999>x"
    text = "\n".join(rows_of_html("<tr>" + cell * 20 + "<tr><td>y" * 2000))
    assert len(text) < 100_000
    assert text.count("y") == 2000


def test_a_long_text_over_many_rows_is_written_once() -> None:
    long = "Un texte long. " * 20
    table = f"<tr><th>Pôle<th>Note<tr><td>Alpha<td rowspan=3>{long}<tr><td>Beta<tr><td>Gamma"
    assert rows_of_html(table) == [
        f"Pôle : Alpha · Note : {long.strip()}",
        "Pôle : Beta",
        "Pôle : Gamma",
    ]


def test_a_table_in_a_cell_does_not_shift_the_columns() -> None:
    table = (
        "<tr><th>Pôle<th>Détail<th>Membres<tr><td>Alpha<td><table><tr><td>dedans</table><td>80"
        "<tr><td>Beta<td>rien<td>12"
    )
    assert rows_of_html(table)[-2:] == [
        "Pôle : Alpha · Membres : 80",
        "Pôle : Beta · Détail : rien · Membres : 12",
    ]


def saved(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_docx_merges() -> None:
    import docx

    made = docx.Document()
    table = made.add_table(rows=4, cols=3)
    texts = ("Région", "2023", "", "", "PME", "ETI", "Bretagne", "11", "21", "", "12", "22")
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    for (row, column), (down, across) in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((2, 0), (3, 0))):
        merged = table.cell(row, column).merge(table.cell(down, across))
        merged.text = merged.text.strip()
    assert docx_reader.read(saved(made)).pages[0].text == (
        "Région : Bretagne · 2023 – PME : 11 · 2023 – ETI : 21\n"
        "Région : Bretagne · 2023 – PME : 12 · 2023 – ETI : 22"
    )


def test_odt_merges() -> None:
    from odf.opendocument import OpenDocumentText
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    def cell(text: str, **spans: int) -> Any:
        made = TableCell(**spans)
        made.addElement(P(text=text))
        return made

    made = OpenDocumentText()
    table = Table()
    for cells in (
        [cell("Pôle"), cell("Année"), cell("Budget")],
        [cell("Beta", numberrowsspanned=2), cell("2022"), cell("12 M€")],
        [CoveredTableCell(), cell("2023"), cell("14 M€")],
        [cell("Alpha"), TableCell(), cell("9 M€")],
    ):
        row = TableRow()
        for element in cells:
            row.addElement(element)
        table.addElement(row)
    made.text.addElement(table)
    assert odt_reader.read(saved(made)).pages[0].text == (
        "Pôle : Beta · Année : 2022 · Budget : 12 M€\n"
        "Pôle : Beta · Année : 2023 · Budget : 14 M€\n"
        "Pôle : Alpha · Budget : 9 M€"
    )
