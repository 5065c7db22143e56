"""What an HTML page holds and does not show: nobody who looks at the page can read it. Pure.

Only what an element says of itself (``hidden``, ``style``, ``bgcolor``) is looked at: a style sheet
hides much that a click shows. ``aria-hidden`` hides from screen readers, not from the eye.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["is_hidden"]

_NOTHING = r"(?:0*\.?0+)(?:px|pt|em|rem|%|vh|vw)?"
_GONE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|"
    r"opacity:0*\.?0+%?(?=\s*(?:;|!|$))|clip:rect\((?:0(?:px)?|1px)[ ,]|"
    r"clip-path:inset\((?:50|100)%|"
    r"transform:scale\(0\)|(?:text-indent|margin-left|margin-top):-\d{3,}(?:px|em|rem|%|vw))"
)
_PLACED = re.compile(r"(?:^|;)position:(?:absolute|fixed|relative)")
_FAR = re.compile(r"(?:^|;)(?:left|top|right|bottom):-\d{3,}(?:\.\d+)?(?:px|em|rem|%|vw|vh|pt)")
_NO_SIZE = re.compile(rf"(?:^|;)(?:max-)?(?:width|height):(?:{_NOTHING}|1px)(?=\s*(?:;|!|$))")
_CUT = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)")
_TINY = re.compile(
    rf"(?:^|;)font(?:-size)?:(?:{_NOTHING}|0*\.\d+(?:px|pt)|1(?:px|pt))(?=;|!|$|/|\s)"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250),
          "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
          "red": (255, 0, 0), "yellow": (255, 255, 0), "blue": (0, 0, 255)}  # fmt: skip
_WHITE = (255, 255, 255)
_ALIKE = 16
"""Most that two colours may differ by, in each channel, and nobody can tell them apart."""


def is_hidden(element: Any) -> bool:
    """Does ``element`` say that it is not to be seen?"""
    attributes = element.attrib
    if "hidden" in attributes:
        return True
    style = _style(element)
    if not style and "color" not in attributes and "size" not in attributes:
        return False
    if _GONE.search(style) or (_PLACED.search(style) and _FAR.search(style)):
        return True
    if _NO_SIZE.search(style) and _CUT.search(style):
        return True
    if _TINY.search(style) and not _resets(element, "font"):
        return True
    return _is_like_its_ground(element, style) and not _resets(element, "color")


def _style(element: Any) -> str:
    return re.sub(r"\s*([:;,(])\s*", r"\1", element.get("style", "").lower().strip())


def _resets(element: Any, what: str) -> bool:
    """Does something in ``element`` set ``what`` anew? Then that may be seen."""
    return any(what in child.get("style", "") for child in element.iterdescendants("*"))


def _is_like_its_ground(element: Any, style: str) -> bool:
    """Is its text of the colour that it stands on, white where none is told?"""
    told = _COLOUR.search(style)
    written = told[1] if told else element.get("color", "")
    if written.replace(" ", "") == "transparent":
        return True
    colour = _read_colour(written)
    if colour is None:
        return False
    ground = _ground_of(element)
    return ground is not None and all(
        abs(one - other) <= _ALIKE for one, other in zip(colour, ground, strict=True)
    )


def _ground_of(element: Any) -> tuple[int, ...] | None:
    """The colour behind ``element``; None where a style sheet may set one that is not known."""
    unknown = False
    for holder in (element, *element.iterancestors()):
        told = _GROUND.search(_style(holder))
        written = told[1] if told else holder.get("bgcolor", "")
        if written:
            return None if unknown else _read_colour(written)
        unknown = unknown or "class" in holder.attrib or "id" in holder.attrib
    return None if unknown else _WHITE


def _read_colour(written: str) -> tuple[int, ...] | None:
    """Red, green and blue of "#fff", "rgb(255,255,255)" or a name; None for any other."""
    written = written.strip()
    if written in _NAMED:
        return _NAMED[written]
    digits = re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", written)
    if digits:
        code = digits[1] if len(digits[1]) == 6 else "".join(2 * digit for digit in digits[1])
        return tuple(int(code[n : n + 2], 16) for n in (0, 2, 4))
    parts = re.match(r"rgba?\((\d+)[ ,]+(\d+)[ ,]+(\d+)", written)
    return tuple(map(int, parts.groups())) if parts else None
