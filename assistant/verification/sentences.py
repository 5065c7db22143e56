"""The sentences of an answer, each with the markers that follow it. Pure."""

from __future__ import annotations

import re

__all__ = ["answer_parts"]

_END = re.compile(r"(?:\s*\[\d+\])+\s*|\n+")


def answer_parts(text: str) -> tuple[str, ...]:
    """``text`` cut after each group of markers and each line; joined, the parts are ``text``."""
    cuts = [match.end() for match in _END.finditer(text)]
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return tuple(part for part in parts if part)
