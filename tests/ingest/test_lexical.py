import bm25s
import numpy as np
import pytest

from ingest.analysis import lexical_tokens, query_tokens
from ingest.errors import IndexUnavailable
from ingest.lexical import LexicalIndex, build_lexical

TEXTS = [
    (3, "CARA réunit les acteurs de la mobilité"),
    (7, "Hippolia est le pôle de la filière équine"),
    (9, "Le Fonds unique interministériel finance les projets"),
]


@pytest.fixture
def lexical(tmp_path):
    build_lexical(tmp_path, ((row, lexical_tokens(text)) for row, text in TEXTS))
    return LexicalIndex(tmp_path)


@pytest.mark.parametrize(
    ("question", "row"), [("qui est dans cara ?", 3), ("pole équin", 7), ("le FOND unique", 9)]
)
def test_the_right_passage_wins(lexical, question, row):
    scores = lexical.scores(query_tokens(question))
    assert lexical.rows[int(np.argmax(scores))] == row
    assert scores.max() > 0


def test_unknown_words_score_nothing(lexical):
    assert not lexical.scores(query_tokens("tarte aux pommes")).any()
    assert not lexical.scores([]).any()


def test_scores_agree_with_the_formula_by_hand(tmp_path):
    """Lucene BM25, k1 = 1.2, b = .75: idf·tf/(tf + k1(1 − b + b·len/avg)), idf = ln(1 + …)."""
    build_lexical(tmp_path, [(1, ["a", "b"]), (2, ["a", "a", "c", "d"])])
    scores = LexicalIndex(tmp_path).scores(["b"])
    idf = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 1 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3))
    np.testing.assert_allclose(scores, [expected, 0], rtol=1e-5)


def test_rarity(lexical):
    assert lexical.rarity("tarte") > lexical.rarity("=cara") > 0
    assert lexical.knows("=cara")
    assert not lexical.knows("=fui")


def test_an_empty_index_answers_nothing(tmp_path):
    build_lexical(tmp_path, [])
    assert LexicalIndex(tmp_path).scores(["pol"]).shape == (0,)


@pytest.mark.parametrize("name", ["params.index.json", "vocab.index.json", "data.csc.index.npy"])
def test_a_damaged_index_is_a_clear_error(tmp_path, lexical, name):
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-1])
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        LexicalIndex(tmp_path)


def test_files_of_two_indexes_are_a_clear_error(tmp_path, lexical):
    np.save(tmp_path / "rows.npy", np.arange(4))
    with pytest.raises(IndexUnavailable, match="belong together"):
        LexicalIndex(tmp_path)


def test_scores_are_those_of_bm25s(tmp_path, lexical):
    model = bm25s.BM25.load(str(tmp_path))
    for text in ("les acteurs de la filière", "pôle équin", "projets de mobilité"):
        tokens = [t for t in dict.fromkeys(query_tokens(text)) if lexical.knows(t)]
        np.testing.assert_allclose(lexical.scores(tokens), model.get_scores(tokens), rtol=1e-6)
