"""The words of themes: what a text says of technologies and sectors. Pure once loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.data import DATA
from ingest.analysis import fold

if TYPE_CHECKING:
    from assistant.understanding.lexicon import Found, Lexicon

__all__ = ["KINDS", "NAMES", "lexicon", "overlaps", "terms_of"]

NAMES = DATA / "theme_names.txt"
"""The names of a theme, an acronym and its long form."""
_SEATED = frozenset(("implante", "implantee", "implantes", "implantees"))
"""Say where a pôle is, and are no implants."""
KINDS = ("technologies", "sectors")
"""Of keys that are themes, the more telling first."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of themes."""
    from assistant.understanding.lexicon import load_lexicon

    return load_lexicon(trades=NAMES)


def terms_of(text: str, taken: Sequence[tuple[int, int]]) -> list[Found]:
    """The terms of themes: the sea in "outre-mer" is none, nor is a need ("budget")."""
    from assistant.understanding.lexicon import STRONG

    return [
        term
        for term in lexicon().themes(text)
        if not overlaps(term.start, term.end, taken)
        and fold(text[term.start : term.end]) not in _SEATED
        and any(t.weight >= STRONG and t.kind in KINDS for t in term.targets)
    ]


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Have the characters from ``start`` to ``end`` any in common with ``spans``?"""
    return any(a < end and start < b for a, b in spans)
