"""The chat tab: a question, its answer with markers, and its sources beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from assistant.browser import browser_of
from assistant.history import Exchange
from assistant.page_html import render_line
from assistant.page_parts import EVENT, html_zone
from assistant.page_texts import text
from assistant.records import Turn
from assistant.services import Services
from assistant.suggestions import Suggestions

__all__ = ["Chat", "chat_tab", "conversation_html"]

_TURNS_SHOWN = 50
"""A longer conversation shows its end; the export has it whole."""

Exchanges = tuple[Exchange, ...]
Shown = tuple[str, str, Exchanges, str]
"""Conversation as HTML, text of the question box, exchanges, identifier of the conversation."""


@dataclass(frozen=True, slots=True)
class Chat:
    """The components that other tabs fill."""

    welcome: gr.Markdown
    zone: gr.Markdown
    exchanges: gr.State
    conversation: gr.State


def conversation_html(
    exchanges: Sequence[Exchange], conversation: str, suggestions: Suggestions, language: str
) -> str:
    """The conversation, with questions to ask instead when the last one had no answer."""
    declined = exchanges[-1].answer if exchanges and not exchanges[-1].answer.citations else None
    return render_line(
        "conversation.html",
        language,
        exchanges=exchanges[-_TURNS_SHOWN:],
        conversation=conversation,
        others=suggestions.after(declined, language) if declined else (),
    )


def chat_tab(services: Services, suggestions: Suggestions, language: str) -> Chat:
    """Components and events of the tab."""
    exchanges, conversation = gr.State(()), gr.State("")
    # Apart from the conversation, which an early question may fill before this one is loaded;
    # the style sheet hides it as soon as there is an answer.
    welcome = html_zone("welcome.html", language, "welcome", examples=())
    zone = html_zone(
        "conversation.html", language, "conversation",
        exchanges=(), conversation="", others=(),
    )  # fmt: skip
    with gr.Row(elem_id="ask"):
        question = gr.Textbox(
            label=text("question", language),
            placeholder=text("question_hint", language),
            lines=1,
            max_lines=5,
            max_length=10_000,
            elem_id="question",
            scale=8,
        )
        with gr.Column(scale=1, min_width=130, elem_id="ask-buttons"):
            send = gr.Button(text("send", language), variant="primary", elem_id="send")
            stop = gr.Button(text("stop", language), elem_id="stop")
    fresh = gr.Button(text("new_conversation", language), elem_id="new-conversation", size="sm")

    def ask(asked: str, earlier: Exchanges, known: str, request: gr.Request) -> Shown:
        if not asked.strip():
            return show(earlier, known)
        turns = [turn for exchange in earlier for turn in _turns(exchange)]
        answer = services.ask(asked, turns, door="page")
        known, identifier = services.history.add(browser_of(request), known, answer)
        verdicts = {e.id: e for e in services.history.exchanges(browser_of(request), known)}
        now = (*(verdicts.get(e.id, e) for e in earlier), Exchange(identifier, answer))
        return show(now, known)

    def show(now: Exchanges, known: str) -> Shown:
        return conversation_html(now, known, suggestions, language), "", now, known

    outputs = [zone, question, exchanges, conversation]
    asking = gr.on(
        [question.submit, send.click],
        ask,
        [question, exchanges, conversation],
        outputs,
        concurrency_limit=16,
        **EVENT,
    )
    stop.click(None, None, None, cancels=[asking], **EVENT)
    fresh.click(lambda: show((), ""), None, outputs, **EVENT)
    return Chat(welcome, zone, exchanges, conversation)


def _turns(exchange: Exchange) -> tuple[Turn, Turn]:
    answer = exchange.answer
    return Turn("user", answer.question), Turn("assistant", answer.answer)
