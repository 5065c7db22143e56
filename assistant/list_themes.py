"""The themes that a text names, as keys of the vocabulary, and the words that say them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.analysis import lexical_tokens

if TYPE_CHECKING:
    from assistant.finder_lexicon import Found, Lexicon

__all__ = ["Theme", "content_tokens", "lexicon", "overlaps", "terms_of", "themes_of"]

_KINDS = ("technologies", "sectors")
"""Of keys that are themes, the more telling first."""
_OF = re.compile(r"\s+(?:(?:de la|du|des|de|of)\s+|(?:de l'|d')\s*)?", re.IGNORECASE)
"""What stands inside an expression of several themes."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that a question names.

    Attributes:
        said: its words, as typed.
        readings: tokens of these words, as typed, and in the singular with typing errors mended.
        keys: of the vocabulary, that they say: technologies, which say more, before sectors.
        near: all keys that they say.
    """

    said: str
    readings: tuple[frozenset[str], ...]
    keys: tuple[str, ...]
    near: tuple[str, ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of themes."""
    from assistant.finder_lexicon import load_lexicon

    return load_lexicon(trades=False)


def terms_of(text: str, taken: Sequence[tuple[int, int]]) -> list[Found]:
    """The terms of themes: the sea in "outre-mer" is none, nor is a need ("budget")."""
    from assistant.finder_lexicon import STRONG

    return [
        term
        for term in lexicon().themes(text)
        if not overlaps(term.start, term.end, taken)
        and any(t.weight >= STRONG and t.kind in _KINDS for t in term.targets)
    ]


def themes_of(text: str, found: Sequence[Found], first: int) -> list[tuple[int, Theme]]:
    """The themes found, numbered from ``first``; "matériaux composites" is one expression."""
    from assistant.finder_lexicon import STRONG

    runs: list[list[int]] = []
    for n, term in enumerate(found):
        joined = runs and _OF.fullmatch(text, found[runs[-1][-1]].end, term.start)
        runs = [*runs[:-1], [*runs[-1], n]] if joined else [*runs, [n]]
    themes: list[tuple[int, Theme]] = []
    for run in runs:
        terms = [found[n] for n in run]
        said = text[terms[0].start : terms[-1].end]
        strong = [t for term in terms for t in term.targets if t.weight >= STRONG]
        held = [_once([t.key for t in strong if t.kind == kind]) for kind in _KINDS]
        typed = {said: None, " ".join(term.read for term in terms): None}
        readings = (frozenset(content_tokens(words) or lexical_tokens(words)) for words in typed)
        keys = next(filter(None, held))
        themes.append(
            (
                first + run[-1],
                Theme(said, tuple(dict.fromkeys(readings)), keys, (*held[0], *held[1])),
            )
        )
    return themes


def _once(keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def content_tokens(text: str) -> list[str]:
    """The stems of the words of ``text``, none of a single letter or digit."""
    return [t for t in lexical_tokens(text) if t[0] != "=" and len(t) > 1]


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Have the characters from ``start`` to ``end`` any in common with ``spans``?"""
    return any(a < end and start < b for a, b in spans)
