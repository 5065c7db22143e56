"""The table of files in CONTRIBUTING names files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w./]+\.(?:py|txt|yaml|jsonl|js))`", TEXT)))
PACKAGES = re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_file_is_there(name):
    roots = (REPOSITORY, REPOSITORY / "assistant", REPOSITORY / "assistant" / "data")
    folder = REPOSITORY / "corpus"
    assert any((root / name).is_file() for root in (*roots, folder))


def test_each_package_of_the_assistant_is_described():
    folders = {p.parent.name for p in (REPOSITORY / "assistant").glob("*/__init__.py")}
    assert set(PACKAGES) == folders - {"data"}
