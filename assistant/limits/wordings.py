"""The wordings that limits are made of, ``data/limits.txt``, as patterns over folded text."""

from __future__ import annotations

import re
from functools import cache

from assistant.data import any_of, sections
from assistant.wordings import Wordings

__all__ = ["each_wording", "wordings"]


def wordings(name: str) -> re.Pattern[str]:
    """Any wording of a section.

    Raises:
        KeyError: there is no such section.
    """
    return _limits().any_of(name)


def each_wording(name: str) -> tuple[re.Pattern[str], ...]:
    """The wordings of a section, one by one."""
    return _limits().each(name)


@cache
def _limits() -> Wordings:
    listed = {}
    for header, lines in sections("limits.txt").items():
        name, _, words = header.partition(" ")
        listed[name] = [any_of(" ".join(lines))] if words else lines
    return Wordings(listed)
