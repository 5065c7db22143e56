"""HTML of answers: the list of sources beside one."""

from __future__ import annotations

import re

from assistant.pages.html import render
from assistant.records import Answer, Citation, Timings
from ingest.records import Span


def citation(n, quote, start):
    span = Span(1, start, start + len(quote))
    return Citation(n, f"s{n}", f"Source {n}", "", "2019", "", "", "", quote, "note", span)


def test_a_sentence_of_two_sources_is_quoted_once():
    cited = (citation(1, "Une.", 0), citation(2, "Une.", 0), citation(3, "Deux.", 5))
    answer = Answer("?", "?", "fr", "answered", "", 1.0, Timings(0, 0, 0, 0, 0), cited)
    html = render("sources.html", "fr", answer=answer)
    assert re.findall("<blockquote>(.*?)</blockquote>", html) == ["Une.", "Deux."]
    items = html.split("<li ")[1:]
    assert ["se fonde aussi sur cette source" in item for item in items] == [False, True, False]
