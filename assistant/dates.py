"""When a statement is true: its own date, else its document's. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["named_years", "statement_year"]

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d{2}(?!\d|[.,]\d)")
_LEADING = re.compile(
    r"^\W*(?:(?:en|in|depuis|since|vers|fin|début|dès|à partir de|au|le|la|l'|on|by|from|"
    r"de|entre|between|été|hiver|printemps|automne|mi|courant|dans les années|après|avant|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\d{1,2}(?:er)?)[\s'’-]*){1,5}((?:19|20)\d{2})",
    re.IGNORECASE,
)


def named_years(text: str) -> tuple[int, ...]:
    """Years that ``text`` names, in order, each once."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


@lru_cache(maxsize=8192)
def statement_year(text: str, document_year: int | None, today: int) -> int | None:
    """The year at which ``text`` is true.

    The date that opens the statement; else the latest past year that it names; else the
    document's. A year to come ("d'ici 2030") dates a goal, not the fact.
    """
    leading = _LEADING.match(text)
    if leading:
        return int(leading[1])
    past = [year for year in named_years(text) if year <= today]
    if past and document_year is None:
        return max(past)
    return document_year if document_year is not None else (max(past) if past else None)
