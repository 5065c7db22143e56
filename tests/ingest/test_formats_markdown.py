"""Markdown: structure, front matter, footnotes as references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.markdown import read
from ingest.records import Document, Reference

CARD = """\
---
id: hippolia
title: Hippolia
publisher: Le projet
date: 2023-03-27
language: fr
phases: [{value: 5}]
---

# Hippolia

## Mission

- En 2016, Hippolia compte 120 membres.[^brochure-2016@composition][^dge-2023]
- Hippolia porte un **label**[^label-2024], créé en 2024.

[^brochure-2016@composition]: Brochure, AFPC, avril 2016 — Hippolia, Composition
[^dge-2023]: Labellisation, DGE, 27 mars 2023
"""


def references_of(document: Document) -> list[tuple[str, str, str]]:
    (page,) = document.pages
    return [(page.text[: r.end][-8:], r.source_id, r.locator) for r in page.references]


def test_card() -> None:
    document = read(CARD.encode())
    (page,) = document.pages
    assert page.text == (
        "Hippolia\n\nMission\n\n• En 2016, Hippolia compte 120 membres.\n"
        "• Hippolia porte un label, créé en 2024."
    )
    assert [(h.level, page.text[h.start : h.end]) for h in page.headings] == [
        (1, "Hippolia"),
        (2, "Mission"),
    ]
    assert references_of(document) == [
        ("membres.", "brochure-2016", "Hippolia, Composition"),
        ("membres.", "dge-2023", ""),
        ("un label", "label-2024", ""),
    ]
    assert (document.title, document.publisher) == ("Hippolia", "Le projet")
    assert (document.date, document.language) == ("2023-03-27", "fr")
    assert not document.paged


@pytest.mark.parametrize(
    ("matter", "url", "language"),
    [
        ("url: https://exemple.fr/a?b=1\nlang: fr", "https://exemple.fr/a?b=1", "fr"),
        ("url: javascript:alert(1)\nlanguage: en-GB", "", "en"),
        ("url: https://exemple.fr/a b\nlang: FR", "", "fr"),
        ("url: [a]\nlanguage: français", "", ""),
        ("lang: en\nlanguage: fr", "", "fr"),
    ],
)
def test_address_and_language(matter: str, url: str, language: str) -> None:
    document = read(f"---\n{matter}\n---\n\nUn texte.\n".encode())
    assert (document.url, document.language) == (url, language)


def test_footnote_texts_go_with_the_document() -> None:
    assert read(CARD.encode()).footnotes == (
        ("brochure-2016", "Brochure, AFPC, avril 2016 — Hippolia, Composition"),
        ("dge-2023", "Labellisation, DGE, 27 mars 2023"),
    )


def test_the_title_comes_from_the_first_heading_otherwise() -> None:
    assert read(b"## Deux\n\n# Un\n").title == "Un"


def test_a_broken_front_matter_is_a_warning() -> None:
    document = read(b"---\ntitle: [\n---\n\nUn texte.\n")
    assert document.pages[0].text == "Un texte."
    assert len(document.warnings) == 1


def test_lists_tables_and_quotes() -> None:
    (page,) = read(
        "1. un\n2. deux\n   - dedans\n\n> cité\n> suite\n\n"
        "| Région | Pôles |\n|---|---|\n| Bretagne | 4 |\n| Corse | 1 |\n".encode()
    ).pages
    assert page.text == (
        "• 1. un\n• 2. deux\n• dedans\n\ncité suite\n\n"
        "Région : Bretagne · Pôles : 4\nRégion : Corse · Pôles : 1"
    )


def test_comments_and_tags_are_no_text() -> None:
    (page,) = read(b"<!-- cache\n\nsuite -->\n\nUn<br>deux <b>trois</b>.\n").pages
    assert page.text == "Un deux trois."


def test_a_call_before_the_full_stop() -> None:
    (page,) = read("Il y a 55 pôles [^a]. Fin.\n".encode()).pages
    assert page.text == "Il y a 55 pôles. Fin."
    assert page.references == (Reference(15, "a", ""),)


def test_a_call_shown_as_code_is_text() -> None:
    (page,) = read(b"Une note `[^source]` suit le point.\n").pages
    assert page.text == "Une note [^source] suit le point."
    assert page.references == ()


@pytest.mark.parametrize("source", [b"- [^1]\n", b"- [^@] \n", b"[^a][^b]\n"])
def test_a_call_of_no_text_is_no_text(source: bytes) -> None:
    (page,) = read(source).pages
    assert (page.text, page.references) == ("", ())


@given(
    st.lists(st.text("abé .,", min_size=1, max_size=12), min_size=1, max_size=6),
    st.text("abc-@1", min_size=1, max_size=8),
)
def test_references_point_inside_the_text(parts: list[str], label: str) -> None:
    source = f"[^{label}]".join(parts)
    (page,) = read(f"- x{source}\n".encode()).pages  # spaces alone would open a block of code
    assert f"[^{label}]" not in page.text
    assert len(page.references) == len(parts) - 1
    ends = [reference.end for reference in page.references]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(page.text) for end in ends)


def test_html_in_markdown_is_read_as_html():
    document = read(
        b"# Titre\n\n<script>var secret = 1;</script>\n\n<style>\n.x { color: red }\n</style>\n\n"
        b"<!-- rien -->\n\n<table><tr><th>Nom</th><th>Membres</th></tr>"
        b"<tr><td>Tau</td><td>44 &amp; plus</td></tr></table>\n\n"
        b"<div hidden>cach\xc3\xa9</div>\n\n"
        b"Fin &eacute;crite<script>var x</script>, <span>mot</span>.\n"
    )
    assert document.pages[0].text == (
        "Titre\n\nNom : Tau · Membres : 44 & plus\n\nFin écrite, mot."
    )


def test_an_entity_is_repaired_like_any_character():
    document = read(b"# 1&nbsp;234 pour&shy;tant\n\nUn[^a] &#x202E;deux&nbsp;!\n\n[^a]: x\n")
    (page,) = document.pages
    assert page.text == "1 234 pourtant\n\nUn deux !"
    assert [reference.end for reference in page.references] == [18]
