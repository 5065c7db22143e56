"""Whole answers as JSON and back, with the places of their quotes: what the history keeps."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from assistant.records import Answer, Citation, Timings
from ingest.records import Span

__all__ = ["answer_from_json", "answer_to_json"]


def answer_to_json(answer: Answer) -> str:
    """``answer`` with every field, unlike the JSON contract."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def answer_from_json(text: str) -> Answer:
    """What ``answer_to_json`` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is something else.
    """
    values: dict[str, Any] = json.loads(text)
    citations = tuple(
        Citation(**{**citation, "span": Span(**citation["span"])})
        for citation in values["citations"]
    )
    tuples = {name: tuple(values[name]) for name in ("poles", "notes")}
    timings = Timings(**values["timings"])
    return Answer(**{**values, **tuples, "citations": citations, "timings": timings})
