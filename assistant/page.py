"""The page: one Gradio application a language, mounted on the server."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from assistant.page_chat import chat_tab
from assistant.page_corpus import corpus_tab
from assistant.page_finder import finder_tab
from assistant.page_history import history_tab
from assistant.page_html import render_line
from assistant.page_parts import EVENT, html_zone
from assistant.page_quality import quality_tab
from assistant.page_shell import Shell
from assistant.page_texts import text
from assistant.services import Services
from assistant.suggestions import Suggestions

__all__ = ["make_pages"]

_PATHS = (("/en", "en"), ("/", "fr"))
"""The longer path first: the first mount that matches wins."""


def make_pages(services: Services) -> FastAPI:
    """An application with the French page at "/" and the English one at "/en"."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    suggestions = Suggestions(services)
    # Fonts by name only: a font object would make Gradio fetch it from another site.
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace"])
    for path, language in _PATHS:
        gr.mount_gradio_app(
            app,
            build_page(services, suggestions, language),
            path,
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            show_error=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            theme=theme,
        )
    app.add_middleware(Shell, pages=dict(_PATHS))
    return app


def build_page(services: Services, suggestions: Suggestions, language: str) -> gr.Blocks:
    """The page in one language."""
    blocks = gr.Blocks(title=text("title", language), analytics_enabled=False)
    with blocks:
        html_zone("header.html", language, "banner", secured=bool(services.server.secrets))
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab(text("tab_chat", language), id="chat"):
                chat = chat_tab(services, suggestions, language)
            corpus = services.corpus_or_none()
            if corpus is not None:
                with gr.Tab(text("tab_finder", language), id="finder"):
                    finder_tab(services, corpus, language)
            with gr.Tab(text("tab_corpus", language), id="corpus") as tab:
                corpus_tab(services, tab, language)
            with gr.Tab(text("tab_history", language), id="history") as tab:
                history_tab(services, suggestions, chat, tabs, tab, language)
            with gr.Tab(text("tab_quality", language), id="quality") as tab:
                quality_tab(services, tab, language)
            with gr.Tab(text("tab_settings", language), id="settings"):
                html_zone("settings.html", language, "settings")
        html_zone("footer.html", language, "footer")

        def welcome() -> str:
            examples = suggestions.examples(language)
            return render_line("welcome.html", language, examples=examples)

        blocks.load(welcome, None, chat.welcome, **EVENT)
    return blocks
