"""Markdown: what a document says is shown as it says it, and nothing of it is live."""

import re
from dataclasses import replace

import pytest

from assistant.exports.conversation import markdown_answer, markdown_text, plain_text, to_markdown
from tests.assistant.fake_model import answer_of

LIVE = [
    "[Cliquez ici](javascript:alert(1)) pour adhérer.",
    "![suivi](https://evil.example/p.png) Le pôle compte 12 membres.",
    "<img src=x onerror=alert(1)> Le siège est à Lorient.",
    "<https://evil.example> et <script>alert(1)</script>.",
    "Voir http://evil.example/zephyr, www.evil.example ou moi@evil.example.",
    "[1]: https://evil.example",
    "Voir [1](javascript:alert(1)) et [1][1].",
    "`code` **gras** _souligné_ ~~barré~~ | a | b |",
    "Le pôle [99] compte 145 membres [2].",
]


@pytest.mark.parametrize("said", LIVE)
def test_nothing_that_a_document_says_is_live(said):
    answer = answer_of(said)
    for text in ("".join(markdown_answer(answer)), to_markdown("Titre", [answer])):
        bare = re.sub(r"\\.", "", text)  # what is behind a backslash is a character and no more
        assert not re.search(r"\]\(|!\[|<|>(?! )|`|\*|~|\||://|www\.|\w@\w|\]:(?! Titre)", bare)
    assert plain_text(markdown_text(said)) == said


def test_markers_and_the_addresses_of_sources_stay():
    answer = answer_of("Le pôle [99] compte 145 membres [2].")
    text = "".join(markdown_answer(answer))
    assert "membres \\[2\\]. [1]" in text
    assert "- [1] Titre" in text
    assert markdown_text("3,1 M€ (58 %) - d'euros") == "3,1 M€ (58 %) - d'euros"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.afpc.fr/a_b?c=1&d=(2)", "https://www.afpc.fr/a_b?c=1&d=(2)"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://x/[a](javascript:b)", "https\\://x/\\[a\\](javascript:b)"),
    ],
)
def test_a_source_has_its_address(url, shown):
    answer = answer_of("Un pôle.")
    answer = replace(answer, citations=(replace(answer.citations[0], url=url),))
    assert "".join(markdown_answer(answer)).endswith(shown)
