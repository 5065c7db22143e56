"""The seconds in which the full page is still loading: one can type and ask already."""

from __future__ import annotations

import socket
import time

import pytest

from tests.browser.conftest import Watch, serving, starting

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

QUESTION = "Combien de membres compte Hippolia en Normandie en 2016 ?"
LONG = 120_000


@pytest.fixture
def early(browser, home):
    """A page opened as soon as the server listens."""
    with starting(home) as (address, server):
        port = int(address.rpartition(":")[2])
        while server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        page.set_default_timeout(LONG)
        page.watch = Watch(page)
        page.goto(f"{address}/")
        yield page
        context.close()
    assert not page.watch.errors


def test_what_is_typed_early_is_still_there_on_the_full_page(early, shoot):
    early.wait_for_selector("#q")
    shoot(early, "40-early")
    assert early.evaluate("document.activeElement.id") == "q"
    written = ""
    while not early.locator("#question textarea").count() and len(written) < 3000:
        key = "abc "[len(written) % 4]
        early.keyboard.type(key, delay=60)
        written += key
        if len(written) % 40 == 0:
            early.wait_for_timeout(1000)  # a pause for thought: the page may move now
    box = early.locator("#question textarea")
    box.wait_for()
    early.wait_for_timeout(500)
    # What stood there is there; a few keys pressed while the browser changes pages may be lost.
    assert box.input_value().startswith(written[:40])
    assert len(box.input_value()) >= len(written) - 8
    assert box.evaluate("e => document.activeElement === e")
    shoot(early, "41-early-became-full")


def test_a_conversation_begun_early_goes_on_in_the_full_page(early, shoot):
    early.fill("#q", "Que fait Hippolia ?")
    early.press("#q", "Enter")
    early.locator(".exchange").wait_for()
    early.locator("#waiting", has_text="prête").wait_for()
    shoot(early, "42-early-answer", full_page=True)
    assert early.url.count("/simple")  # nobody is moved away from an answer
    early.fill("#q", QUESTION)
    early.press("#q", "Enter")
    early.locator("#question textarea").wait_for()
    early.locator(".exchange").nth(1).wait_for()
    asked = early.locator(".asked").all_inner_texts()
    assert asked == ["Que fait Hippolia ?", QUESTION]
    shoot(early, "43-conversation-went-on", full_page=True)


def test_without_a_usable_index_the_page_says_why_and_keeps_the_question(browser, home):
    with serving(home, "/ready", POLES_ENCODER="embedded") as address:
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        page.set_default_timeout(LONG)
        page.goto(address)
        page.wait_for_selector("#question textarea")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.locator(".chat .problem", has_text="poles ingest").wait_for()
        assert page.input_value("#question textarea") == QUESTION
        context.close()
