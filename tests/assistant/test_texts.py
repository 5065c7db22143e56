"""Every text that the code asks for is there, and is asked for."""

import re
from pathlib import Path

import pytest

import assistant
from assistant.data import DATA
from assistant.pages.texts import text
from assistant.texts import Texts, text_for

FOLDER = Path(assistant.__file__).parent
CALLS = {
    "answers": (text_for, "**/*.py", r"\btext_for\(\s*\"(\w+)\""),
    "page": (text, "[pw]*/*.*", r"\b(?:text|t)\(\s*[\"'](\w+)[\"'][,)]"),
    "finder": (Texts("finder"), "**/*.py", r"\b_say\(\s*[\"'](\w+)[\"']"),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_text_that_is_asked_for_by_its_name_is_there(name):
    texts, files, call = CALLS[name]
    sources = [p.read_text("utf-8") for p in FOLDER.glob(files) if p.suffix in (".py", ".html")]
    asked = {key for source in sources for key in re.findall(call, source)}
    assert len(asked) > 10
    own = (DATA / f"texts_{name}.txt").read_text("utf-8")
    named = dict.fromkeys(re.findall(r"\{([a-z_]+)\}", own), 1)
    for key in asked:
        assert texts(key, "fr", *range(4), **named)
        assert texts(key, "en", *range(4), **named)


def test_french_is_told_with_its_spaces_and_english_with_its_own():
    assert text("understood", "fr") == "Question comprise comme\u00a0:"
    assert text("understood", "en") == "Question understood as:"
    assert text("title", "fr") == text("title", "en") == "Pôles de compétitivité"
