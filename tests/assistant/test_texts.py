"""Every text that the code asks for is there."""

import re
from pathlib import Path

import assistant
from assistant.texts import text_for


def test_every_text_that_is_asked_for_by_its_name_is_there():
    sources = Path(assistant.__file__).parent.glob("*.py")
    asked = {
        name
        for source in sources
        for name in re.findall(r"\b(?:text_for|_text)\(\s*\"(\w+)\"", source.read_text("utf-8"))
    }
    assert "declined" in asked
    for name in asked:
        assert text_for(name, "fr", *range(4))
        assert text_for(name, "en", *range(4))
