import json
import shutil
import signal
import sqlite3
import time
from contextlib import closing, suppress
from multiprocessing import get_context

import numpy as np
import psutil
import pytest

from assistant.retrieve import search
from ingest.build import ingest
from ingest.encode import HashingEncoder
from ingest.errors import IndexUnavailable, ServiceUnavailable, UsageError
from ingest.generations import LAYOUT, Generations
from ingest.index import LiveIndex, open_index
from ingest.settings import Settings
from tests.conftest import small_documents


def found(settings, question):
    """Texts of the hits that share a word with the question, best first."""
    index = open_index(settings)
    try:
        return [hit.passage.text for hit in search(index, question, weight=0.0).hits]
    finally:
        index.close()


def test_first_ingest(folder, settings):
    report = ingest([folder], settings)
    assert (report.documents, report.pages, report.read, report.failures) == (3, 3, 3, ())
    assert report.passages == report.encoded == 4
    assert "854 membres" in found(settings, "Aerospace Valley")[0]


def test_the_same_again_reads_and_encodes_nothing(folder, settings):
    first = ingest([folder], settings)
    generation = Generations(settings.home).current()
    again = ingest([folder], settings)
    assert (again.read, again.encoded, again.removed) == (0, 0, 0)
    assert again.passages == first.passages
    assert Generations(settings.home).current() == generation


def test_a_changed_file_costs_only_itself(folder, settings, monkeypatch):
    ingest([folder], settings)
    encoded: list[str] = []
    encode = HashingEncoder.encode
    monkeypatch.setattr(
        HashingEncoder, "encode", lambda self, texts: encoded.extend(texts) or encode(self, texts)
    )
    path = folder / "aerospace.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("854", "900"), encoding="utf-8")
    report = ingest([folder], settings)
    assert (report.read, report.removed, report.encoded) == (1, 1, 1)
    assert len(encoded) == 1
    assert "900 membres" in encoded[0]
    assert "900 membres" in found(settings, "Aerospace Valley membres")[0]
    assert not any("854" in text for text in found(settings, "854 membres"))


def test_a_removed_file_is_gone(folder, settings):
    ingest([folder], settings)
    (folder / "aerospace.txt").unlink()
    report = ingest([folder], settings)
    assert (report.documents, report.removed) == (2, 1)
    assert found(settings, "Aerospace") == []


def test_a_removed_root_is_gone_and_another_one_stays(folder, settings, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "cara.txt").write_text("CARA réunit les acteurs de la mobilité.", encoding="utf-8")
    ingest([folder], settings)
    ingest([other], settings)
    assert found(settings, "CARA")
    shutil.rmtree(other)
    ingest([other], settings)
    assert found(settings, "CARA") == []
    assert found(settings, "Aerospace")


def test_a_file_of_a_known_folder_given_alone_is_the_same_document(folder, settings):
    ingest([folder], settings)
    (folder / "aerospace.txt").write_text("Aerospace Valley réunit 900 membres.", encoding="utf-8")
    report = ingest([folder / "aerospace.txt"], settings)
    assert (report.documents, report.read) == (3, 1)
    assert found(settings, "854") == []


def test_a_folder_takes_over_what_was_given_inside_it(folder, settings):
    (folder / "sub").mkdir()
    (folder / "sub" / "note.txt").write_text("CARA réunit 150 membres.", encoding="utf-8")
    ingest([folder / "sub"], settings)
    assert ingest([folder], settings).documents == 4
    (folder / "sub" / "note.txt").write_text("CARA réunit 199 membres.", encoding="utf-8")
    assert ingest([folder / "sub"], settings).documents == 4
    (hit, *_) = found(settings, "CARA membres")
    assert "199" in hit


def test_a_layout_of_another_version_loses_no_folder(folder, settings, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "note.txt").write_text("CARA réunit les acteurs de la mobilité.", encoding="utf-8")
    ingest([folder], settings)
    ingest([other], settings)
    manifest = next((settings.home / "index").glob("0*/manifest.json")).parent.parent
    current = manifest / (manifest / "CURRENT").read_text() / "manifest.json"
    current.write_text(current.read_text().replace(f'"layout": "{LAYOUT}"', '"layout": "0.9"'))
    assert ingest([other], settings).documents == 4


def test_a_cited_source_that_goes_is_a_change(folder, settings):
    sources = folder / "sources.yaml"
    kept = sources.read_text(encoding="utf-8") if sources.exists() else ""
    sources.write_text(kept + "- {id: cited, title: Cité, date: 2016}\n", encoding="utf-8")
    ingest([folder], settings)
    sources.write_text(kept, encoding="utf-8")
    ingest([folder], settings)
    index = open_index(settings)
    assert "cited" not in index.sources
    index.close()


