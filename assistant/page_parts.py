"""Small pieces that every tab of the page uses."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.page_html import render_line

__all__ = ["EVENT", "html_zone"]

EVENT: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Options of every event: the programmable doors are elsewhere, and progress is shown by us."""


def html_zone(template: str, language: str, name: str, **values: Any) -> gr.Markdown:
    """A zone of HTML made by a template, with the identifier ``name`` in the page.

    A Markdown component, because Gradio's HTML component compiles its content as a script,
    which the content policy forbids. Its sanitiser stays off: it would strip every ARIA
    attribute, and the templates escape every value.
    """
    return gr.Markdown(
        render_line(template, language, **values),
        elem_id=name,
        sanitize_html=False,
        latex_delimiters=[],
    )
