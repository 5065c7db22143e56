"""The page: one Gradio application a language."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from assistant.pages.by_language import PAGE_PATHS
from assistant.pages.corpus import corpus_tab
from assistant.pages.finder import finder_tab
from assistant.pages.history import history_tab
from assistant.pages.parts import html_zone
from assistant.pages.quality import quality_tab
from assistant.pages.settings import settings_tab
from assistant.pages.shell import Shell
from assistant.pages.texts import text
from assistant.server.services import Services

__all__ = ["make_page"]

_LOOK_SECONDS = 0.01


def make_page(services: Services, language: str) -> FastAPI:
    """An application with the page in ``language``, at the path of ``PAGE_PATHS``."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    path = PAGE_PATHS[language]
    blocks = build_page(services, language)
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


def build_page(services: Services, language: str) -> gr.Blocks:
    """The page in one language."""
    blocks = gr.Blocks(title=text("title", language), analytics_enabled=False)
    with blocks:
        html_zone("header.html", language, "banner", secured=bool(services.server.secrets))
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(text("tab_chat", language), id="chat", elem_id="chat"):
                html_zone("chat.html", language, "conversation")
            vocabulary = services.vocabulary_or_none()
            if vocabulary is not None:
                with gr.Tab(text("tab_finder", language), id="finder"):
                    finder_tab(services, vocabulary, language)
            with gr.Tab(text("tab_corpus", language), id="corpus") as tab:
                corpus_tab(services, tab, language)
            with gr.Tab(text("tab_history", language), id="history") as tab:
                history_tab(services, tab, language)
            with gr.Tab(text("tab_quality", language), id="quality") as tab:
                quality_tab(services, tab, language)
            with gr.Tab(text("tab_settings", language), id="settings") as tab:
                settings_tab(services, tab, language)
        html_zone("footer.html", language, "footer")
    return blocks
