"""The report of ``poles eval`` as people open it: a file, in a real browser."""

from __future__ import annotations

import pytest

from evals.compare import compare_runs
from evals.report import write_report
from tests.evals.test_compare import PLANTED, write_run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def report(tmp_path):
    """A report with one planted regression, beside its baseline."""
    before = write_run(tmp_path / "a")
    after = write_run(tmp_path / "b", {"c03": PLANTED["a stale figure"][0]})
    return write_report(after, before, compare_runs(before, after)).as_uri()


@pytest.fixture
def opened(report, browser):
    """The report in a page that fails on an error of its script, or on any request."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url) if request.url != report else None)
    page.goto(report)
    yield page
    context.close()
    assert told == []


def test_a_regression_leads_to_its_case_beside_the_baseline(opened):
    opened.get_by_role("link", name="c03").click()
    case = opened.locator("#cas-c03")
    assert case.evaluate("element => element.open")
    columns = case.locator(".column h4").all_inner_texts()
    assert columns == ["poles — cet essai", "poles — référence"]
    sentence = case.locator(".sentence.no").first
    assert sentence.locator("blockquote").count() == 1
    assert "non soutenue" in sentence.inner_text()


def test_filters_and_sides(opened):
    everything = opened.locator("#cases details").count()
    opened.select_option("#state", "regressed")
    assert opened.locator("#count").inner_text() == "1 cas" != f"{everything} cas"
    opened.select_option("#state", "")
    opened.fill("#text", "c04")
    assert opened.locator("#cases details").count() == 1
    opened.select_option("#a", label="poles — référence")
    opened.locator("#cases summary").first.focus()
    opened.keyboard.press("Enter")
    assert opened.locator(".column h4").first.inner_text() == "poles — référence"


def test_a_phone_shows_it_without_scrolling_sideways(opened):
    opened.set_viewport_size({"width": 360, "height": 780})
    opened.get_by_role("link", name="c03").click()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
