"""Patterns over folded text that are made of sections of a file of ``data``.

A section is a pattern: each of its lines is one of its alternatives, ``{name}`` stands for any
wording of another section.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

__all__ = ["Wordings"]

_NAME = re.compile(r"\{([a-z-]+)\}")


class Wordings:
    """The sections of a file as patterns.

    Args:
        sections: lines by the name of their section.
    """

    def __init__(self, sections: Mapping[str, Sequence[str]]) -> None:
        self._sections = sections
        self.any_of, self.each = cache(self._any_of), cache(self._each)

    def _any_of(self, name: str) -> re.Pattern[str]:
        """Any wording of a section.

        Raises:
            KeyError: there is no such section.
        """
        return re.compile("|".join(map(self._spelt, self._sections[name])))

    def _each(self, name: str) -> tuple[re.Pattern[str], ...]:
        """The wordings of a section, one by one."""
        return tuple(re.compile(self._spelt(line)) for line in self._sections[name])

    def _spelt(self, line: str) -> str:
        """``line`` with their wordings for the names of other sections."""
        return _NAME.sub(lambda m: f"(?:{self.any_of(m[1]).pattern})", line)
