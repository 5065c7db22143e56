"""Keyboard, zoom, phone and axe-core: RGAA and WCAG 2.2 AA, as far as a machine can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.test_page import QUESTION, ask, go

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TABS = ("Questions", "Trouver un pôle", "Documents", "Conversations", "Qualité", "Réglages")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

GRADIOS = {
    # Findings in markup that Gradio writes and we cannot reach: rule → part of the element.
    "aria-valid-attr-value": ['role="tab"'],
}
"""Known findings that are Gradio's own; the test fails when another one appears."""


LOOKS = ["color-contrast", "link-in-text-block"]
"""Rules of axe-core that look at colours: what a second theme can change."""


def findings(page, rules=None):
    """Serious findings of axe-core: rule → elements; by default, of every rule of WCAG."""
    core = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    if not page.evaluate("'axe' in window"):
        page.evaluate(Path(core.__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    # What has passed is not described: that would take most of the time.
    options = {"runOnly": only, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    return {
        violation["id"]: [node["html"] for node in violation["nodes"]]
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
    }


def ours(found):
    return {
        rule: left
        for rule, elements in found.items()
        if (left := [e for e in elements if not any(p in e for p in GRADIOS.get(rule, ()))])
    }


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", LOOKS)])
def test_axe_finds_nothing_serious(open_page, scheme, rules):
    page = open_page(scheme=scheme)
    found = {"welcome": ours(findings(page, rules))}
    ask(page, QUESTION)
    ask(page, "xyzzy plugh")
    found["answers"] = ours(findings(page, rules))
    page.locator("a.cite").first.click()
    page.locator("#viewer mark").first.wait_for()
    found["viewer"] = ours(findings(page, rules))
    page.keyboard.press("Escape")
    for tab in TABS[1:]:
        go(page, tab)
        if tab == "Trouver un pôle":
            page.fill("#company textarea", "Capteurs pour la qualité de l'eau à Toulouse")
            page.click("#find")
            page.locator(".matches li").first.wait_for()
        found[tab] = ours(findings(page, rules))
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_the_simple_page_has_no_serious_finding(open_page):
    page = open_page(path="/simple?q=Combien+de+membres+compte+Hippolia", ready=".answer")
    assert findings(page) == {}


def test_everything_is_done_with_the_keyboard_alone(open_page, shoot):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    shoot(page, "20-skip-link")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".exchange").wait_for()
    reach(page, "a.cite")
    shoot(page, "21-focus")
    page.keyboard.press("Enter")
    page.locator("#viewer mark").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cite"
    reach(page, "button.verdict")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    reach(page, '[role="tab"][aria-selected="true"]', back=True)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#company textarea").wait_for(state="visible")


def reach(page, selector, back=False):
    """Press Tab until an element that matches has the focus, and shows it."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none"
            return
    raise AssertionError(f"{selector} was not reached")


def test_a_new_answer_is_read_aloud(open_page):
    page = open_page()
    ask(page, QUESTION)
    region = page.locator("[role=status][aria-live=polite].visually-hidden").last
    answer = page.locator(".answer").inner_text()
    page.wait_for_function("e => e.textContent.length > 20", arg=region.element_handle())
    assert region.text_content().startswith(answer[:15])
    assert "source" in region.text_content()


# In the dark at one width: a theme changes colours, and no place.
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (320, "light")])
def test_a_phone_scrolls_one_way_only(open_page, shoot, width, scheme):
    page = open_page(width=width, height=844, scheme=scheme)
    box = page.locator("#question textarea")
    page.wait_for_selector(".welcome[data-loaded]")
    assert box.evaluate("e => e.scrollHeight <= e.clientHeight"), "the hint is cut"
    ask(page, QUESTION)
    shoot(page, f"30-phone-{width}-{scheme}", full_page=True)
    assert overflow(page) <= 0
    page.locator("a.cite").first.click()
    page.locator("#viewer mark").first.wait_for()
    shoot(page, f"31-phone-viewer-{width}-{scheme}")
    assert overflow(page) <= 0
    page.keyboard.press("Escape")
    for tab in TABS[1:]:
        go(page, tab)
        shoot(page, f"32-phone-{tab.replace(' ', '-')}-{width}-{scheme}", full_page=True)
        assert overflow(page) <= 0, tab
        chosen = page.locator('[role="tab"][aria-selected="true"]').first
        if chosen.is_visible():  # and whole: the row that holds it cuts what is wider
            menu = page.locator(".overflow-menu").first
            right = chosen.bounding_box()["x"] + chosen.bounding_box()["width"]
            assert right <= menu.bounding_box()["x"], tab


def test_at_200_percent_nothing_is_lost(open_page, shoot):
    page = open_page(width=640, height=450, device_scale_factor=2)
    ask(page, QUESTION)
    shoot(page, "33-zoom")
    assert overflow(page) <= 0
    assert page.get_by_role("button", name="Demander", exact=True).is_visible()


def test_small_targets_are_large_enough(open_page):
    page = open_page()
    ask(page, QUESTION)
    for element in page.locator(".exchange button, .exchange a.cite").all():
        if element.is_visible():
            box = element.bounding_box()
            assert min(box["width"], box["height"]) >= 24, element.inner_text()


def overflow(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
