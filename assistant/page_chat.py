"""The chat tab: a question, its answer with markers, and its sources beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant.browser import browser_of, mode_wanted
from assistant.history import Exchange, turns_of
from assistant.page_html import render_line
from assistant.page_parts import EVENT, html_zone
from assistant.page_texts import text
from assistant.services import Services
from assistant.suggestions import Suggestions
from ingest.errors import PolesError

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
    exchanges: Sequence[Exchange],
    conversation: str,
    language: str,
    *,
    others: Sequence[str] = (),
    writer: str = "",
    problem: str = "",
) -> str:
    """The conversation.

    Args:
        exchanges: oldest first.
        conversation: its identifier.
        language: of the page.
        others: questions to ask instead of the last one, which had no answer.
        writer: language model that is at work on the last answer.
        problem: why the question just asked has no answer at all.
    """
    return render_line(
        "conversation.html",
        language,
        exchanges=exchanges[-_TURNS_SHOWN:],
        conversation=conversation,
        writer=writer,
        problem=problem,
        others=others,
    )


def chat_tab(services: Services, suggestions: Suggestions, language: str) -> Chat:
    """Components and events of the tab."""
    exchanges, conversation = gr.State(()), gr.State("")
    # Apart from the conversation, which an early question may fill before this one is loaded;
    # the style sheet hides it as soon as there is an answer.
    welcome = html_zone("welcome.html", language, "welcome", examples=(), loaded=False)
    zone = html_zone(
        "conversation.html", language, "conversation",
        exchanges=(), conversation="", others=(), writer="", problem="",
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

    def ask(asked: str, earlier: Exchanges, known: str, request: gr.Request) -> Iterator[Shown]:
        if not asked.strip():
            yield show(earlier, known, others=suggestions.after(earlier, language))
            return
        owner, modes = browser_of(request), services.modes
        try:
            answer = services.ask(asked, turns_of(earlier), door="page")
        except PolesError as error:  # the question stays in its box
            html = conversation_html(earlier, known, language, problem=str(error))
            yield html, asked, earlier, known
            return
        known, identifier = services.history.add(owner, known, answer)
        given = services.history.verdicts(owner, known)
        judged = (replace(exchange, verdict=given.get(exchange.id, 0)) for exchange in earlier)
        before = tuple(judged)
        now = (*before, Exchange(identifier, answer))
        writer = modes.wanted(mode_wanted(request))
        if not writer or not modes.can_write(answer):
            if not suggestions.at_hand(now, language):
                yield show(now, known)  # nobody waits for other questions to be tried
            yield show(now, known, others=suggestions.after(now, language))
            return
        yield show(now, known, writer=writer)  # the composed answer is there at once
        written = modes.write(answer, writer)
        services.history.amend(owner, identifier, written)
        yield show((*before, Exchange(identifier, written)), known)

    def show(now: Exchanges, known: str, **more: Any) -> Shown:
        return conversation_html(now, known, language, **more), "", now, known

    outputs = [zone, question, exchanges, conversation]
    asking = gr.on(
        [question.submit, send.click],
        ask,
        [question, exchanges, conversation],
        outputs,
        concurrency_limit=None,  # the makers have a queue; Gradio tells all of its own at each step
        **EVENT,
    )
    stop.click(None, None, None, cancels=[asking], **EVENT)
    fresh.click(lambda: show((), ""), None, outputs, **EVENT)
    return Chat(welcome, zone, exchanges, conversation)
