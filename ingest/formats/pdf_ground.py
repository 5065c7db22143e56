"""The paper under a PDF's text: what nobody reads on it, and what is painted over it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["Box", "box_of", "holds", "is_clear", "is_paper"]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
_NEAR_WHITE = 0.97  # of the light of each colour: nobody reads it on paper


def box_of(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box around ``points``."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def holds(box: Box, x: float, y: float, margin: float) -> bool:
    """Is a point in ``box``, or as near to it as ``margin``?"""
    left, bottom, right, top = box
    return left - margin <= x <= right + margin and bottom - margin <= y <= top + margin


def is_clear(opacity: float) -> bool:
    """Does so little of a colour cover the paper that nobody sees it?"""
    return opacity < 1 - _NEAR_WHITE


def is_paper(operator: bytes, operands: Sequence[Any]) -> bool:
    """Is a colour that of paper? One number may be the tint of an ink: that is not known."""
    if not all(isinstance(value, int | float) for value in operands):
        return False
    values = [float(value) for value in operands]
    if len(values) == 4:
        return all(value <= 1 - _NEAR_WHITE for value in values)
    told = len(values) == 3 or operator == b"g"
    return told and all(_NEAR_WHITE <= value <= 1 for value in values)
