"""The finder tab: a company, its criteria, and the pôles that fit, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from assistant.finder_records import Finding
from assistant.page_html import render_line
from assistant.page_map import tile_map
from assistant.page_parts import LATEST, html_zone
from assistant.page_texts import text
from assistant.services import Services
from ingest.errors import PolesError, UsageError
from ingest.knowledge import Corpus, Vocabulary, current

__all__ = ["finder_tab", "finding_html"]

_TOP = 8


def finder_tab(services: Services, vocabulary: Vocabulary, language: str) -> None:
    """Components and events of the tab."""
    html_zone("finder_intro.html", language, "finder-intro")
    description = gr.Textbox(
        label=text("company", language),
        placeholder=text("company_hint", language),
        lines=4,
        max_length=10_000,
        elem_id="company",
    )
    regions = gr.CheckboxGroup(
        list(vocabulary.regions), label=text("regions", language), elem_id="regions"
    )
    needs = gr.CheckboxGroup(
        [(getattr(term, language), key) for key, term in vocabulary.services.items()],
        label=text("needs", language),
        elem_id="needs",
    )
    search = gr.Button(text("find", language), variant="primary", elem_id="find")
    zone = html_zone("finding.html", language, "finding", finding=None, problem="", tiles=())

    def find(asked: str, where: list[str], wanted: list[str]) -> str:
        if not asked.strip():
            return finding_html(services, None, text("company_missing", language), language)
        try:
            finding = services.finder().find(
                asked, regions=where, needs=wanted, top=_TOP, language=language
            )
        except UsageError:  # nothing in it that can be read
            return finding_html(services, None, text("company_missing", language), language)
        except PolesError as error:
            return finding_html(services, None, str(error), language)
        return finding_html(services, finding, "", language)

    inputs = [description, regions, needs]
    gr.on([search.click], find, inputs, zone, concurrency_limit=8, **LATEST)


def finding_html(services: Services, finding: Finding | None, problem: str, language: str) -> str:
    """The matches as cards, a map and a table; or why there is none."""
    matches = finding.matches if finding else ()
    places = [(match.name, _regions(services.corpus, match.pole)) for match in matches]
    return render_line(
        "finding.html", language, finding=finding, problem=problem, tiles=tile_map(places)
    )


def _regions(corpus: Corpus, pole: str) -> Sequence[str]:
    found = corpus.poles.get(pole)
    fact = current(found.regions) if found else None
    return fact.value if fact else ()
