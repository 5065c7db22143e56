"""Citations of a statement: every source that says it, one for an item of a list."""

from __future__ import annotations

import pytest

from assistant.answer import answer_question
from assistant.choosing.cite import verified_citations
from assistant.records import Evidence
from assistant.verify import marker_numbers
from ingest.records import Span
from tests.indexed import indexed

SOURCES = """\
- {id: note, file: note.md, title: Note, publisher: DGE, date: 2019, language: fr}
- {id: first, title: Premier article, publisher: Le Journal, date: 2018}
- {id: second, title: Second article, publisher: La Gazette, date: 2019}
"""
NOTE = """\
# Pôles

- En 2018, Hippolia compte 450 membres.[^first][^second@p2][^first@p3]
- En 2018, Hippolia est présidé depuis Caen.[^second][^unknown]
- En 2018, Hippolia labellise 12 projets.

[^first]: Premier article
[^first@p3]: Premier article — page 3
[^second]: Second article
[^second@p2]: Second article — page 2
[^unknown]: Un article que personne ne décrit
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    with indexed(tmp_path_factory, {"sources.yaml": SOURCES, "note.md": NOTE}) as index:
        yield index


def said(index, text):
    start = index.store.page("note", 1).text.index(text)
    return Evidence(text, "note", Span(1, start, start + len(text)), ("Pôles",))


MEMBERS = "En 2018, Hippolia compte 450 membres."
PLACE = "En 2018, Hippolia est présidé depuis Caen."
PROJECTS = "En 2018, Hippolia labellise 12 projets."


def places(groups):
    return [[(c.n, c.source_id, c.section) for c in group] for group in groups]


def test_every_source_of_a_statement_once_in_its_order_and_of_none_the_document(own):
    chosen = [said(own, text) for text in (MEMBERS, PLACE, PROJECTS)]
    assert places(verified_citations(own, chosen)) == [
        [(1, "first", ""), (2, "second", "page 2")],
        [(3, "second", "")],
        [(4, "note", "Pôles")],
    ]


def test_an_item_of_a_list_takes_one(own):
    chosen = [said(own, text) for text in (MEMBERS, MEMBERS)]
    assert places(verified_citations(own, chosen, listed=range(1))) == [
        [(1, "first", "")],
        [(2, "first", ""), (3, "second", "page 2")],
    ]


def test_what_is_not_at_its_place_takes_no_number(own):
    moved = Evidence(MEMBERS, "note", Span(1, 0, len(MEMBERS)), ())
    assert places(verified_citations(own, [moved, said(own, PROJECTS)])) == [[(1, "note", "Pôles")]]


def test_the_sentence_shows_the_markers_of_all(own):
    answer = answer_question(own, "Combien de membres compte Hippolia ?")
    assert answer.answer.startswith(f"{MEMBERS} [1] [2]")
    assert {c.quote for c in answer.citations[:2]} == {MEMBERS}
    assert marker_numbers(answer.answer) == [c.n for c in answer.citations]
