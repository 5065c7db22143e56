"""The corpus tab: what the assistant knows, and documents added to it."""

from __future__ import annotations

from datetime import UTC, datetime

import gradio as gr

from assistant.pages.html import render_line
from assistant.pages.map import tile_map
from assistant.pages.parts import LATEST, html_zone
from assistant.pages.texts import text
from assistant.server.coverage import measure_coverage
from assistant.server.services import Services
from assistant.server.uploads import readable_suffixes
from ingest.analysis import fold
from ingest.knowledge import poles_by, regions_at

__all__ = ["corpus_tab"]

_ROWS_SHOWN = 50
_FIRST_YEAR = 2004
"""The policy's first year: earlier ones are the founding of a company or a town."""


def corpus_tab(services: Services, tab: gr.Tab, language: str) -> None:
    """Components and events of the tab."""
    may_change = services.may_change
    if may_change:
        html_zone("upload.html", language, "upload", suffixes=readable_suffixes())
    search = gr.Textbox(label=text("search_documents", language), elem_id="documents-search")
    rows = html_zone(
        "documents.html", language, "documents",
        sources=(), total=0, readable=frozenset(), added=frozenset(), may_change=may_change,
    )  # fmt: skip
    cover = html_zone("coverage.html", language, "coverage", cover=None, years={}, tiles=())
    reload = gr.Button(text("reload_list", language), size="sm", elem_id="documents-reload")

    def listed(wanted: str) -> str:
        return documents_html(services, wanted, language)

    def covered() -> str:
        return coverage_html(services, language)

    gr.on([tab.select, search.change, reload.click], listed, search, rows, **LATEST)
    gr.on([tab.select, reload.click], covered, None, cover, **LATEST)


def documents_html(services: Services, wanted: str, language: str) -> str:
    """Documents and the sources they cite whose title, publisher or date hold all of ``wanted``.

    Documents first, then the sources, the latest first.
    """
    index = services.index()
    documents = [index.sources[document.source_id] for document in index.store.documents()]
    readable = frozenset(source.id for source in documents)
    cited = [source for source in index.sources.values() if source.id not in readable]
    cited.sort(key=lambda source: source.date, reverse=True)
    words = fold(wanted).split()
    matching = [
        source
        for source in documents + cited
        if all(word in fold(f"{source.title} {source.publisher} {source.date}") for word in words)
    ]
    shown = matching[:_ROWS_SHOWN]
    added = frozenset(source.id for source in shown if services.uploads.is_added(source.id))
    return render_line(
        "documents.html",
        language,
        sources=shown,
        total=len(matching),
        readable=readable,
        added=added,
        may_change=services.may_change,
    )


def coverage_html(services: Services, language: str) -> str:
    """Plots of what the index covers, each a table as well."""
    corpus = services.corpus_or_none()
    cover = measure_coverage(services.index(), corpus, language)
    today = datetime.now(UTC).year
    years = {y: n for y, n in cover.fact_years.items() if _FIRST_YEAR <= y <= today}
    labelled = poles_by(corpus, status="labellisé") if corpus else ()
    tiles = tile_map([(pole.name, regions_at(pole)) for pole in labelled]) if corpus else ()
    return render_line("coverage.html", language, cover=cover, years=years, tiles=tiles)
