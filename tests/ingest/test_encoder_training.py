"""The training of the encoder: PyTorch is loaded once."""

import json
import lzma

import pytest

from ingest.encoder import EmbeddedEncoder
from tests.ingest.test_encoder import cosine


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
