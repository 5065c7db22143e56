"""HTML from templates: every value is escaped, because a template cannot forget to."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.exports.conversation import plain_answer
from assistant.pages.texts import french_spaces, text
from assistant.records import Answer, Citation

__all__ = ["WEB", "answer_html", "render", "render_line", "viewer_url"]

WEB = Path(__file__).resolve().parent.parent / "web"
"""Folder of templates, styles and scripts."""

_BLANKS = re.compile(r"[ \t\r\n]+")  # not the no-break spaces of French
_MARKER = re.compile(r"(\S{0,20}?) ?\[(\d+)\]([.,;)]?)")
"""The end of a word, the marker behind it, the stop behind that: one line holds all three."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "viewer_url": viewer_url,
        "answer_html": answer_html,
        "plain_answer": plain_answer,
    }
    environment.filters |= {"safe_url": safe_url, "moment": moment, "french": french_spaces}
    return environment


def render(template: str, language: str, **values: Any) -> str:
    """A template of ``web/``, filled; ``t("title")`` in it is the interface text."""

    def translate(key: str, *parts: object) -> str:
        return text(key, language, *parts)

    return _environment().get_template(template).render(t=translate, lang=language, **values)


def render_line(template: str, language: str, **values: Any) -> str:
    """``render`` on a single line: a Markdown component then leaves it as it is."""
    return _BLANKS.sub(" ", render(template, language, **values)).strip()


def safe_url(url: str) -> str:
    """``url`` when it is a web address, else "": a document's metadata may hold anything."""
    return url if re.match(r"https?://[^\s/]", url) else ""


def moment(seconds: float, language: str) -> str:
    """Day and time, here, of ``seconds`` since the epoch."""
    form = "%d/%m/%Y %H:%M" if language == "fr" else "%Y-%m-%d %H:%M"
    return datetime.fromtimestamp(seconds).astimezone().strftime(form)


def viewer_url(citation: Citation, language: str) -> str:
    """Where the viewer shows the quote of ``citation``."""
    span = citation.span
    query = urlencode({"page": span.page, "start": span.start, "end": span.end, "lang": language})
    return f"/documents/{quote(citation.document_id)}?{query}#quote"


def answer_html(answer: Answer, language: str) -> Markup:
    """The answer's text, escaped, with French spaces, its markers as links to the viewer."""
    by_number = {citation.n: citation for citation in answer.citations}
    shown = french_spaces(answer.answer)
    parts: list[Markup] = []
    end = 0
    for match in _MARKER.finditer(shown):
        citation = by_number.get(int(match[2]))
        parts.append(escape(shown[end : match.start()]))
        parts.append(_marked(citation, language, match) if citation else escape(match[0]))
        end = match.end()
    parts.append(escape(shown[end:]))
    return Markup().join(parts)


def _marked(citation: Citation, language: str, match: re.Match[str]) -> Markup:
    """The marker as a link, with what it is kept together with."""
    label = text("open_citation", language, citation.n, citation.title)
    link = Markup('<sup><a class="cite" href="{}" aria-label="{}">{}</a></sup>').format(
        viewer_url(citation, language), label, citation.n
    )
    return Markup('<span class="kept">{}{}{}</span>').format(match[1], link, match[3])
