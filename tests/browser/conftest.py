"""A real server and a real browser: Debian's Chromium through Playwright.

Screenshots go to ``tests/browser/screenshots`` (git ignores it). Without Chromium, or without
Playwright, the tests are skipped and say so.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from ingest.build import ingest
from ingest.settings import Settings
from tests.assistant.doors import small_folder
from tests.conftest import REPOSITORY

SCREENSHOTS = Path(__file__).parent / "screenshots"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """An index of the shipped corpus and a small hostile folder."""
    home = tmp_path_factory.mktemp("browser")
    documents = small_folder(home / "documents")
    ingest([REPOSITORY / "corpus", documents], Settings(home=home, encoder="hashing"))
    return home


@contextmanager
def starting(home, **variables):
    """A server on ``home`` that may not listen yet; yields its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.run_poles", "serve", "--port", str(port)]
    settings = {"POLES_ENCODER": "hashing", "POLES_HOME": str(home)}
    server = subprocess.Popen(command, env={**os.environ, **settings, **variables})
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(60)


@contextmanager
def serving(home, path, **variables):
    """A server on ``home``, once it answers at ``path``; yields its address."""
    with starting(home, **variables) as (address, server):
        _wait(f"{address}{path}", server)
        yield address


@pytest.fixture(scope="session")
def address(home):
    """A server whose page is ready; yields its address."""
    with serving(home, "/ready") as address:
        yield address


def _wait(url, server, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
                if b"true" in (body := answer.read()) or b'"ok"' in body:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def browser():
    """Chromium, headless."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed: apt-get install -y chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


_LEAVING = re.compile("AbortError|Connection errored out")


class Watch:
    """What a page asked for and complained about."""

    def __init__(self, page):
        self.requests, self.errors, self.dialogs = [], [], []
        self.reply = ""  # to a question of the page
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        page.on("dialog", self._dismiss)
        page.on("framenavigated", lambda _: self._forget_leaving())

    def _note(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def _forget_leaving(self):
        """A browser that leaves a page breaks off its requests, and Gradio says so."""
        self.errors = [error for error in self.errors if not _LEAVING.search(error)]

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.accept(self.reply)


@pytest.fixture
def open_page(browser, address):
    """Opens the page in a fresh browser profile; afterwards, checks what it asked for."""
    contexts, watches = [], []

    def open_one(path="/", width=1280, height=900, scheme="light", ready=".examples", **options):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="fr-FR",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.watch = Watch(page)
        watches.append(page.watch)
        page.goto(address + path)
        page.wait_for_selector(ready)
        return page

    yield open_one
    said = [tuple(watch.errors) for watch in watches]  # before the browser leaves the page
    for context in contexts:
        context.close()
    for watch in watches:
        foreign = [url for url in watch.requests if not url.startswith((address, "data:", "blob:"))]
        assert not foreign, "the page asked another site"
    assert not any(said), said


@pytest.fixture
def shoot():
    """Saves a screenshot under a name."""
    SCREENSHOTS.mkdir(exist_ok=True)

    def take(page, name, **options):
        page.screenshot(path=SCREENSHOTS / f"{name}.png", **options)

    return take
