"""What is kept of the finder from one process to the next, and when it no longer holds."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil

import pytest

from assistant.finder import Finder, load_finder
from assistant.matching.store import keep, key_of, recall
from assistant.places.regions import load_places
from ingest.encode import load_encoder
from tests.assistant.finder_corpus import write_corpus

PLASTICS = "PME à Oyonnax, injection plastique, cherche un projet de R&D"


@pytest.fixture
def corpus(tmp_path):
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def store(tmp_path):
    return tmp_path / "home" / "finder"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What a process builds and finds, made once; the folder where it is kept is only copied."""
    folder = tmp_path_factory.mktemp("built")
    finder = load_finder(write_corpus(folder / "corpus"), "hashing", folder / "finder")
    return finder.find(PLASTICS), folder / "finder"


@pytest.fixture
def kept(built, store):
    """The store as an earlier process left it, of the same corpus elsewhere."""
    shutil.copytree(built[1], store)
    return store


@pytest.fixture(autouse=True)
def _forget():
    load_finder.cache_clear()
    yield
    load_finder.cache_clear()


def elsewhere():
    return {"encoder": load_encoder("hashing"), "places": load_places()}


def test_what_is_read_back_finds_the_same(corpus, kept, built, monkeypatch):
    monkeypatch.setattr(Finder, "__init__", None)  # nothing may be built any more
    read_back = load_finder(corpus, "hashing", kept).find(PLASTICS)
    assert read_back.to_dict() == built[0].to_dict()
    assert read_back.matches[0].pole == "plastia"


def test_a_changed_corpus_is_another_finder_and_the_old_one_goes(corpus, kept):
    [old] = kept.iterdir()
    before = key_of(corpus, "x")
    record = corpus / "poles" / "plastia.md"
    record.write_text(record.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert key_of(corpus, "x") != before != key_of(corpus, "y")
    load_finder(corpus, "hashing", kept)
    [new] = kept.iterdir()
    assert new.name != old.name


def test_a_file_moved_to_another_name_is_another_corpus(corpus):
    before = key_of(corpus, "x")
    (corpus / "poles" / "plastia.md").rename(corpus / "poles" / "plastib.md")
    assert key_of(corpus, "x") != before


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-9], lambda b: b[:50] + b"x" + b[51:], bytes.lower]
)
def test_a_damaged_file_is_not_read(corpus, kept, damage):
    [path] = kept.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    key = key_of(corpus, load_encoder("hashing").name)
    assert recall(kept, key, elsewhere()) is None


def test_a_damaged_file_is_built_anew(corpus, kept):
    [path] = kept.iterdir()
    sound = path.read_bytes()
    path.write_bytes(sound[:-9])
    assert load_finder(corpus, "hashing", kept).find(PLASTICS).matches
    assert path.stat().st_size > len(sound) - 9


def test_a_file_that_names_a_command_is_not_obeyed(store, tmp_path, caplog):
    class Evil:
        def __reduce__(self):
            return os.system, (f"touch {tmp_path}/obeyed",)

    content = pickle.dumps(Evil())
    keep(store, "k", (), {})
    [path] = store.iterdir()
    path.write_bytes(hashlib.sha256(content).digest() + content)
    assert recall(store, "k", {}) is None
    assert not (tmp_path / "obeyed").exists()
    assert "nothing that the finder holds" in caplog.text


def test_a_folder_that_cannot_be_written_to_is_no_failure(corpus, store):
    store.parent.mkdir()
    store.write_text("a file stands here", encoding="utf-8")
    assert load_finder(corpus, "hashing", store).find(PLASTICS).matches
    shutil.rmtree(store, ignore_errors=True)


def test_what_is_loaded_elsewhere_is_left_out(corpus, kept):
    [path] = kept.iterdir()
    assert b"Villeurbanne" not in path.read_bytes()
    assert isinstance(
        recall(kept, key_of(corpus, load_encoder("hashing").name), elsewhere()), Finder
    )
    assert recall(kept, "another key", elsewhere()) is None
