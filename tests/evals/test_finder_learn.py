"""What the finder learns from described companies."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.finder import Finder, load_finder
from assistant.matching.likeness import load_likeness
from evals.bench.finder import DEV, read_cases
from evals.bench.finder_learn import Example, examples_of, fit, read_examples
from ingest.encode import HashingEncoder, load_encoder
from ingest.registry import load_corpus
from tests.assistant.finder_corpus import write_corpus

WATER = [Example("capteurs pour l'eau potable", frozenset({"hydria"}))] * 4
PLASTIC = [Example("injection plastique", frozenset({"plastia"}))] * 4
HAIR = [Example("salon de coiffure", frozenset())] * 4


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = write_corpus(tmp_path_factory.mktemp("base") / "corpus")
    return Finder(load_corpus(folder), HashingEncoder())


@pytest.mark.slow
def test_the_shipped_file_is_what_the_sets_give():
    """Whoever adds a description, a word of a trade or trains the encoder fits again."""
    encoder = load_encoder("embedded")
    shipped = load_likeness(encoder.name)
    assert shipped is not None, "run python -m evals.bench.finder_learn"
    finder = load_finder()
    again = fit([*examples_of(read_cases(DEV)), *read_examples()], finder, encoder)
    assert again.poles == shipped.poles
    assert again.signs.themes == shipped.signs.themes
    assert list(again.signs.words) == list(shipped.signs.words)
    assert np.abs(shipped.weights - again.weights).max() < 5e-3
    assert np.abs(shipped.base - again.base).max() < 5e-4


def test_examples_are_no_evaluation_cases():
    texts = [example.text for example in read_examples()]
    assert len(texts) == len(set(texts)) >= 300
    assert not set(texts) & {case["description"] for case in read_cases(DEV)}


def test_a_description_is_sent_where_companies_alike_are(small):
    encoder = HashingEncoder()
    learned = fit([*WATER, *PLASTIC, *HAIR], small, encoder)
    values, any_alike = learned.read("eau potable", encoder.encode(["eau potable"])[0])
    assert values["hydria"] > values["plastia"]
    assert any_alike > learned.read("coiffure", encoder.encode(["coiffure"])[0])[1]


def test_the_themes_that_are_read_count_beside_the_words(small):
    encoder = HashingEncoder()
    learned = fit([*WATER, *PLASTIC, *HAIR], small, encoder)
    text = "quelque chose de tout autre"
    strange = encoder.encode([text])[0]
    water = small.understand("eau potable").themes
    plain, about_water = learned.read(text, strange)[0], learned.read(text, strange, water)[0]
    assert about_water["hydria"] > plain["hydria"]


def test_an_unknown_pole_is_refused(small):
    with pytest.raises(ValueError, match="nulle-part"):
        fit([*WATER, Example("vent", frozenset({"nulle-part"}))], small, HashingEncoder())


def test_groups_of_poles_are_spelt_out(tmp_path):
    path = tmp_path / "examples.txt"
    path.write_text("# x\n@eaux : a b\n\neaux c : Pompes\n- : EN Hair salon\n", encoding="utf-8")
    assert list(read_examples(path)) == [
        Example("Pompes", frozenset("abc"), 1.5),
        Example("Hair salon", frozenset(), 1.5),
    ]
    path.write_text("a b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        list(read_examples(path))
