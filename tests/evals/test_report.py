from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from evals.compare import compare_runs
from evals.plots import interval_plot, line_plot
from evals.report import write_report

from .test_compare import PLANTED, outputs, write_run


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def page(tmp_path) -> str:
    before = write_run(tmp_path / "a")
    after = write_run(tmp_path / "b", {"c03": PLANTED["a stale figure"][0]})
    path = write_report(after, before, compare_runs(before, after))
    return path.read_text(encoding="utf-8")


def embedded(page: str) -> dict:
    text = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(text[1])


def test_nothing_is_fetched(page):
    for tag, attributes in Tags(page).found:
        assert not {"src", "srcset", "data", "action"} & attributes.keys(), tag
        assert attributes.get("href", "#").startswith("#"), attributes
    assert "default-src 'none'" in page
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest", page)


def test_regressions_come_first(page):
    assert page.index("c03") < page.index("<h2>Mesures</h2>")
    assert "valeur dépassée donnée comme actuelle" in page
    assert embedded(page)["regressions"] == ["c03"]


def test_a_sentence_leads_to_its_quote_its_verdict_and_the_reason(page):
    data = embedded(page)
    entry = data["columns"]["poles — cet essai"]["c04"]
    text, markers, supported, reason = entry["sentences"][0]
    title, place, quote, verbatim = entry["citations"]["1"]
    assert data["texts"][text] == data["texts"][quote]
    assert (markers, supported, verbatim) == ([1], 1, True)
    assert data["texts"][place] == "p. 5"
    assert "mots couverts" in data["texts"][reason]
    assert "brochure" in data["texts"][title]


def test_both_runs_can_be_picked(page):
    assert list(embedded(page)["columns"]) == ["poles — cet essai", "poles — référence"]


def test_what_documents_say_never_becomes_markup(tmp_path):
    evil = "</script><script>alert(1)</script><img src=x>"
    shown = replace(outputs()["c03"].shown, answer=evil, notes=(evil,))
    folder = write_run(tmp_path / "a", {"c03": replace(outputs()["c03"], shown=shown)})
    page = write_report(folder).read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert not [tag for tag, _ in Tags(page).found if tag == "img"]
    assert evil in embedded(page)["texts"]


def test_plots_are_the_same_twice_and_named():
    rows = [("poles & cie", 0.5, 0.25, 0.75)]
    plot = interval_plot("Titre <1>", rows, 0, 1)
    assert plot == interval_plot("Titre <1>", rows, 0, 1)
    assert 'aria-label="Titre &lt;1&gt;"' in plot
    assert "poles &amp; cie" in plot
    assert 'cx="385.0"' in plot  # halfway between 190 and 580
    assert 'points="44.0,254.0 284.0,14.0"' in line_plot("t", [(0, 0), (1, 1)], "a", "b")


def test_the_judge_has_a_column_of_its_own(tmp_path):
    folder = write_run(tmp_path / "a")
    verdicts = [
        {"system": "poles", "case_id": "c00", "value": 1.0},
        {"system": "poles", "case_id": "c01", "value": None},
    ]
    judge = {"model": "juge-7b", "prompt": "abc", "replies": 6, "unparsed": 2, "unstable": 1}
    judge |= {"agreement": 1.0, "kappa": None, "verdicts": verdicts}
    folder.write("judge.json", judge)
    before = json.dumps(folder.read("figures.json"))
    page = write_report(folder).read_text(encoding="utf-8")
    assert "Modèle juge-7b, consigne abc : 6 avis, 2 illisibles" in page
    assert embedded(page)["columns"]["poles"]["c00"]["judge"] == 1.0
    assert "judge" not in embedded(page)["columns"]["poles"]["c02"]
    assert json.dumps(folder.read("figures.json")) == before
