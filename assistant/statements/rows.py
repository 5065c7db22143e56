"""Rows of tables as statements: "Région : Bretagne · Projets : 33". Pure."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from ingest.analysis import STOP_WORDS, fold, lexical_tokens

__all__ = ["cells_of", "head_of", "in_column", "in_unit_of", "is_asked", "is_of_another"]

_ASIDE = re.compile(r" ?\([^)]*\)")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{3,}")


def cells_of(statement: str) -> list[tuple[str, str]]:
    """Head and value of each cell of a row, none of another statement."""
    if " · " not in statement:
        return []
    cells = [cell.partition(" : ")[::2] for cell in statement.split(" · ")]
    return cells if len(cells) > 1 and all(value for _, value in cells) else []


def head_of(statement: str) -> str:
    """The head of a row's first column, "" of another statement."""
    cells = cells_of(statement)
    return cells[0][0] if cells else ""


def is_asked(statement: str, question: str) -> bool:
    """Does the question hold every word of a row's first cell, its unit in brackets aside?"""
    cells = cells_of(statement)
    key = _tokens(_ASIDE.sub(" ", cells[0][1])) if cells else frozenset()
    return bool(key) and key <= _tokens(question)


def in_column(statement: str, words: AbstractSet[str], *, number: bool) -> bool:
    """Does a row give a value, a number or else some name, in a column headed by these words?"""
    return any(
        not words.isdisjoint(_tokens(head)) and (_DIGIT if number else _WORD).search(value)
        for head, value in cells_of(statement)[1:]
    )


def in_unit_of(statement: str, units: re.Pattern[str]) -> bool:
    """Is the first cell of a row followed by a unit in brackets: "Budget (k€)"?"""
    cells = cells_of(statement)
    return any(units.fullmatch(unit) for unit in _ASIDE.findall(cells[0][1])) if cells else False


def is_of_another(statement: str, question: str) -> bool:
    """Is a row of another thing of the kind: "petite entreprise", where "grande" is asked?

    Its first cell shares a word with the question, not the word that stands beside it there.
    """
    cells = cells_of(statement)
    key = _tokens(cells[0][1]) if cells else frozenset()
    if not key or key <= _tokens(question):
        return False
    said = _tokens(statement)
    return any(
        one & key and not other & said
        for pair in _pairs(question)
        for one, other in (pair, pair[::-1])
    )


@lru_cache(maxsize=64)
def _pairs(question: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Tokens of words that stand side by side, without stop words."""
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(question)]
    return tuple(
        (_tokens(one), _tokens(other))
        for (_, end, one), (start, _, other) in pairwise(words)
        if start == end + 1 and not {fold(one), fold(other)} & STOP_WORDS
    )


@lru_cache(maxsize=8192)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(lexical_tokens(text))
