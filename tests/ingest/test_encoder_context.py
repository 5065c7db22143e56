import json
import lzma

import numpy as np
import pytest

from ingest.encoder import EmbeddedEncoder
from ingest.encoder.pack import write_model

pytestmark = pytest.mark.hub

WORDS = ["le", "la", "chat", "dort", "chien", "court", "vache", "mange", "ici", "vite", "herbe"]
TEXTS = ["le chat dort", "la vache mange\nle chien court vite " * 20, "herbe herbe ici", "zzqxw le"]


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """PyTorch on one thread; loaded here, not by every process that collects the tests."""
    pytest.importorskip("torch").set_num_threads(1)


@pytest.fixture
def base(tmp_path):
    random = np.random.default_rng(0)
    folder = tmp_path / "base"
    head = {
        "inner": random.normal(size=(4, 16)), "bias": random.normal(size=4),
        "outer": 0.1 * random.normal(size=(16, 4)), "places": 1 / (1 + np.arange(8)),
    }  # fmt: skip
    table = random.normal(size=(len(WORDS), 16)).astype(np.float32)
    write_model(folder, WORDS, table, head, name="tiny")
    return folder


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    pairs = [
        (f"le {beast} {i % 3 * 'ici '}", f"la {act} {i % 5 * 'vite '}")
        for i in range(20)
        for beast, act in (("chat", "dort"), ("chien", "court"), ("vache", "mange herbe"))
    ]
    with lzma.open(folder / "pairs_test.jsonl.xz", "wt", encoding="utf-8") as lines:
        for query, text in pairs:
            lines.write(json.dumps({"query": query, "text": text}) + "\n")
    return folder


def refiner(data, base, work, **recipe):
    from ingest.encoder.context import ContextStudent
    from ingest.encoder.examples import read_examples
    from ingest.encoder.train_context import Refiner, Refining

    work.mkdir(exist_ok=True)
    tokenizer = ContextStudent(base, layers=0, width=1).tokenizer
    usual = {"batch": 16, "bank": 8, "rate": 1e-2, "word_rate": 1e-2}
    return Refiner(read_examples(data, tokenizer), base, work, Refining(**usual, **recipe))


@pytest.mark.parametrize("layers", [0, 2])
def test_it_begins_with_the_vectors_of_its_base(base, layers):
    from ingest.encoder.context import ContextStudent

    student = ContextStudent(base, layers=layers, width=8)
    expected = EmbeddedEncoder(base).encode([*TEXTS, ""])
    np.testing.assert_allclose(student.encode_texts([*TEXTS, ""]), expected, atol=1e-5)


def test_layers_see_the_order_of_words_once_they_have_learnt(data, base, tmp_path):
    trainer = refiner(data, base, tmp_path / "work", steps=5, layers=1, width=8)
    trainer.run(0, (), every=5)
    one, other = trainer.student.encode_texts(["chat vite court", "court vite chat"])
    assert np.abs(one - other).max() > 1e-4


@pytest.mark.parametrize("layers", [0, 1])
def test_a_run_cut_short_ends_as_a_whole_one(data, base, tmp_path, layers):
    whole = refiner(data, base, tmp_path / "whole", steps=8, layers=layers, width=8)
    whole.run(0, (), every=8)
    cut = refiner(data, base, tmp_path / "cut", steps=8, layers=layers, width=8)
    step, done = cut.step, []

    def stop_after_five():
        if len(done) == 5:
            raise KeyboardInterrupt
        done.append(1)
        return step()

    cut.step = stop_after_five
    with pytest.raises(KeyboardInterrupt):
        cut.run(0, (), every=3)
    again = refiner(data, base, tmp_path / "cut", steps=8, layers=layers, width=8)
    start = again.resume()
    assert start == 3
    again.run(start, (), every=8)
    np.testing.assert_array_equal(
        again.student.encode_texts(TEXTS), whole.student.encode_texts(TEXTS)
    )


def test_a_refined_model_is_written_with_the_table_of_its_base(data, base, tmp_path):
    trainer = refiner(data, base, tmp_path / "work", steps=20)
    trainer.run(0, (), every=20)
    name = trainer.student.write(tmp_path / "out", base, name="finer")
    encoder = EmbeddedEncoder(tmp_path / "out")
    assert encoder.name == name != EmbeddedEncoder(base).name
    assert (tmp_path / "out" / "table.npy").read_bytes() == (base / "table.npy").read_bytes()
    expected = trainer.student.encode_texts(TEXTS)
    np.testing.assert_allclose(encoder.encode(TEXTS), expected, atol=5e-3)  # float16 head
    before = EmbeddedEncoder(base).encode(["le chat", "la dort", "le chien"])
    after = encoder.encode(["le chat", "la dort", "le chien"])
    assert after[0] @ after[1] - after[2] @ after[1] > before[0] @ before[1] - before[2] @ before[1]


def test_layers_have_no_place_in_a_model_folder(data, base, tmp_path):
    from ingest.encoder.context import ContextStudent

    with pytest.raises(ValueError, match="layers"):
        ContextStudent(base, layers=1, width=8).write(tmp_path / "out", base, name="x")
