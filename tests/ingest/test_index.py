import subprocess
import sys
import threading
import weakref

import pytest

from assistant.retrieve import search
from ingest.build import ingest
from ingest.errors import IndexUnavailable, ServiceUnavailable
from ingest.index import LiveIndex, open_index
from ingest.reading import removable
from ingest.server_vectors import ServerVectors
from ingest.settings import Settings
from ingest.vectors import VectorIndex


@pytest.fixture
def live(folder, settings):
    ingest([folder], settings)
    live = LiveIndex(settings)
    yield live
    live.close()


@pytest.fixture
def graph(monkeypatch):
    """As for a large index: Chroma answers."""
    monkeypatch.setattr("ingest.dense.EXACT_LIMIT", 0)


def swap(folder, settings, name):
    """One more generation."""
    (folder / f"{name}.txt").write_text(f"Le document {name} parle de CARA.", encoding="utf-8")
    ingest([folder], settings)


@pytest.fixture
def remote(settings, chroma_server):
    """Settings with the vectors on a Chroma server."""
    return settings.model_copy(update={"chroma_url": chroma_server})


@pytest.fixture
def unlocked(monkeypatch):
    """A system that knows no shared locks."""
    monkeypatch.setattr("ingest.reading.fcntl", None)


@pytest.mark.parametrize("place", ["settings", "remote"])
def test_a_generation_that_is_read_stays_until_it_is_let_go(folder, request, place):
    settings = request.getfixturevalue(place)
    ingest([folder], settings)
    live = LiveIndex(settings)
    index = live.get()  # on a server, nothing of its vectors is open yet
    generation = index.generation
    for name in ("un", "deux", "trois"):
        swap(folder, settings, name)
    assert "854 membres" in search(index, "Aerospace Valley").hits[0].passage.text
    assert live.get().manifest.documents == 6
    del index
    swap(folder, settings, "quatre")
    assert not generation.exists()
    assert sorted(p.name for p in generation.parent.glob("0*")) == ["000004", "000005"]
    live.close()


def test_a_reader_that_is_killed_holds_nothing(folder, settings):
    ingest([folder], settings)
    code = "import sys; from ingest.index import open_index; from ingest.settings import Settings;"
    code += "i = open_index(Settings(home=sys.argv[1])); print('open', flush=True); input()"
    command = [sys.executable, "-c", code, str(settings.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout.readline() == b"open\n"
        for name in ("un", "deux"):
            swap(folder, settings, name)
        assert (settings.home / "index" / "000001").exists()
        reader.kill()
        reader.wait()
    swap(folder, settings, "trois")
    assert not (settings.home / "index" / "000001").exists()


def test_a_generation_about_to_go_is_not_opened(folder, settings):
    ingest([folder], settings)
    generation = settings.home / "index" / "000001"
    with removable(generation) as free:
        assert free
        with pytest.raises(IndexUnavailable, match="being removed: ask again"):
            open_index(settings)
    index = open_index(settings)
    with removable(generation) as free:
        assert not free
    index.close()


def test_a_server_that_fails_after_the_swap_fails_no_ingest(folder, remote, monkeypatch):
    ingest([folder], remote)
    swap(folder, remote, "un")
    dropped = ServerVectors.drop

    def lost(place, generation):
        if generation.name == "000001":
            raise ServiceUnavailable("no Chroma server answers")
        dropped(place, generation)

    with monkeypatch.context() as patch:
        patch.setattr(ServerVectors, "drop", lost)
        swap(folder, remote, "deux")
    assert open_index(remote).manifest.documents == 5
    assert (remote.home / "index" / "000001").exists()
    swap(folder, remote, "trois")
    assert not (remote.home / "index" / "000001").exists()


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("limit", [0, 99])
def test_a_reader_three_generations_behind_goes_on(folder, settings, live, monkeypatch, limit):
    monkeypatch.setattr("ingest.dense.EXACT_LIMIT", limit)
    index = live.get()
    generation = index.generation
    for name in ("un", "deux", "trois"):
        swap(folder, settings, name)
        assert live.get() is not index
    assert not generation.exists()
    hits = search(index, "Aerospace Valley").hits
    assert "854 membres" in hits[0].passage.text
    assert index.cards.poles
    assert set(index.sources) >= {"note-2019", "cited-2016"}
    assert live.get().manifest.documents == 6


@pytest.mark.usefixtures("graph")
def test_the_last_holder_closes_the_vectors(folder, settings, live):
    index = live.get()
    release = index.vectors.release
    watched = weakref.ref(index.vectors)
    swap(folder, settings, "un")
    live.get()
    assert watched() is not None
    client = release.args[0]
    assert not client._closed
    del index
    assert watched() is None
    live.get()
    assert client._closed


@pytest.mark.parametrize("place", ["settings", "remote"])
def test_requests_during_swaps_never_fail(folder, request, place):
    """Three readers, one writer: what a running server sees."""
    settings = request.getfixturevalue(place)
    ingest([folder], settings)
    live = LiveIndex(settings)
    problems, stop, answered = [], threading.Event(), []

    def read():
        while not stop.wait(0.002):  # the writer has its turn
            try:
                found = search(live.get(), "Aerospace Valley").hits
                answered.append(found[0].passage.source_id)
            except Exception as error:  # noqa: BLE001 - any is a failure of the test
                problems.append(repr(error))
                return

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for name in ("un", "deux", "trois", "quatre"):
        swap(folder, settings, name)
    stop.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert set(answered) == {"aerospace"}
    live.close()


@pytest.mark.usefixtures("graph", "unlocked")
def test_a_generation_replaced_while_it_is_opened_is_left_for_the_new_one(
    folder, settings, live, monkeypatch
):
    opened = VectorIndex.load
    swaps = iter(("un", "deux"))

    def slowly(vectors):
        for name in swaps:
            swap(folder, settings, name)
        opened(vectors)

    monkeypatch.setattr(VectorIndex, "load", slowly)
    index = live.get()
    assert index.manifest.documents == 5
    assert index.generation.name == "000003"
    assert "854 membres" in search(index, "Aerospace Valley").hits[0].passage.text


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("part", ["cards", "vectors", "dense"])
def test_what_is_opened_too_late_is_a_clear_error(folder, settings, part):
    ingest([folder], settings)
    index = open_index(settings)
    for name in ("un", "deux"):
        swap(folder, settings, name)
    with pytest.raises(IndexUnavailable, match=r"replaced by a newer one .* ask again"):
        getattr(index, part)
    index.close()


def test_a_damaged_part_leaves_the_others_to_read(folder, settings):
    ingest([folder], settings)
    index = open_index(settings)
    (index.generation / "dense.npy").unlink()
    index.close()
    live = LiveIndex(settings)
    assert live.get().store.counts()[0] == 3
    with pytest.raises(IndexUnavailable, match=r"dense\.npy is missing .*run 'poles ingest'"):
        search(live.get(), "Aerospace Valley")
    live.close()


def test_another_encoder_is_told_before_it_is_loaded(folder, settings, monkeypatch):
    ingest([folder], settings)

    def loaded(_):
        raise AssertionError("loaded")

    monkeypatch.setattr("ingest.index.load_encoder", loaded)
    index = open_index(Settings(home=settings.home, encoder="nobody/no-model"))
    with pytest.raises(IndexUnavailable, match=r"'hashing-1'.*'nobody/no-model'.*POLES_ENCODER"):
        search(index, "Aerospace Valley")
    index.close()


def test_a_closed_live_index_opens_again(live):
    live.get()
    live.close()
    assert live.get().manifest.documents == 3
