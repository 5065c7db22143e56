"""The wordings that limits are made of, ``data/limits.txt``, as patterns over folded text."""

from __future__ import annotations

import re
from functools import cache

from assistant.data import any_of, sections

__all__ = ["each_wording", "wordings"]

_NAME = re.compile(r"\{([a-z-]+)\}")


@cache
def wordings(name: str) -> re.Pattern[str]:
    """Any wording of a section.

    Raises:
        KeyError: there is no such section.
    """
    return re.compile("|".join(map(_spelt, _sections()[name])))


@cache
def each_wording(name: str) -> tuple[re.Pattern[str], ...]:
    """The wordings of a section, one by one."""
    return tuple(re.compile(_spelt(line)) for line in _sections()[name])


def _spelt(line: str) -> str:
    """``line`` with their wordings for the names of other sections."""
    return _NAME.sub(lambda m: f"(?:{wordings(m[1]).pattern})", line)


@cache
def _sections() -> dict[str, list[str]]:
    listed = {}
    for header, lines in sections("limits.txt").items():
        name, _, words = header.partition(" ")
        listed[name] = [any_of(" ".join(lines))] if words else lines
    return listed
