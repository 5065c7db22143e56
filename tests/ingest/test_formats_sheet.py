"""CSV and TSV files: each row whole, each value behind the name of its column."""

from __future__ import annotations

import pytest

from ingest.read import read_bytes

ROWS = (
    "Pôle : CARA · Région : Nouvelle-Aquitaine · Adhérents : 150",
    "Pôle : Lyonbiopôle · Adhérents : 260",
)
TABLE = "Pôle;Région;Adhérents\nCARA;Nouvelle-Aquitaine;150\nLyonbiopôle;;260\n"


def lines_of(text: str, name: str = "a.csv", encoding: str = "utf-8") -> list[str]:
    (page,) = read_bytes(name, text.encode(encoding)).pages
    return [line for line in page.text.split("\n") if line]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_each_value_stands_behind_its_column(delimiter: str) -> None:
    assert lines_of(TABLE.replace(";", delimiter)) == [*ROWS]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_spreadsheets_write(encoding: str) -> None:
    assert lines_of(TABLE.replace(";", "\t"), "a.TSV", encoding) == [*ROWS]


def test_a_stated_delimiter_is_believed() -> None:
    text = "sep=|\nPôle|Villes\nCARA|Niort;Limoges\nVégépolys|Angers;Nantes\n"
    assert lines_of(text)[0] == "Pôle : CARA · Villes : Niort;Limoges"


def test_decimal_commas_are_no_delimiters() -> None:
    assert lines_of("Pôle;Part;Budget\nCARA;2,5;3,1\nID4CAR;1,5;2,4\n") == [
        "Pôle : CARA · Part : 2,5 · Budget : 3,1",
        "Pôle : ID4CAR · Part : 1,5 · Budget : 2,4",
    ]


def test_commas_in_quoted_text_and_spaces_after_delimiters() -> None:
    assert lines_of('Pôle, Thème\nCARA, "la mobilité, le rail"\n') == [
        "Pôle : CARA · Thème : la mobilité, le rail"
    ]


def test_a_cell_of_several_lines_is_one_value() -> None:
    assert lines_of('Pôle;Siège\nCARA;"19, avenue Léonard-de-Vinci\n33600 Pessac"\n') == [
        "Pôle : CARA · Siège : 19, avenue Léonard-de-Vinci 33600 Pessac"
    ]


def test_titles_and_notes_stay_lines() -> None:
    text = f"Adhérents en 2023;;\n\n{TABLE}\nSource : le ministère;;\n"
    assert lines_of(text) == ["Adhérents en 2023", *ROWS, "Source : le ministère"]


def test_two_rows_are_a_table_and_a_single_column_is_a_list() -> None:
    assert lines_of("Pôle;Région\nCARA;Nouvelle-Aquitaine\n") == [
        "Pôle : CARA · Région : Nouvelle-Aquitaine"
    ]
    assert lines_of("CARA\nID4CAR\n") == ["CARA", "ID4CAR"]


def test_a_quotation_mark_without_end_costs_its_line_only() -> None:
    text = 'Pôle;Région;Adhérents\n"CARA;Nouvelle-Aquitaine;150\nID4CAR;Bretagne;300\n'
    assert lines_of(text)[-1] == "Pôle : ID4CAR · Région : Bretagne · Adhérents : 300"


def test_a_row_too_long_or_too_short_loses_nothing() -> None:
    assert lines_of("Pôle;Région\nCARA\nID4CAR;Bretagne;en sus\n") == [
        "Pôle : CARA",
        "Pôle : ID4CAR · Région : Bretagne · en sus",
    ]
