"""The training of the encoder, from scratch and in context: PyTorch is loaded once."""

import json
import lzma

import numpy as np
import pytest

from ingest.encoder import EmbeddedEncoder
from ingest.encoder.pack import write_model
from tests.ingest.test_encoder import cosine

WORDS = ["le", "la", "chat", "dort", "chien", "court", "vache", "mange", "ici", "vite", "herbe"]
TEXTS = ["le chat dort", "la vache mange\nle chien court vite " * 20, "herbe herbe ici", "zzqxw le"]


@pytest.fixture(scope="module")
def torch():
    """PyTorch on one thread, as the command has it: threads only wait for one another here."""
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    return torch


def write_lines(path, rows):
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def laws(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    animals = [("chat", "cat"), ("chien", "dog"), ("vache", "cow"), ("cheval", "horse")]
    write_lines(
        folder / "laws_train.jsonl.xz",
        [
            {"fr_title": f"Le {fr} {i}", "fr": f"Un {fr} vit ici depuis {i} jours.",
             "en_title": f"The {en} {i}", "en": f"A {en} has lived here for {i} days."}
            for i in range(10) for fr, en in animals
        ],
    )  # fmt: skip
    write_lines(folder / "pairs_test.jsonl.xz", [{"query": "le chat", "text": "Il dort ici."}])
    with lzma.open(folder / "terms.tsv.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(f"{fr}\t{en}\n" for fr, en in animals)
    return folder


def test_examples_and_vocabulary(laws, tmp_path):
    from ingest.encoder.examples import read_examples, read_texts
    from ingest.encoder.vocabulary import count_words, read_vocabulary, write_vocabulary

    vocabulary = count_words(read_texts(laws), 50, general=False)
    assert vocabulary.words[:2] == ["ici", "le"]
    assert "chat" in vocabulary.words
    write_vocabulary(vocabulary, tmp_path / "work")
    assert read_vocabulary(tmp_path / "work") == vocabulary
    examples = read_examples(laws, vocabulary.tokenizer())
    sizes = {task.name: len(task.pairs) for task in examples.tasks}
    assert sizes["term"] == 4
    assert sizes["sheet"] == 1
    assert sizes["section"] == 40
    first = examples.tasks[1].pairs[0]
    assert [vocabulary.words[row] for row in examples.bag(first[0])] == ["chat"]


@pytest.mark.slow
@pytest.mark.hub
@pytest.mark.usefixtures("torch")
def test_training_learns_resumes_and_repeats(laws, tmp_path):
    from ingest.encoder.examples import read_texts
    from ingest.encoder.train import Recipe, train
    from ingest.encoder.vocabulary import count_words, write_vocabulary

    vocabulary = count_words(read_texts(laws), 100, general=False)
    recipe = Recipe(steps=200, batch=32, dimension=16, hidden=4, rate=2e-2)
    names = []
    for run in ("one", "two"):
        work = tmp_path / run
        write_vocabulary(vocabulary, work)
        names.append(train(laws, work, work / "model", recipe, device="cpu", name="tiny"))
    assert names[0] == names[1]
    # The checkpoint of the last step is there: a second call trains nothing and writes the same.
    again = train(laws, tmp_path / "one", tmp_path / "again", recipe, device="cpu", name="tiny")
    assert again == names[0]
    encoder = EmbeddedEncoder(tmp_path / "again")
    assert cosine(encoder, "chat", "cat") > cosine(encoder, "chat", "dog") + 0.2


@pytest.mark.hub
@pytest.mark.usefixtures("torch")
def test_a_run_cut_short_ends_with_the_same_weights(laws, tmp_path, monkeypatch):
    from ingest.encoder import train as module
    from ingest.encoder.examples import read_texts
    from ingest.encoder.vocabulary import count_words, write_vocabulary

    vocabulary = count_words(read_texts(laws), 100, general=False)
    monkeypatch.setattr(module, "_CHECKPOINT_EVERY", 20)
    recipe = module.Recipe(steps=30, batch=32, dimension=16, hidden=4, rate=2e-2)
    for run in ("whole", "cut"):
        write_vocabulary(vocabulary, tmp_path / run)

    def learn(run):
        work = tmp_path / run
        return module.train(laws, work, work / "model", recipe, device="cpu", name="tiny")

    step, steps = module.Trainer.step, []

    def cut(self, rate, head_rate):
        steps.append(rate)
        if len(steps) == 25:
            raise KeyboardInterrupt
        return step(self, rate, head_rate)

    monkeypatch.setattr(module.Trainer, "step", cut)
    with pytest.raises(KeyboardInterrupt):
        learn("cut")
    steps.clear()
    name = learn("cut")
    assert len(steps) == 10  # from the checkpoint of step 20
    monkeypatch.setattr(module.Trainer, "step", step)
    assert name == learn("whole")


@pytest.mark.hub
@pytest.mark.usefixtures("torch")
def test_a_run_that_is_asked_to_stop_goes_on_from_there(laws, tmp_path):
    from ingest.encoder.examples import read_texts
    from ingest.encoder.train import Recipe, train
    from ingest.encoder.vocabulary import count_words, write_vocabulary

    vocabulary = count_words(read_texts(laws), 100, general=False)
    recipe = Recipe(steps=20, batch=32, dimension=16, hidden=4, rate=2e-2)
    for run in ("whole", "cut"):
        write_vocabulary(vocabulary, tmp_path / run)

    def learn(run, stopped):
        work = tmp_path / run
        return train(laws, work, work / "model", recipe, device="cpu", name="tiny", stopped=stopped)

    asked = iter([False] * 6 + [True])
    assert learn("cut", lambda: next(asked)) is None
    assert not (tmp_path / "cut" / "model").exists()
    steps = []
    name = learn("cut", lambda: steps.append(1))
    assert len(steps) == 13  # the seven steps before are not done again
    assert name == learn("whole", lambda: False)


# --- in context ---------------------------------------------------------------------------------


@pytest.fixture
def base(torch, tmp_path):
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
def pairs(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    lines = [
        (f"le {beast} {i % 3 * 'ici '}", f"la {act} {i % 5 * 'vite '}")
        for i in range(20)
        for beast, act in (("chat", "dort"), ("chien", "court"), ("vache", "mange herbe"))
    ]
    with lzma.open(folder / "pairs_test.jsonl.xz", "wt", encoding="utf-8") as file:
        for query, text in lines:
            file.write(json.dumps({"query": query, "text": text}) + "\n")
    return folder


def refiner(pairs, base, work, **recipe):
    from ingest.encoder.context import ContextStudent
    from ingest.encoder.examples import read_examples
    from ingest.encoder.train_context import Refiner, Refining

    work.mkdir(exist_ok=True)
    tokenizer = ContextStudent(base, layers=0, width=1).tokenizer
    usual = {"batch": 16, "bank": 8, "rate": 1e-2, "word_rate": 1e-2}
    return Refiner(read_examples(pairs, tokenizer), base, work, Refining(**usual, **recipe))


@pytest.mark.hub
@pytest.mark.parametrize("layers", [0, 2])
def test_it_begins_with_the_vectors_of_its_base(base, layers):
    from ingest.encoder.context import ContextStudent

    student = ContextStudent(base, layers=layers, width=8)
    expected = EmbeddedEncoder(base).encode([*TEXTS, ""])
    np.testing.assert_allclose(student.encode_texts([*TEXTS, ""]), expected, atol=1e-5)


@pytest.mark.hub
def test_layers_see_the_order_of_words_once_they_have_learnt(pairs, base, tmp_path):
    trainer = refiner(pairs, base, tmp_path / "work", steps=5, layers=1, width=8)
    trainer.run(0, (), every=5)
    one, other = trainer.student.encode_texts(["chat vite court", "court vite chat"])
    assert np.abs(one - other).max() > 1e-4


@pytest.mark.hub
@pytest.mark.parametrize("layers", [0, 1])
def test_a_run_cut_short_ends_as_a_whole_one(pairs, base, tmp_path, layers):
    whole = refiner(pairs, base, tmp_path / "whole", steps=8, layers=layers, width=8)
    whole.run(0, (), every=8)
    cut = refiner(pairs, base, tmp_path / "cut", steps=8, layers=layers, width=8)
    step, done = cut.step, []

    def stop_after_five():
        if len(done) == 5:
            raise KeyboardInterrupt
        done.append(1)
        return step()

    cut.step = stop_after_five
    with pytest.raises(KeyboardInterrupt):
        cut.run(0, (), every=3)
    again = refiner(pairs, base, tmp_path / "cut", steps=8, layers=layers, width=8)
    start = again.resume()
    assert start == 3
    again.run(start, (), every=8)
    np.testing.assert_array_equal(
        again.student.encode_texts(TEXTS), whole.student.encode_texts(TEXTS)
    )


@pytest.mark.hub
def test_a_refined_model_is_written_with_the_table_of_its_base(pairs, base, tmp_path):
    trainer = refiner(pairs, base, tmp_path / "work", steps=20)
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


@pytest.mark.hub
def test_layers_have_no_place_in_a_model_folder(pairs, base, tmp_path):
    from ingest.encoder.context import ContextStudent

    with pytest.raises(ValueError, match="layers"):
        ContextStudent(base, layers=1, width=8).write(tmp_path / "out", base, name="x")
