"""Hostile titles, quotes, questions and file names: everything is shown, nothing runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.exports.conversation import plain_answer, to_markdown
from assistant.history import Conversation, Exchange
from assistant.pages.html import answer_html, render, render_line, safe_url
from assistant.pages.viewer import page_blocks
from ingest.records import Heading, Page
from tests.assistant.doors import HOSTILE, open_door

QUESTION = f"Combien de membres compte Zorglub {HOSTILE} ?"


class Elements(HTMLParser):
    """Collects elements and attributes as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_door(tmp_path_factory.mktemp("doors")) as client:
        yield client


@pytest.fixture
def answer(client):
    answer = client.services.ask(QUESTION, door="test")
    assert HOSTILE in answer.citations[0].quote
    assert HOSTILE in answer.question
    return answer


def without_own(page):
    """A whole page less the files of ours that it loads."""
    scripts = r'<script type="module" src="/web/(?:wait|settings)\.js"></script>'
    return re.sub(scripts, "", page).replace('<link rel="icon" href="data:,">', "")


def assert_harmless(html):
    seen = Elements(html)
    assert not {"script", "img", "iframe", "object", "embed"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    links = [value for name, value in seen.attributes if name in ("href", "src", "action")]
    assert all(re.match(r"(?:/|https?://|#)", link) for link in links)
    assert HOSTILE in "".join(seen.text)


def exchange_html(answer):
    exchange = Exchange("abc", answer)
    return render("exchange.html", "fr", exchange=exchange, others=(HOSTILE,), writer=HOSTILE)


def test_the_conversation_shows_markup_as_text(answer):
    assert_harmless(exchange_html(answer))


def test_the_list_of_conversations_shows_markup_as_text():
    rows = (Conversation("abc", HOSTILE, 0.0, 1),)
    html = render_line("conversations.html", "fr", rows=rows)
    assert_harmless(html)
    assert "\n" not in html


@pytest.mark.parametrize("fragment", ["true", "false"])
def test_the_viewer_shows_markup_as_text(client, fragment):
    page = client.get("/documents/hostile", params={"fragment": fragment}).text
    assert_harmless(without_own(page))


def test_the_simple_page_shows_markup_as_text(client):
    page = client.get("/simple", params={"q": QUESTION}).text
    assert_harmless(without_own(page))


def test_the_lists_of_documents_and_verdicts_show_markup_as_text(client, answer):
    index = client.services.index()
    html = render(
        "documents.html",
        "fr",
        sources=[index.sources["hostile"]],
        total=1,
        readable=frozenset(),
        added={"hostile"},
        may_change=True,
    )
    assert_harmless(html)


def test_what_is_copied_keeps_the_text(answer):
    assert plain_answer(answer) in [
        value for _, value in Elements(exchange_html(answer)).attributes
    ]


def test_a_line_never_begins_with_a_marker_or_its_stop(answer):
    twice = replace(answer, answer="Un [1]. Deux [1] et trois [9].")
    html = answer_html(twice, "fr")
    assert re.sub(r"<[^>]+>", "", html) == "Un1. Deux1 et trois [9]."
    assert html.count('<span class="kept">Un<sup>') == html.count("</sup>.</span>") == 1
    assert html.count('<span class="kept">Deux<sup>') == html.count("</sup></span>") == 1


def test_markdown_keeps_the_space_after_a_footnote(answer):
    text = to_markdown("Titre", [replace(answer, answer="Un. [1] Deux. [1]")])
    assert "Un.[^1] Deux.[^1]" in text


def test_markdown_is_escaped(answer):
    text = to_markdown(HOSTILE, [answer])
    assert "<script" not in text.replace("\\<script", "")
    assert "\\<script\\>" in text


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url, kept):
    assert safe_url(url) == (url if kept else "")


# -- the viewer's blocks ---------------------------------------------------------------------

TEXT = "Titre\n\nUn. Deux.\n- Trois\n"
PAGE = Page(1, TEXT, headings=(Heading(2, 0, 5),))


def marked(blocks):
    return [piece.text for block in blocks for piece in block.pieces if piece.marked]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (7, 10, ["Un."]),
        (11, 24, ["Deux.", "- Trois"]),
        (0, 5, ["Titre"]),
        (0, 0, []),
        (10, 7, []),
        (1000, 2000, []),
        (0, 10_000, ["Titre", "Un. Deux.", "- Trois"]),
    ],
)
def test_exactly_the_span_is_marked(start, end, expected):
    blocks = page_blocks(PAGE, start, end)
    assert marked(blocks) == expected
    text = ["".join(piece.text for piece in block.pieces) for block in blocks]
    assert text == ["Titre", "Un. Deux.", "- Trois"]
    assert [block.level for block in blocks] == [2, 0, 0]
    assert [block.first for block in blocks] == [True, True, False]


def test_the_viewer_marks_the_quote_and_takes_the_focus(client):
    citation = client.services.ask("Combien de membres compte Hippolia ?", door="t").citations[0]
    span = citation.span
    url = f"/documents/{citation.document_id}?page={span.page}&start={span.start}&end={span.end}"
    page = client.get(url).text
    found = re.search(r'<mark id="quote" tabindex="-1">(.*?)</mark>', page)
    assert found[1] == citation.quote
    assert page.count("<mark") == 1


def test_the_viewer_speaks_the_language_asked(client):
    assert "Retour" in client.get("/documents/note-2019").text
    assert "Back" in client.get("/documents/note-2019?lang=en").text
    assert client.get("/documents/note-2019?lang=de").status_code == 422
