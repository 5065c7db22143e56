"""The questions that statements answer, beside an index."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.build import ingest
from ingest.encode import load_encoder
from ingest.errors import IndexUnavailable
from ingest.expected import statement_key
from ingest.expected_index import ExpectedIndex, holds_expected, save_expected
from ingest.index import open_index
from ingest.knowledge import ExpectedQuestion, Place
from ingest.settings import Settings

SAID = "En 2024, Houle compte 200 membres."
OTHER = "En 2024, Houle a son siège à Brest."
ENCODER = load_encoder("hashing")


def asked(*questions, statement=SAID):
    place = Place("questions/houle.txt", 2)
    return [ExpectedQuestion("houle", statement_key(statement), q, place) for q in questions]


QUESTIONS = asked("combien de membres à Houle ?", "Houle est-il grand ?") + asked(
    "où est Houle ?", statement=OTHER
)


@pytest.fixture
def generation(tmp_path):
    save_expected(tmp_path, QUESTIONS, ENCODER, None)
    return tmp_path


def test_a_statement_gives_its_questions(generation):
    expected = ExpectedIndex(generation, ENCODER.dimension)
    assert [expected.texts[row] for row in expected.of(SAID)] == [q.text for q in QUESTIONS[:2]]
    assert [expected.texts[row] for row in expected.of(OTHER)] == ["où est Houle ?"]
    assert expected.of("En 2024, Houle compte 201 membres.") == ()


def test_their_cosines_are_those_of_their_texts(generation):
    expected = ExpectedIndex(generation, ENCODER.dimension)
    texts = [q.text for q in QUESTIONS]
    cosines = expected.cosines(ENCODER.encode([texts[2]])[0], [2, 0])
    apart = ENCODER.encode([texts[0]])[0] @ ENCODER.encode([texts[2]])[0]
    assert cosines == pytest.approx([1.0, apart], abs=2e-3)  # kept in half precision


def test_none_is_no_error(tmp_path):
    save_expected(tmp_path, [], ENCODER, None)
    assert ExpectedIndex(tmp_path, ENCODER.dimension).of(SAID) == ()


class Silent:
    """An encoder that must not be asked."""

    name, dimension = ENCODER.name, ENCODER.dimension

    def encode(self, texts):
        raise AssertionError(texts)


def test_vectors_of_the_same_questions_are_not_made_again(generation, tmp_path_factory):
    later = tmp_path_factory.mktemp("later")
    save_expected(later, QUESTIONS, Silent(), generation)
    assert (later / "expected.npy").read_bytes() == (generation / "expected.npy").read_bytes()


def test_those_of_others_are(generation, tmp_path_factory):
    later = tmp_path_factory.mktemp("later")
    more = [*QUESTIONS, *asked("Houle, how many members?")]
    save_expected(later, more, ENCODER, generation)
    assert np.load(later / "expected.npy").shape == (4, ENCODER.dimension)
    assert holds_expected(later, more)
    assert not holds_expected(generation, more)


@pytest.mark.parametrize("part", ["expected.json", "expected.npy"])
@pytest.mark.parametrize("harm", ["gone", "cut", "other"])
def test_damage_is_told(generation, part, harm):
    path = generation / part
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:20] if harm == "cut" else b"[[1]]")
    with pytest.raises(IndexUnavailable, match="run 'poles ingest' to rebuild"):
        ExpectedIndex(generation, ENCODER.dimension)


FILES = {
    "glossary.yaml": "[]\n",
    "vocabulary.yaml": "regions: []\nsectors: {}\ntechnologies: {}\nservices: {}\n",
    "sources.yaml": "[]\n",
    "poles/houle.md": f"# Houle\n\n- {SAID}\n- {OTHER}\n",
    "questions/houle.txt": f"{statement_key(SAID)} combien de membres à Houle ?\n",
}


def test_an_ingest_follows_the_questions_of_the_knowledge_base(tmp_path):
    base = tmp_path / "base"
    for name, text in FILES.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", encoder="hashing")

    def told():
        ingest([base], settings)
        index = open_index(settings)
        try:
            return index.generation.name, index.expected.texts
        finally:
            index.close()

    first = told()
    assert first[1] == ("combien de membres à Houle ?",)
    assert told() == first  # nothing changed, nothing made
    path = base / "questions" / "houle.txt"
    path.write_text(f"{statement_key(OTHER)} où est Houle ?\n", encoding="utf-8")
    later = told()
    assert later[1] == ("où est Houle ?",)
    assert later[0] > first[0]


def test_a_folder_of_ones_own_has_none(tmp_path):
    (tmp_path / "note.txt").write_text(SAID, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", encoder="hashing")
    ingest([tmp_path / "note.txt"], settings)
    index = open_index(settings)
    assert index.expected.texts == ()
    index.close()
