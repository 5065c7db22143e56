"""Runs of words shared with the documents, found by hashes alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.shingles import RUN, build_shingles, copied_runs, load_shingles, main, run_hashes

ALPHABET = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze".split()
DOCUMENT = " ".join(ALPHABET)


def test_twelve_words_are_found_and_eleven_are_not() -> None:
    shingles = build_shingles([DOCUMENT])
    assert len(shingles) == len(ALPHABET) - RUN + 1
    found = copied_runs("zéro " + " ".join(ALPHABET[:12]), shingles)
    assert found == [(5, " ".join(ALPHABET[:12]))]
    assert copied_runs(" ".join(ALPHABET[:11]) + " mille", shingles) == []


def test_a_long_copy_is_told_once() -> None:
    assert len(copied_runs(DOCUMENT + " fin", build_shingles([DOCUMENT]))) == 1


@pytest.mark.parametrize(
    "disguised",
    [
        DOCUMENT.upper(),
        DOCUMENT.replace(" ", ",\n- "),
        DOCUMENT.replace("e", "é"),
        DOCUMENT.replace(" deux ", " « deux » "),
    ],
)
def test_case_accents_and_punctuation_do_not_hide_a_copy(disguised: str) -> None:
    assert len(copied_runs(disguised, build_shingles([DOCUMENT]))) == 1


def test_order_counts() -> None:
    assert copied_runs(" ".join(reversed(ALPHABET)), build_shingles([DOCUMENT])) == []


def test_a_word_cut_at_a_line_end_is_found_whole() -> None:
    cut = DOCUMENT.replace("quatre", "qua-\ntre")
    assert len(copied_runs(DOCUMENT, build_shingles([cut]))) == 1


def test_short_and_empty_texts_have_no_run() -> None:
    assert len(run_hashes("")) == len(run_hashes("un deux")) == 0
    assert copied_runs(DOCUMENT, build_shingles([])) == []


@given(st.lists(st.sampled_from(ALPHABET), min_size=RUN, max_size=40), st.data())
def test_any_window_of_a_text_is_found(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - RUN))
    window = " ".join(words[start : start + RUN])
    assert copied_runs(window, build_shingles([" ".join(words)])) == [(0, window)]


def test_stored_hashes_are_those_of_documents() -> None:
    stored = load_shingles()
    assert stored.dtype == np.uint64
    assert len(stored) > 25_000
    assert bool(np.all(stored[1:] > stored[:-1]))


def test_command_rebuilds_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    out = tmp_path / "out.npy"
    assert main([str(tmp_path), str(out)]) == 0
    assert np.array_equal(np.load(out), build_shingles([DOCUMENT]))
    assert capsys.readouterr().out == "3 runs of 12 words from 1 documents\n"


def test_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path), "x.npy"]) == 2
    assert "holds no .txt file" in capsys.readouterr().err
