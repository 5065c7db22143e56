"""The finder tab: a company, its criteria, and the pôles that fit, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.matching.records import Finding, Wanted
from assistant.pages.html import render_line
from assistant.pages.map import tile_map
from assistant.pages.parts import LATEST, html_zone
from assistant.pages.texts import text
from assistant.server.services import Services
from ingest.analysis import fold
from ingest.errors import PolesError, UsageError
from ingest.knowledge import Vocabulary, regions_at

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
    understood = gr.CheckboxGroup(
        [], label=text("criteria", language), visible=False, elem_id="understood"
    )
    added = gr.Dropdown(
        _themes(vocabulary, language),
        value=[],
        multiselect=True,
        label=text("add_theme", language),
        visible=False,
        elem_id="added",
    )
    zone = html_zone(
        "finding.html", language, "finding", finding=None, problem="", tiles=(), removed=(),
        added=(),
    )  # fmt: skip
    searched = gr.State(("", (), ()))

    def find(asked: str, where: list[str], wanted: list[str]) -> tuple[Any, Any, str, Any]:
        """What was understood, what may be added, the pôles, and what was asked for ``refine``."""
        said = (asked, where, wanted)
        try:
            if not asked.strip():
                raise UsageError("no description")
            finder = services.finder()
            criteria = finder.understand(asked, regions=where, needs=wanted, language=language)
            shown = finding_html(services, finder.search(criteria, _TOP), "", language)
        except PolesError as error:
            unread = isinstance(error, UsageError)  # nothing in it that can be read
            problem = text("company_missing", language) if unread else str(error)
            return (
                _boxes(()),
                _nothing(False),
                finding_html(services, None, problem, language),
                said,
            )
        return _boxes(criteria.all), _nothing(True), shown, said

    def refine(said: tuple[str, list[str], list[str]], kept: list[str], more: list[str]) -> str:
        asked, where, wanted = said
        try:
            finder = services.finder()
            read = finder.understand(asked, regions=where, needs=wanted, language=language)
            removed = [item.id for item in read.all if item.id not in kept]
            finding = finder.search(finder.changed(read, removed, more), _TOP)
        except PolesError as error:
            return finding_html(services, None, str(error), language)
        return finding_html(services, finding, "", language, removed, more)

    inputs = [description, regions, needs]
    outputs = [understood, added, zone, searched]
    gr.on([search.click], find, inputs, outputs, concurrency_limit=8, **LATEST)
    gr.on(
        [understood.input, added.input],
        refine,
        [searched, understood, added],
        zone,
        concurrency_limit=8,
        **LATEST,
    )


def _themes(vocabulary: Vocabulary, language: str) -> list[tuple[str, str]]:
    """Label and id of every sector and technology, in the order of the labels."""
    named = [
        (getattr(term, language), f"{field}:{key}")
        for field, terms in (
            ("sector", vocabulary.sectors),
            ("technology", vocabulary.technologies),
        )
        for key, term in terms.items()
    ]
    return sorted(named, key=lambda pair: fold(pair[0]))


def _nothing(visible: bool) -> Any:
    """Nothing added yet."""
    return gr.update(value=[], visible=visible)


def _boxes(items: Sequence[Wanted]) -> Any:
    """A ticked box for each criterion, with the words that said it."""
    choices = [
        (f"{item.label} « {item.matched} »" if item.matched else item.label, item.id)
        for item in items
    ]
    return gr.update(choices=choices, value=[item.id for item in items], visible=bool(items))


def finding_html(
    services: Services,
    finding: Finding | None,
    problem: str,
    language: str,
    removed: Sequence[str] = (),
    added: Sequence[str] = (),
) -> str:
    """The matches as cards, a map and a table; or why there is none."""
    matches = finding.matches if finding else ()
    poles = services.corpus.poles
    places = [(m.name, regions_at(poles[m.pole])) for m in matches if m.pole in poles]
    tiles = tile_map(places)
    return render_line(
        "finding.html", language, finding=finding, problem=problem, tiles=tiles, removed=removed,
        added=added,
    )  # fmt: skip
