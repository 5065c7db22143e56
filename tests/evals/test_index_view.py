"""A citation stands where it says: another page, section or source is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import answer_question
from evals.index_view import IndexView


def citation_of(index, question):
    return answer_question(index, question).citations[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"section": "page 4"},
        {"source_id": "other"},
        {"page": "3"},
        {"quote": "En 2005, 68 pôles sont choisis."},
        {"quote": ""},
    ],
)
def test_a_footnotes_source_and_locator(index, changes):
    view = IndexView(index)
    citation = citation_of(index, "Combien de pôles ont été choisis en 2005 ?")
    assert (citation.source_id, citation.section) == ("cited-2016", "page 3")
    assert view.stands_at(citation)
    assert not view.stands_at(replace(citation, **changes))


def test_the_page_next_door(index):
    view = IndexView(index)
    citation = citation_of(index, "Combien de membres réunit Aerospace Valley ?")
    assert (citation.source_id, citation.page) == ("aerospace", "")
    assert view.stands_at(citation)
    view._paged["aerospace"] = True  # as a PDF would have it
    assert view.stands_at(replace(citation, page="1"))
    assert not view.stands_at(replace(citation, page="2"))
    assert not view.stands_at(citation)
