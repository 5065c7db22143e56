"""The page: one Gradio application a language."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI

from assistant.browser import browser_of
from assistant.page_chat import chat_tab, conversation_html
from assistant.page_corpus import corpus_tab
from assistant.page_finder import finder_tab
from assistant.page_history import history_tab
from assistant.page_html import render_line
from assistant.page_parts import EVENT, html_zone
from assistant.page_quality import quality_tab
from assistant.page_settings import settings_tab
from assistant.page_shell import Shell
from assistant.page_texts import text
from assistant.pages import PAGE_PATHS
from assistant.services import Services
from assistant.suggestions import Suggestions
from ingest.errors import PolesError

__all__ = ["make_page"]

_LOOK_SECONDS = 0.01


def make_page(services: Services, suggestions: Suggestions, language: str) -> FastAPI:
    """An application with the page in ``language``, at the path of ``PAGE_PATHS``."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    path = PAGE_PATHS[language]
    blocks = build_page(services, suggestions, language)
    gr.mount_gradio_app(
        app,
        blocks,
        path.rstrip("/") or path,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        # Fonts by name only: a font object would make Gradio fetch it from another site.
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace"]),
    )
    # Gradio looks for work a thousand times a second; every look takes time from an answer.
    blocks._queue.sleep_when_free = _LOOK_SECONDS
    app.add_middleware(Shell, path=path, language=language)
    return app


def build_page(services: Services, suggestions: Suggestions, language: str) -> gr.Blocks:
    """The page in one language."""
    blocks = gr.Blocks(title=text("title", language), analytics_enabled=False)
    with blocks:
        html_zone("header.html", language, "banner", secured=bool(services.server.secrets))
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab(text("tab_chat", language), id="chat"):
                chat = chat_tab(services, suggestions, language)
            vocabulary = services.vocabulary_or_none()
            if vocabulary is not None:
                with gr.Tab(text("tab_finder", language), id="finder"):
                    finder_tab(services, vocabulary, language)
            with gr.Tab(text("tab_corpus", language), id="corpus") as tab:
                corpus_tab(services, tab, language)
            with gr.Tab(text("tab_history", language), id="history") as tab:
                history_tab(services, suggestions, chat, tabs, tab, language)
            with gr.Tab(text("tab_quality", language), id="quality") as tab:
                quality_tab(services, tab, language)
            with gr.Tab(text("tab_settings", language), id="settings") as tab:
                settings_tab(services, tab, language)
        html_zone("footer.html", language, "footer")

        def begin(request: gr.Request) -> tuple[Any, ...]:
            try:
                examples = suggestions.examples(language)
            except PolesError:  # the first question will say what is wrong
                examples = ()
            welcome = render_line("welcome.html", language, examples=examples, loaded=True)
            wanted = str(request.query_params.get("conversation", ""))
            exchanges = services.history.exchanges(browser_of(request), wanted) if wanted else ()
            if not exchanges:  # a question may have been asked before this runs: let it be
                return welcome, gr.skip(), gr.skip(), gr.skip()
            others = suggestions.after(exchanges, language)
            shown = conversation_html(exchanges, wanted, language, others=others)
            return welcome, shown, exchanges, wanted

        outputs = [chat.welcome, chat.zone, chat.exchanges, chat.conversation]
        blocks.load(begin, None, outputs, **EVENT)
    return blocks
