"""The settings tab: answer mode, text size, theme, language."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.pages.html import render_line
from assistant.pages.parts import LATEST, html_zone
from assistant.server.services import Services

__all__ = ["settings_tab"]


def settings_tab(services: Services, tab: gr.Tab, language: str) -> None:
    """Components and events of the tab; a model that is pulled meanwhile appears in it."""

    def values() -> dict[str, Any]:
        return {"modes": services.modes.available(), "usual": services.modes.usual}

    zone = html_zone("settings.html", language, "settings", **values())
    tab.select(lambda: render_line("settings.html", language, **values()), None, zone, **LATEST)
