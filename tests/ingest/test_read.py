"""Reading files in child processes: limits, failures, order, and the awkward folder."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from ingest.errors import ReadError
from ingest.messages import from_message, to_message
from ingest.pool import WorkerPool
from ingest.read import REASONS, SUFFIXES, Limits, read_bytes, read_file, read_files
from ingest.records import Document, Heading, Page, Reference
from tests.ingest import awkward

TEXT = "Un pôle rassemble des entreprises et des laboratoires autour d’une stratégie.\n\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    path = tmp_path_factory.mktemp("awkward")
    return path, awkward.build(path)


def test_the_awkward_folder_is_large_enough(folder: tuple[Path, dict[str, str]]) -> None:
    _, expected = folder
    assert len(expected) >= 60
    assert set(expected.values()) <= REASONS | {"ok"}
    assert sum(outcome == "ok" for outcome in expected.values()) >= 40


@pytest.mark.slow
def test_awkward_files(folder: tuple[Path, dict[str, str]]) -> None:
    path, expected = folder
    names = sorted(expected)
    outcomes = {}
    for found, result in read_files([path / name for name in names]):
        outcomes[found.name] = result.reason if isinstance(result, ReadError) else "ok"
        if isinstance(result, ReadError):
            assert found.name in str(result)
    assert list(outcomes) == names
    assert outcomes == expected


def test_awkward_text_is_right(folder: tuple[Path, dict[str, str]]) -> None:
    path, expected = folder
    sentence = awkward.SENTENCE.strip()
    whole = ["utf8.txt", "utf16-le-bare.txt", "cp1252.txt", "mac-roman.txt", "mojibake.txt",
             "deep.html", "wrong-charset.html", "good.docx", "docx-inside.pdf", "good.odt",
             "brackets.md", "deep-quotes.md", "controls.txt"]  # fmt: skip
    for name in whole:
        assert expected[name] == "ok"
        document = read_bytes(name, (path / name).read_bytes())
        assert sentence in document.pages[0].text, name


def test_memory_stays_bounded(folder: tuple[Path, dict[str, str]]) -> None:
    path, _ = folder
    bombs = [
        path / n for n in ("deflate-bomb.pdf", "zip-bomb.docx", "entities.docx", "yaml-bomb.md")
    ]
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            for child in psutil.Process().children(recursive=True):
                try:
                    # One that is not yet a worker shows the memory of the process it comes from.
                    if "ingest.worker" in child.cmdline():
                        peak = max(peak, child.memory_info().rss)
                except psutil.Error:
                    continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    list(read_files(bombs))
    done.set()
    watcher.join()
    assert 0 < peak < 700 << 20


def test_results_come_in_the_order_of_the_paths(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Texte {number}. " + TEXT * (2000 if number % 4 == 0 else 1), "utf-8")
    results = list(read_files(paths, workers=2))
    assert [path for path, _ in results] == paths
    for number, (_, result) in enumerate(results):
        assert isinstance(result, Document)
        assert result.pages[0].text.startswith(f"Texte {number}.")


def test_a_slow_file_is_stopped_and_the_next_one_read(tmp_path: Path) -> None:
    quick, slow = tmp_path / "quick.txt", tmp_path / "slow.txt"
    quick.write_text(TEXT, "utf-8")
    slow.write_text(TEXT * 200_000, "utf-8")
    start = time.monotonic()
    results = [result for _, result in read_files([quick, slow, quick], Limits(seconds=0.8), 1)]
    assert time.monotonic() - start < 20
    assert isinstance(results[0], Document)
    assert isinstance(results[1], ReadError)
    assert results[1].reason == "timeout"
    assert isinstance(results[2], Document)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_greedy_file_is_stopped_and_the_next_one_read(tmp_path: Path) -> None:
    small, greedy = tmp_path / "small.txt", tmp_path / "greedy.txt"
    small.write_text(TEXT, "utf-8")
    greedy.write_text(TEXT * 300_000, "utf-8")
    limits = Limits(memory_bytes=48 << 20)
    results = [result for _, result in read_files([small, greedy, small], limits, 1)]
    assert isinstance(results[0], Document)
    assert isinstance(results[1], ReadError)
    assert results[1].reason == "memory"
    assert isinstance(results[2], Document)


def test_a_crash_costs_its_file_only(tmp_path: Path) -> None:
    slow, quick = tmp_path / "slow.txt", tmp_path / "quick.txt"
    slow.write_text(TEXT * 300_000, "utf-8")
    quick.write_text(TEXT, "utf-8")

    def kill_reader() -> None:
        for _ in range(200):
            for child in psutil.Process().children():
                if "ingest.worker" in " ".join(child.cmdline()):
                    time.sleep(0.5)
                    child.send_signal(signal.SIGSEGV)
                    return
            time.sleep(0.02)

    killer = threading.Thread(target=kill_reader)
    killer.start()
    results = [result for _, result in read_files([slow, quick], workers=1)]
    killer.join()
    assert isinstance(results[0], ReadError)
    assert results[0].reason == "crashed"
    assert "signal 11" in str(results[0])
    assert isinstance(results[1], Document)


def test_workers_are_reused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    before = {child.pid for child in psutil.Process().children()}
    with WorkerPool(Limits(), workers=1) as pool:
        seen = set()
        for _ in pool.read([path] * 6):
            seen |= {child.pid for child in psutil.Process().children()} - before
        assert len(seen) == 1
    assert not [child for child in psutil.Process().children() if child.pid in seen]


def test_a_worker_that_died_idle_is_replaced_and_its_pipes_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    before = {child.pid for child in psutil.Process().children()}
    with WorkerPool(Limits(), workers=1) as pool:
        list(pool.read([path]))
        open_files = psutil.Process().num_fds()
        (worker,) = [c for c in psutil.Process().children() if c.pid not in before]
        os.kill(worker.pid, signal.SIGKILL)
        while worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        ((_, result),) = pool.read([path])
        assert isinstance(result, Document)
        assert psutil.Process().num_fds() == open_files


def test_leaving_early_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "slow.txt"
    path.write_text(TEXT * 100_000, "utf-8")
    quick = tmp_path / "quick.txt"
    quick.write_text(TEXT, "utf-8")
    before = {child.pid for child in psutil.Process().children()}
    results = read_files([quick, path, path, path])
    next(results)
    start = time.monotonic()
    results.close()
    assert time.monotonic() - start < 5
    assert {child.pid for child in psutil.Process().children()} <= before


def test_a_worker_ends_with_its_parent() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "ingest.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.close()
    assert worker.wait(timeout=30) == 0
    worker.stdout.close()


def test_a_worker_loads_no_parser_that_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys, ingest.worker, ingest.read; "
        "ingest.read.read_bytes('a.txt', 'Un pôle.'.encode()); "
        "print([m for m in ('pypdf', 'docx', 'lxml', 'markdown_it', 'yaml', 'charset_normalizer') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [(Limits(file_bytes=10), "too-large"), (Limits(text_chars=10), "too-large")],
)
def test_limits_of_size(tmp_path: Path, limits: Limits, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    with pytest.raises(ReadError) as caught:
        read_file(path, limits)
    assert caught.value.reason == reason


def test_limit_of_pages() -> None:
    data = awkward.canvas_pdf(lambda canvas, _number: canvas.drawString(60, 700, "x"), 3)
    assert len(read_bytes("a.pdf", data, Limits(pages=3)).pages) == 3
    with pytest.raises(ReadError) as caught:
        read_bytes("a.pdf", data, Limits(pages=2))
    assert caught.value.reason == "too-many-pages"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nulle-part\.txt: No such file") as caught:
        read_file(tmp_path / "nulle-part.txt")
    assert caught.value.reason == "unreadable"


def test_suffixes() -> None:
    assert {".pdf", ".docx", ".odt", ".html", ".md", ".txt"} <= SUFFIXES
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in SUFFIXES)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["good.pdf", "good.docx", "good.odt", "attributes.html"])
def test_damage_gives_a_read_error_or_a_document(
    folder: tuple[Path, dict[str, str]], name: str, seed: int
) -> None:
    """Any other exception would leave the caller without the file's name and reason."""
    noise = random.Random(seed)  # noqa: S311
    data = bytearray((folder[0] / name).read_bytes()[:30_000])
    for _ in range(noise.choice((1, 5, 40))):
        place = noise.randrange(len(data))
        data[place : place + noise.randrange(3)] = noise.randbytes(noise.randrange(3))
    try:
        document = read_bytes(name, bytes(data))
    except ReadError as error:
        assert error.reason in REASONS
    else:
        assert any(page.text for page in document.pages)


def test_no_files() -> None:
    assert list(read_files([])) == []


def test_messages_carry_everything() -> None:
    page = Page(3, "Titre", "iii", (Heading(1, 0, 5),), (Reference(5, "a", "p. 2"),))
    document = Document((page,), "T", "P", "2020", "fr", paged=True, warnings=("w",))
    assert from_message(to_message(document)) == document
    error = from_message(to_message(ReadError("empty", "a.txt: empty")))
    assert isinstance(error, ReadError)
    assert (error.reason, str(error)) == ("empty", "a.txt: empty")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/a\xff.txt"
    Path(os.fsdecode(raw)).write_text(TEXT, "utf-8")
    ((_, result),) = read_files([Path(os.fsdecode(raw))])
    assert isinstance(result, Document)
