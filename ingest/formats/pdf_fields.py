"""What was filled in a PDF form: the values of its fields, each where its box stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject

__all__ = ["filled_fields"]

_TEXTUAL = frozenset({"/Tx", "/Ch"})
"""Fields that hold text, and choices; ticks and buttons say nothing by themselves."""


def filled_fields(page: PageObject) -> Iterator[tuple[tuple[float, float, float, float], str]]:
    """Box (left, bottom, right, top) and value of each field of ``page`` that holds one."""
    annotations = page.get("/Annots")
    for reference in annotations.get_object() if annotations is not None else ():
        field: Any = reference.get_object()
        if field.get("/Subtype") != "/Widget" or _inherited(field, "/FT") not in _TEXTUAL:
            continue
        value = _inherited(field, "/V")
        values = value if isinstance(value, list) else [value]
        text = " ".join(" ".join(str(part).split()) for part in values if part is not None)
        box = [float(number) for number in field.get("/Rect", ())]
        if text and len(box) == 4:
            left, right = sorted((box[0], box[2]))
            bottom, top = sorted((box[1], box[3]))
            yield (left, bottom, right, top), text


def _inherited(field: Any, key: str) -> Any:
    """An entry of a field, or of the nearest field above it that has one."""
    for _ in range(8):
        if key in field:
            return field[key].get_object()
        if "/Parent" not in field:
            return None
        field = field["/Parent"].get_object()
    return None
