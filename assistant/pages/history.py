"""The tab of past conversations: a list to search, where each can be opened, renamed, deleted."""

from __future__ import annotations

import gradio as gr

from assistant.pages.browser import browser_of
from assistant.pages.html import render_line
from assistant.pages.parts import LATEST, html_zone
from assistant.pages.texts import text
from assistant.server.services import Services

__all__ = ["history_tab"]


def history_tab(services: Services, tab: gr.Tab, language: str) -> None:
    """Components and events of the tab; the buttons of a conversation are our script's."""
    search = gr.Textbox(label=text("search_history", language), elem_id="history-search")
    zone = html_zone("conversations.html", language, "history", rows=None)
    reload = gr.Button(text("reload_list", language), size="sm", elem_id="history-reload")

    def listed(wanted: str, request: gr.Request) -> str:
        rows = services.history.conversations(browser_of(request), wanted)
        return render_line("conversations.html", language, rows=rows)

    gr.on([tab.select, search.change, reload.click], listed, search, zone, **LATEST)