def test_a_root_that_never_was_is_a_usage_error(settings, tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        ingest([tmp_path / "nowhere"], settings)


def test_a_copy_is_skipped_by_name(folder, settings):
    shutil.copy(folder / "aerospace.txt", folder / "copie.txt")
    report = ingest([folder], settings)
    assert report.skipped == ("copie.txt",)
    assert report.documents == 3


def test_a_copy_under_another_root_stays_found_when_the_file_held_goes(folder, settings, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "aerospace.txt", other / "copie.txt")
    ingest([folder], settings)
    assert ingest([other], settings).skipped == ("copie.txt",)
    generation = Generations(settings.home).current()
    ingest([other], settings)
    assert Generations(settings.home).current() == generation  # told once, it is no news
    (folder / "aerospace.txt").unlink()
    report = ingest([folder], settings)
    assert (report.documents, report.read, report.removed) == (3, 1, 1)
    assert "854 membres" in found(settings, "Aerospace Valley")[0]


def test_a_copy_under_a_root_that_is_away_is_not_looked_for(folder, settings, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "aerospace.txt", other / "copie.txt")
    ingest([folder], settings)
    ingest([other], settings)
    other.rename(tmp_path / "away")
    (folder / "aerospace.txt").unlink()
    assert ingest([folder], settings).documents == 2


def test_an_index_without_account_of_copies_is_made_again(folder, settings):
    ingest([folder], settings)
    path = Generations(settings.home).current() / "store.sqlite"
    with closing(sqlite3.connect(path)) as store:
        store.execute("DROP TABLE copies")
    assert ingest([folder], settings).read == 3


def test_a_footnote_that_names_no_source_is_text(folder, settings):
    front = "---\nurl: https://example.org/note\n---\n"
    text = f"{front}Un budget de 5 M€[^a].\n\n[^a]: Hors 7 M€ d'aides.\n"
    (folder / "budget.md").write_text(text, encoding="utf-8")
    ingest([folder], settings)
    assert any("Note a : Hors 7 M€ d'aides." in text for text in found(settings, "budget aides"))
    index = open_index(settings)
    assert index.sources["budget"].url == "https://example.org/note"
    assert index.store.page("budget", 1).references == ()
    index.close()


def test_a_new_title_in_sources_yaml_is_seen(folder, settings):
    ingest([folder], settings)
    path = folder / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Note sur", "Étude sur"), "utf-8")
    assert ingest([folder], settings).read == 1
    index = open_index(settings)
    assert index.sources["note-2019"].title == "Étude sur les pôles"
    index.close()


def test_a_cited_source_that_changes_is_seen_and_one_that_goes_is_gone(folder, settings):
    ingest([folder], settings)
    path = folder / "sources.yaml"
    kept = path.read_text(encoding="utf-8").split("\n")[0]
    path.write_text(kept + "\n- {id: cited-2017, title: Autre brochure}\n", encoding="utf-8")
    assert ingest([folder], settings).read == 0
    index = open_index(settings)
    assert "cited-2017" in index.sources
    assert "cited-2016" not in index.sources
    index.close()


def test_another_encoder_encodes_everything_again(folder, settings, monkeypatch):
    ingest([folder], settings)
    monkeypatch.setattr(HashingEncoder, "name", "hashing-2")
    report = ingest([folder], settings)
    assert (report.read, report.encoded) == (0, report.passages)


def test_an_index_opened_with_another_encoder_is_a_clear_error(folder, settings, monkeypatch):
    ingest([folder], settings)
    monkeypatch.setattr(HashingEncoder, "name", "hashing-2")
    index = open_index(settings)
    with pytest.raises(IndexUnavailable, match=r"hashing-1.*hashing-2"):
        search(index, "pôle")
    index.close()


def test_a_damaged_index_is_rebuilt(folder, settings):
    ingest([folder], settings)
    (Generations(settings.home).current() / "manifest.json").write_text("{")
    with pytest.raises(IndexUnavailable):
        open_index(settings)
    assert ingest([folder], settings).read == 3
    assert found(settings, "Aerospace")


PARTS = ["cards.json", "lexical/rows.npy", "lexical/vocab.index.json", "lexical/data.csc.index.npy",
         "dense.npy", "vectors/chroma.sqlite3", "store.sqlite", "manifest.json"]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three documents and a home that holds their index: to be copied, not changed."""
    documents = small_documents(tmp_path_factory.mktemp("made") / "documents")
    home = tmp_path_factory.mktemp("made-home")
    ingest([documents], Settings(home=home, encoder="hashing"))
    return documents, home


@pytest.mark.parametrize("harm", ["remove", "empty", "halve", "scramble"])
@pytest.mark.parametrize("part", PARTS)
def test_ingest_mends_a_damaged_index(made, settings, part, harm):
    documents, home = made
    shutil.copytree(home, settings.home, dirs_exist_ok=True)
    path = Generations(settings.home).current() / part
    data = path.read_bytes()
    if harm == "remove":
        path.unlink()
    elif harm == "scramble":
        path.write_bytes(bytes(255 - byte for byte in data))
    else:
        path.write_bytes(data[: len(data) // 2] if harm == "halve" else b"")
    if not part.startswith("vectors"):  # of which a small index holds a copy to ask
        with pytest.raises(IndexUnavailable, match="poles ingest"):
            index = open_index(settings)
            assert index.cards
            search(index, "Aerospace Valley")
            raise AssertionError("a damaged part went unseen")
    assert ingest([documents], settings).read == 3
    assert "854 membres" in found(settings, "Aerospace Valley")[0]


def test_another_place_of_vectors_is_filled(folder, settings, monkeypatch):
    ingest([folder], settings)
    generation = Generations(settings.home).current()
    values = json.loads((generation / "manifest.json").read_text())
    values["place"] = "http://127.0.0.1:9"
    (generation / "manifest.json").write_text(json.dumps(values))
    report = ingest([folder], settings)
    assert (report.read, report.encoded) == (0, 4)
    assert found(settings, "Aerospace Valley")


@pytest.mark.parametrize("name", [b"\xff\xe9.txt", "n\u0303.txt".encode()])
def test_a_name_in_another_encoding(folder, settings, name):
    import os

    with open(os.fsencode(folder) + b"/" + name, "wb") as file:  # noqa: PTH123 - bytes
        file.write("CARA réunit les acteurs de la mobilité.".encode())
    assert ingest([folder], settings).documents == 4
    assert ingest([folder], settings).read == 0


def test_no_index_and_an_empty_one_are_clear_errors(settings, tmp_path):
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        open_index(settings)
    (tmp_path / "empty").mkdir()
    ingest([tmp_path / "empty"], settings)
    with pytest.raises(IndexUnavailable, match="empty"):
        open_index(settings)


def test_a_bad_file_never_stops_the_run(folder, settings):
    (folder / "casse.pdf").write_bytes(b"%PDF-1.7 rien")
    (folder / "vide.txt").write_bytes(b"")
    report = ingest([folder], settings)
    assert sorted(failure.name for failure in report.failures) == ["casse.pdf", "vide.txt"]
    assert report.documents == 3


def test_a_file_that_stays_bad_is_named_each_time_and_changes_nothing(folder, settings):
    (folder / "casse.pdf").write_bytes(b"%PDF-1.7 rien")
    ingest([folder], settings)
    before = list((settings.home / "index").iterdir())
    report = ingest([folder], settings)
    assert [failure.name for failure in report.failures] == ["casse.pdf"]
    assert (report.documents, report.read, report.encoded) == (3, 0, 0)
    assert list((settings.home / "index").iterdir()) == before


def test_every_copy_of_a_bad_file_is_named(folder, settings, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    bad = [folder / "vide.txt", folder / "vide-2.txt", folder / "vide.pdf", other / "vide-3.md"]
    for path in bad:
        path.write_bytes(b"")
    for _ in range(2):
        report = ingest([folder, other], settings)
        assert sorted(f.name for f in report.failures) == sorted(path.name for path in bad)
        assert {f.reason for f in report.failures} == {"empty"}
        assert report.skipped == ()
        assert report.documents == 3


def test_a_copy_that_another_ending_makes_readable_is_read(folder, settings):
    for name in ("a.md", "b.md", "c.txt", "d.txt"):
        (folder / name).write_text("---\ntitle: CARA\n---\n", encoding="utf-8")
    report = ingest([folder], settings)
    assert [f.name for f in report.failures] == ["a.md", "b.md"]
    assert report.skipped == ("d.txt",)
    assert report.documents == 4


def test_a_file_taken_away_and_put_back_and_one_renamed(folder, settings):
    first = ingest([folder], settings)
    path = folder / "aerospace.txt"
    text = path.read_bytes()
    path.unlink()
    assert ingest([folder], settings).removed == 1
    assert found(settings, "Aerospace") == []
    path.write_bytes(text)
    back = ingest([folder], settings)
    assert (back.documents, back.passages, back.read) == (3, first.passages, 1)
    assert len(found(settings, "Aerospace")) == 1
    path.rename(folder / "toulouse.txt")
    renamed = ingest([folder], settings)
    assert (renamed.documents, renamed.removed, renamed.read) == (3, 1, 1)
    assert len(found(settings, "Aerospace")) == 1
    index = open_index(settings)
    assert "toulouse" in index.sources
    assert "aerospace" not in index.sources
    index.close()


def test_a_file_that_becomes_unreadable_leaves_the_index(folder, settings):
    ingest([folder], settings)
    (folder / "aerospace.txt").write_bytes(b"")
    report = ingest([folder], settings)
    assert [failure.name for failure in report.failures] == ["aerospace.txt"]
    assert found(settings, "Aerospace") == []


def test_a_running_reader_picks_the_new_generation_up(folder, settings):
    ingest([folder], settings)
    live = LiveIndex(settings)
    before = live.get()
    assert live.get() is before
    (folder / "neuf.txt").write_text("CARA réunit les acteurs de la mobilité.", encoding="utf-8")
    ingest([folder], settings)
    after = live.get()
    assert after.manifest.documents == before.manifest.documents + 1
    assert search(after, "CARA").hits[0].passage.text.startswith("CARA")
    assert before.store.counts()[0] == 3  # a request in flight still reads the old one
    live.close()


def test_vectors_of_a_generation_match_its_passages(folder, settings):
    ingest([folder], settings)
    (folder / "english.txt").unlink()
    (folder / "note.md").write_text("# Note\n\nIl y a 55 pôles en 2023.\n", encoding="utf-8")
    ingest([folder], settings)
    index = open_index(settings)
    _, ids, texts = zip(*index.store.embedded_texts(), strict=True)
    vectors = HashingEncoder().encode(texts)
    found = index.vectors.similarities(vectors[0], ids)
    np.testing.assert_allclose([found[i] for i in ids], vectors @ vectors[0], atol=1e-5)
    assert len(index.vectors) == len(ids) == len(index.lexical.rows)
    index.close()


def test_a_full_disk_is_a_clear_error_and_the_old_index_answers(folder, settings, monkeypatch):
    ingest([folder], settings)
    (folder / "neuf.txt").write_text("CARA réunit les acteurs de la mobilité.", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ingest.making.build_lexical", full)
    with pytest.raises(UsageError, match="No space left"):
        ingest([folder], settings)
    assert found(settings, "Aerospace")
    assert not list((settings.home / "index").glob("*.building"))


def test_a_disk_that_fills_while_vectors_are_written(folder, settings, monkeypatch):
    def full(*_):
        raise ServiceUnavailable("the vectors do not answer") from OSError("disk is full")

    ingest([folder], settings)
    monkeypatch.setattr("ingest.vectors.VectorIndex.add", full)
    (folder / "c.md").write_text("# C\n\nUne page nouvelle, d'une longueur suffisante.\n")
    with pytest.raises(UsageError, match=r"disk is full.*still answers"):
        ingest([folder], settings)
    monkeypatch.undo()
    assert ingest([folder], settings).read == 1


def test_a_reader_that_cannot_start_is_not_taken_for_a_full_disk(folder, settings, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(UsageError, match=r"stopped .*nowhere") as caught:
        ingest([folder], settings)
    assert "free some space" not in str(caught.value)


@pytest.fixture(scope="module")
def processes():
    """Makes processes that have loaded what an ingest needs, Chroma aside, and done nothing yet."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["ingest.build", "ingest.pool"])
    return context


def kill(process):
    """Kill a process and those that it started."""
    running = psutil.Process(process.pid)
    for doomed in (running, *running.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            doomed.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_twenty_kills_leave_the_old_index_answering(folder, settings, processes):
    """Kills all along an ingest that replaces every document."""
    ingest([folder], settings)
    lots = [folder / f"lot-{number}.txt" for number in range(30)]
    for number, path in enumerate(lots):
        path.write_text(
            "\n\n".join(f"Le lot {number} dit au paragraphe {i} un fait." for i in range(40)),
            encoding="utf-8",
        )
    lasts, kills, number = 6.0, 0, 0
    while kills < 20:
        began = time.perf_counter()
        process = processes.Process(target=ingest, args=([folder], settings))
        process.start()
        process.join(lasts * (number % 20 + 0.5) / 20)
        if process.exitcode is None:
            kill(process)
        if process.exitcode == 0:  # it ended: kill the next ones within the time that it took
            lasts = time.perf_counter() - began
            for path in lots:
                path.write_text(path.read_text(encoding="utf-8") + "\n\nEncore.", "utf-8")
        else:
            kills += 1
        number += 7
        assert "854 membres" in found(settings, "Aerospace Valley")[0]
    report = ingest([folder], settings)
    assert report.documents == 33
    assert report.failures == ()
    assert "dit au paragraphe" in found(settings, "lot paragraphe fait")[0]
    manifest = json.loads((Generations(settings.home).current() / "manifest.json").read_text())
    assert manifest["documents"] == 33
