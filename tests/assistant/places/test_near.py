from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.places.near import NearWords, within_one_edit


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("lyon", "lyon", True),
        ("toulouse", "toulousse", True),
        ("grenoble", "grenobel", True),
        ("nantes", "mantes", True),
        ("abcd", "badc", False),
        ("lyon", "lion", True),
        ("lens", "leins", True),
        ("lens", "lions", False),
        ("", "a", True),
        ("", "ab", False),
    ],
)
def test_within_one_edit(first, second, near):
    assert within_one_edit(first, second) is near
    assert within_one_edit(second, first) is near


@given(st.text("abcde", min_size=6, max_size=12), st.data())
def test_a_word_is_found_from_any_single_slip_after_its_first_letter(word, data):
    at = data.draw(st.integers(1, len(word) - 1))
    slip = data.draw(st.sampled_from([word[:at] + word[at + 1 :], word[:at] + "z" + word[at:]]))
    found = NearWords([word], shortest=5).nearest(slip)
    assert found == word


def test_short_words_and_other_first_letters_are_left_alone():
    near = NearWords(["cosmetique", "eau"])
    assert near.nearest("cosmetqiue") == "cosmetique"
    assert near.nearest("dosmetique") is None
    assert near.nearest("eua") is None
