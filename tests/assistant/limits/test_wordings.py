import re

import pytest

from assistant.data import DATA
from assistant.limits.wordings import each_wording, wordings

NAMES = re.findall(r"^\[([\w-]+)", (DATA / "limits.txt").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_every_section_is_a_pattern_over_folded_text(name):
    assert not re.search(
        r"[A-ZÀ-ÿ]", re.sub(r"\\[WSD]", "", wordings(name).pattern.replace("×÷", ""))
    )


def test_a_name_stands_for_its_wordings_and_a_line_goes_on():
    assert wordings("says-thanks").search("merci pour votre aide")
    assert wordings("service").fullmatch("chambres d'hotes")


def test_each_line_is_a_wording():
    assert [bool(p.search("le maire")) for p in each_wording("office")].count(True) == 1
