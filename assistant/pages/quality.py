"""The quality tab: evaluation reports, and what readers said."""

from __future__ import annotations

import gradio as gr

from assistant.pages.html import render_line
from assistant.pages.parts import LATEST, html_zone
from assistant.pages.report_routes import list_reports
from assistant.server.services import Services

__all__ = ["quality_tab"]

_SHOWN = 50


def quality_tab(services: Services, tab: gr.Tab, language: str) -> None:
    """Components and events of the tab."""
    zone = html_zone(
        "quality.html", language, "quality",
        reports=(), feedback=(), may_change=services.may_change,
    )  # fmt: skip

    def shown() -> str:
        may_read = services.may_change
        return render_line(
            "quality.html",
            language,
            reports=list_reports(services.settings.home)[:_SHOWN],
            feedback=services.history.feedback(_SHOWN) if may_read else (),
            may_change=may_read,
        )

    tab.select(shown, None, zone, **LATEST)
