"""The wordings that limits are made of, ``data/limits.txt``, as patterns over folded text."""

from __future__ import annotations

import re
from functools import cache

from assistant.data import DATA

__all__ = ["each_wording", "wordings"]

_HEADER = re.compile(r"^\[([\w-]+)( words)?\]\n", re.MULTILINE)
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
def _sections() -> dict[str, tuple[str, ...]]:
    text = (DATA / "limits.txt").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n|^\n", "", text, flags=re.MULTILINE).replace("\n  ", "")
    _, *pieces = _HEADER.split(text)
    return {
        name: tuple(_listed(body) if words else body.splitlines())
        for name, words, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    }


def _listed(body: str) -> list[str]:
    return [f"{word.replace('_', ' ')}s?" for word in body.split()]
