"""Documents and errors as JSON, for the pipe between a worker and its parent.

JSON and not pickle: what comes out of a process that parses hostile files is data, never code.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ingest.errors import ReadError
from ingest.records import Document, Heading, Page, Reference

__all__ = ["from_message", "to_message"]


def to_message(result: Document | ReadError) -> dict[str, Any]:
    """A result as JSON values."""
    if isinstance(result, ReadError):
        return {"error": [result.reason, str(result)]}
    return {"document": asdict(result)}


def from_message(message: dict[str, Any]) -> Document | ReadError:
    """The result that ``to_message`` wrote.

    Raises:
        KeyError, TypeError, ValueError: the message is something else.
    """
    if "error" in message:
        reason, text = message["error"]
        return ReadError(str(reason), str(text))
    values = dict(message["document"])
    values["pages"] = tuple(_page(page) for page in values["pages"])
    values["warnings"] = tuple(map(str, values["warnings"]))
    values["footnotes"] = tuple((str(label), str(text)) for label, text in values["footnotes"])
    return Document(**values)


def _page(values: dict[str, Any]) -> Page:
    return Page(
        number=int(values["number"]),
        text=str(values["text"]),
        label=str(values["label"]),
        headings=tuple(Heading(**heading) for heading in values["headings"]),
        references=tuple(Reference(**reference) for reference in values["references"]),
    )
