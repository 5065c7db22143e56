"""What is shown is what was asked for last, however late an earlier answer comes."""

from __future__ import annotations

import pytest

from tests.browser.test_page import QUESTION, ask, choose, go

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def held():
    """Holds the page's requests back: call it with the page, and what it returns to let go."""

    def hold(page, pattern="**/queue/join*"):
        waiting, letting_go = [], []

        def keep(route):
            if letting_go:
                route.continue_()
            else:
                waiting.append(route)

        def let_go():
            letting_go.append(True)
            for route in waiting:
                route.continue_()

        page.route(pattern, keep)
        return waiting, let_go

    return hold


def wait_until_held(page, waiting, number=1):
    for _ in range(200):
        if len(waiting) >= number:
            return
        page.wait_for_timeout(25)
    raise AssertionError("the page asked for nothing")


def test_a_search_typed_while_the_list_loads_is_not_lost(open_page, held):
    page = open_page()
    go(page, "Documents")
    page.locator(".documents tbody tr").nth(10).wait_for()
    waiting, let_go = held(page)
    page.click("#documents-reload")
    wait_until_held(page, waiting)
    page.fill("#documents-search textarea", "alert(2)")
    let_go()
    rows = page.locator(".documents tbody tr")
    rows.nth(1).wait_for(state="detached")
    assert "alert(2)" in rows.inner_text()


def test_a_conversation_looked_for_while_the_list_loads_is_found(open_page, held):
    page = open_page()
    ask(page, QUESTION)
    page.click("#new-conversation")
    page.locator(".exchange").wait_for(state="detached")
    ask(page, "Que fait le FUI ?")
    waiting, let_go = held(page)
    choose(page, "Conversations")
    wait_until_held(page, waiting)
    page.fill("#history-search textarea", "fui")
    let_go()
    page.locator(".conversations li", has_text="FUI").wait_for()
    page.locator(".conversations li", has_text="Hippolia").wait_for(state="detached")


def test_a_company_described_anew_while_the_first_is_matched_is_matched_too(open_page, held):
    page = open_page()
    go(page, "Trouver un pôle")
    waiting, let_go = held(page)
    page.fill("#company textarea", "Élevage de chevaux de course en Normandie")
    page.click("#find")
    wait_until_held(page, waiting)
    page.fill("#company textarea", "Capteurs pour la qualité de l'eau à Toulouse")
    page.click("#find")
    let_go()
    page.locator("#understood label", has_text="Eau").first.wait_for()


def test_a_question_sent_while_another_is_answered_waits_its_turn(open_page, held):
    page = open_page()
    waiting, let_go = held(page, "**/chat/ask")
    for question in (QUESTION, "Que fait le FUI ?"):
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
    wait_until_held(page, waiting)
    assert page.locator(".asking .asked").all_inner_texts() == [QUESTION, "Que fait le FUI ?"]
    assert page.input_value("#question textarea") == ""
    page.locator(".asking", has_text="En attente").wait_for()
    assert len(waiting) == 1
    let_go()
    page.locator(".exchange").nth(1).wait_for()
    assert page.locator(".exchange .asked").all_inner_texts() == [QUESTION, "Que fait le FUI ?"]
    assert not page.locator(".asking").count()


def test_a_question_that_is_stopped_goes_back_to_its_box(open_page, held):
    page = open_page()
    waiting, _ = held(page, "**/chat/ask")
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    wait_until_held(page, waiting)
    page.get_by_role("button", name="Arrêter").click()
    page.locator(".asking").wait_for(state="detached")
    assert page.input_value("#question textarea") == QUESTION
    assert page.locator(".welcome").is_visible()


def test_a_new_conversation_drops_what_was_asked_in_the_old_one(open_page, held):
    page = open_page()
    waiting, let_go = held(page, "**/chat/ask")
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    wait_until_held(page, waiting)
    page.click("#new-conversation")
    let_go()
    ask(page, "Que fait le FUI ?")
    assert page.locator(".exchange .asked").all_inner_texts() == ["Que fait le FUI ?"]
