import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encode import HashingEncoder, load_encoder, may_be_named
from ingest.encoder.pack import write_model


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_hashing_gives_unit_vectors_and_the_same_twice(texts):
    encoder = HashingEncoder()
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(vectors, encoder.encode(texts))


def test_hashing_puts_shared_words_together():
    a, b, c = HashingEncoder().encode(
        ["les pôles de compétitivité", "un pole de competitivite", "la tarte aux pommes"]
    )
    assert a @ b > 0.5 > a @ c


def test_no_text_gives_no_vector():
    assert HashingEncoder().encode([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("setting", "name", "expected"),
    [
        ("hashing", "hashing-1", True),
        ("embedded", "poles-bilingual-v2:75695217", True),
        ("intfloat/e5-small", "e5-small:384:12345678", True),
        ("/models/e5-small/", "e5-small:384:12345678", True),
        ("intfloat/e5-smal", "e5-small:384:12345678", False),
        ("e5-small", "poles-bilingual-v2:75695217", False),
    ],
)
def test_a_name_tells_before_anything_is_loaded(setting, name, expected):
    assert may_be_named(setting, name) is expected


def test_the_folder_of_a_trained_model_is_an_encoder(tmp_path):
    head = {name: np.zeros(shape, dtype=np.float32) for name, shape in
            (("inner", (3, 8)), ("bias", 3), ("outer", (8, 3)), ("places", 4))}  # fmt: skip
    head["places"] += 1
    name = write_model(tmp_path, ["un", "deux"], np.eye(8, dtype=np.float32)[:2], head, name="t")
    encoder = load_encoder(str(tmp_path))
    assert encoder.name == name
    assert encoder.encode(["deux"])[0, 1] == 1.0
    assert may_be_named(str(tmp_path), name)


def test_the_embedded_encoder_may_have_its_own_name():
    assert may_be_named("embedded", load_encoder("embedded").name)
