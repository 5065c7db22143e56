"""Every test runs with settings of its own: no test reads or writes a user's data."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.answer import answer_question
from ingest.build import ingest
from ingest.cards import make_cards
from ingest.corpus_path import corpus_folder, shipped_corpus
from ingest.index import open_index
from ingest.pool import WorkerPool
from ingest.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one


def pytest_configure():
    """What tests write is thrown away: where memory has room for it, no test waits for a disk."""
    if (
        "TMPDIR" not in os.environ
        and os.access(MEMORY, os.W_OK)
        and shutil.disk_usage(MEMORY).free > 4 << 30
    ):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(items):
    """Files with slow tests come first: one at the end would leave a core without work."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def shipped_cards():
    """The cards of the shipped corpus, made once: most ingests need them, no test changes them."""
    shipped, once = corpus_folder(), cache(make_cards)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "ingest.making.make_cards",
            lambda folder: once(folder) if folder == shipped else make_cards(folder),
        )
        yield


@pytest.fixture(scope="module", autouse=True)
def readers():
    """The processes that read the files of one ingest serve the next ones of the same test file."""
    with contextlib.ExitStack() as pools:

        @cache
        def pool(limits, workers, interpreter):
            return pools.enter_context(WorkerPool(limits, workers))

        patch = pools.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(
            "ingest.making.read_files",
            lambda paths, limits, workers: pool(limits, workers, sys.executable).read(paths),
        )
        yield


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """The index of the shipped corpus, with the encoder that needs no weights; only to be read.

    The first process of the tests that asks for it makes it, the others open the same.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of this run, and of all its processes
    settings = Settings(home=folder / "shipped-corpus", encoder="hashing")
    with FileLock(folder / "shipped-corpus.lock"):
        if not settings.home.exists():
            ingest([shipped_corpus()], settings)
    index = open_index(settings)
    yield index
    index.close()


@pytest.fixture(scope="session", autouse=True)
def chroma():
    """Chroma, loaded once: an ingest of a process that holds it starts none for it."""
    import chromadb

    return chromadb


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    """A real Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--path", str(tmp_path_factory.mktemp("chroma"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """An empty POLES_HOME, no other POLES_* setting, no poles.toml."""
    for name in list(os.environ):
        if name.startswith("POLES_"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("POLES_HOME", str(home))
    return home


@pytest.fixture
def settings(own_home) -> Settings:
    """Settings with the encoder that needs no weights."""
    return Settings(home=own_home, encoder="hashing")


def small_documents(folder: Path) -> Path:
    """Three small documents with a sources.yaml."""
    folder.mkdir()
    (folder / "sources.yaml").write_text(
        "- {id: note-2019, file: note.md, title: Note sur les pôles, publisher: DGE, "
        "date: 2019, url: 'https://example.org/note', language: fr}\n"
        "- {id: cited-2016, title: Brochure citée, publisher: AFPC, date: 2016-04}\n",
        encoding="utf-8",
    )
    (folder / "note.md").write_text(
        "# Les pôles en 2019\n\n## Nombre\n\n"
        "En 2019, la France compte 56 pôles de compétitivité. "
        "Le Fonds unique interministériel (FUI) a financé 1 816 projets.\n\n"
        "## Histoire\n\n- En 2005, 67 pôles sont choisis.[^cited-2016@p3]\n"
        "- En 2016, Hippolia compte 450 membres en Normandie.\n\n"
        "[^cited-2016@p3]: Brochure, AFPC — page 3\n",
        encoding="utf-8",
    )
    (folder / "aerospace.txt").write_text(
        "Aerospace Valley\n\nAerospace Valley réunit 854 membres à Toulouse et Bordeaux. "
        "Le pôle travaille sur les drones et les satellites.\n",
        encoding="utf-8",
    )
    (folder / "english.txt").write_text(
        "The clusters\n\nThe clusters help small firms to find partners abroad and investors. "
        "In 2016 the association unites 55 clusters.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three small documents with a sources.yaml, the test's own."""
    return small_documents(tmp_path / "documents")


@pytest.fixture(scope="session")
def ingested_home(tmp_path_factory) -> Path:
    """A home with the three documents indexed; only copies of it are opened."""
    home = tmp_path_factory.mktemp("ingested")
    documents = tmp_path_factory.mktemp("sources") / "documents"
    ingest([small_documents(documents)], Settings(home=home, encoder="hashing"))
    return home


@pytest.fixture
def index(ingested_home, settings):
    """The three documents, indexed and open, in the test's own home."""
    shutil.copytree(ingested_home, settings.home, dirs_exist_ok=True)
    index = open_index(settings)
    yield index
    index.close()


@pytest.fixture
def ask(index):
    """Ask the index a question."""
    return lambda question, *history, **options: answer_question(
        index, question, history, **options
    )
