"""HTML of answers: the list of sources beside one."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.history import Exchange
from assistant.pages.html import answer_html, render
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


def test_no_line_of_an_answer_or_a_note_ends_with_a_guillemet():
    text, note = "« Le pôle », dit-il [1].", "Autre valeur : « En 2023, X compte 2 membres. »"
    cited = (citation(1, "Le pôle", 0),)
    answer = Answer("?", "?", "fr", "answered", text, 1.0, Timings(0, 0, 0, 0, 0), cited)
    html = str(answer_html(answer, "fr"))
    assert html.startswith("«\u00a0Le pôle\u00a0», <span")
    assert 'class="cite"' in html
    exchange = Exchange("1", replace(answer, notes=(note,)))
    html = render("exchange.html", "fr", exchange=exchange, writer="", others=())
    assert "valeur\u00a0: «\u00a0En 2023, X compte 2 membres.\u00a0»" in html
