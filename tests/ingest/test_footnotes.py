"""Footnotes that name no source become text; the others stay evidence."""

from __future__ import annotations

from ingest.footnotes import resolve_footnotes
from ingest.formats.markdown import read
from ingest.messages import from_message, to_message
from ingest.records import Document, Reference

TEXT = """\
# Bilan

Le budget est de 5 M€[^a] en 2024.[^rapport-2024@bilan] Il monte.[^perdue]

[^a]: Ce montant exclut les **7 M€** de la Région.
[^rapport-2024@bilan]: Rapport, 2024 — Bilan
"""


def test_a_footnote_that_names_no_source_is_text() -> None:
    (page,) = resolve_footnotes(read(TEXT.encode()), {"rapport-2024"}).pages
    assert page.text == (
        "Bilan\n\nLe budget est de 5 M€ en 2024. Il monte.\n\n"
        "Note a : Ce montant exclut les 7 M€ de la Région."
    )
    assert page.references == (
        Reference(37, "rapport-2024", "Bilan"),
        Reference(47, "perdue", ""),
    )


def test_footnotes_that_name_sources_change_nothing() -> None:
    document = read(TEXT.encode())
    assert resolve_footnotes(document, {"a", "rapport-2024"}) is document


def test_a_table_keeps_the_notes_of_its_cells() -> None:
    text = "| Pôle | Budget |\n|---|---|\n| Beta | 14 M€[^1] |\n\n[^1]: Hors dotation.\n"
    (page,) = resolve_footnotes(read(text.encode()), set()).pages
    assert page.text == "Pôle : Beta · Budget : 14 M€\n\nNote 1 : Hors dotation."


def test_a_note_written_in_the_text() -> None:
    (page,) = resolve_footnotes(read("Un fait^[Hors dotation.] sûr.\n".encode()), set()).pages
    assert page.text == "Un fait sûr.\n\nNote 1 : Hors dotation."
    assert page.references == ()


def test_a_document_without_pages() -> None:
    empty = Document(pages=(), footnotes=(("a", "texte"),))
    assert resolve_footnotes(empty, set()) is empty


def test_footnotes_come_through_the_pipe() -> None:
    document = read(TEXT.encode())
    assert from_message(to_message(document)) == document
