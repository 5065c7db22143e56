"""An empty Word document of ours: whose it is, of when, and in which language it is read aloud."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from assistant.pages.texts import text

__all__ = ["clean", "new_document", "saved"]


def new_document(title: str, language: str) -> Any:
    """A ``docx.Document`` with ``title``, in ``language`` ("fr" or "en").

    python-docx starts from a template that names itself as author, in 2013, in American English.
    """
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, text("title", language), ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    properties.last_modified_by = properties.author
    code = {"fr": "fr-FR", "en": "en-GB"}[language]
    properties.language = code
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), code)
    return document


def saved(document: Any) -> bytes:
    """The bytes of its file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def clean(value: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in " ".join(value.split()) if c >= " " and c not in "\ufffe\uffff")
