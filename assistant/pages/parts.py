"""Small pieces that every tab of the page uses."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.pages.html import render_line

__all__ = ["LATEST", "html_zone"]

LATEST: dict[str, Any] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "trigger_mode": "always_last",
}
"""Options of every event: each shows what is wanted now.

The programmable doors are elsewhere, and progress is shown by us. By default Gradio drops an event
while the one before it is still answered: a search typed while the list loads would be lost. Here
it is run once more afterwards, with what stands there then.
"""


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
