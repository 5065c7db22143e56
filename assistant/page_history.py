"""The tab of past conversations: search, open, rename, delete."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import gradio as gr

from assistant.browser import browser_of
from assistant.history import Conversation, Exchange
from assistant.page_chat import Chat, conversation_html
from assistant.page_parts import EVENT, LATEST
from assistant.page_texts import text
from assistant.services import Services
from assistant.suggestions import Suggestions

__all__ = ["history_tab"]


def history_tab(
    services: Services,
    suggestions: Suggestions,
    chat: Chat,
    tabs: gr.Tabs,
    tab: gr.Tab,
    language: str,
) -> None:
    """Components and events of the tab; opening a conversation goes to the chat."""
    history = services.history
    search = gr.Textbox(label=text("search_history", language), elem_id="history-search")
    found = gr.Radio([], label=text("conversations", language), elem_id="history-list")
    opened = gr.Button(text("open", language), variant="primary", elem_id="history-open")
    with gr.Row(elem_id="history-actions"):
        title = gr.Textbox(
            label=text("new_title", language), max_length=80, elem_id="history-title"
        )
        rename = gr.Button(text("rename", language), elem_id="history-rename")
        delete = gr.Button(text("delete", language), elem_id="history-delete")

    def rows_of(wanted: str, request: gr.Request) -> dict[str, Any]:
        rows = history.conversations(browser_of(request), wanted)
        label = text("conversations_n", language, len(rows))
        return {"choices": [_choice(row, language) for row in rows], "label": label}

    def listed(wanted: str, request: gr.Request) -> gr.Radio:
        # What was chosen while the list was on its way stays chosen.
        return gr.Radio(**rows_of(wanted, request))

    def shown_one(known: str | None, wanted: str, request: gr.Request) -> str:
        """The conversation chosen, "" when a search has taken it out of sight since."""
        rows = history.conversations(browser_of(request), wanted)
        return next((row.id for row in rows if row.id == known), "")

    def open_one(
        known: str | None, request: gr.Request
    ) -> tuple[str, tuple[Exchange, ...], str, gr.Tabs]:
        exchanges = history.exchanges(browser_of(request), known or "")
        known = known if known and exchanges else ""
        others = suggestions.after(exchanges, language)
        html = conversation_html(exchanges, known, language, others=others)
        return html, exchanges, known, gr.Tabs(selected="chat" if exchanges else "history")

    def rename_one(known: str | None, name: str, wanted: str, request: gr.Request) -> gr.Radio:
        history.rename(browser_of(request), shown_one(known, wanted, request), name)
        return listed(wanted, request)

    def delete_one(
        known: str | None, shown: str, wanted: str, request: gr.Request
    ) -> tuple[gr.Radio, str, tuple[Exchange, ...], str]:
        history.delete(browser_of(request), shown_one(known, wanted, request))
        exchanges = history.exchanges(browser_of(request), shown)
        shown = shown if exchanges else ""
        others = suggestions.after(exchanges, language)
        html = conversation_html(exchanges, shown, language, others=others)
        found = gr.Radio(**rows_of(wanted, request), value=None)
        return found, html, exchanges, shown

    gr.on([tab.select, search.change], listed, search, found, **LATEST)
    opened.click(open_one, found, [chat.zone, chat.exchanges, chat.conversation, tabs], **LATEST)
    rename.click(rename_one, [found, title, search], found, **EVENT)
    outputs = [found, chat.zone, chat.exchanges, chat.conversation]
    delete.click(delete_one, [found, chat.conversation, search], outputs, **EVENT)


def _choice(row: Conversation, language: str) -> tuple[str, str]:
    when = datetime.fromtimestamp(row.updated).astimezone()
    day = when.strftime("%d/%m/%Y %H:%M" if language == "fr" else "%Y-%m-%d %H:%M")
    return f"{row.title} — {day} ({row.exchanges})", row.id
