"""When a statement is true: its own date, else its document's. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.analysis import fold
from ingest.numbers import SMALL

__all__ = [
    "MONTHS",
    "covers",
    "in_years",
    "last_year",
    "named_years",
    "since_year",
    "statement_year",
    "tells_year",
]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january", "fevrier february", "mars march", "avril april", "mai may",
            "juin june", "juillet july", "aout august", "septembre september",
            "octobre october", "novembre november", "decembre december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""The number of a month, by its folded name in either language."""
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d{2}(?!\d|[.,]\d)")
_LEADING = re.compile(
    r"^\W*(?:(?:en|in|depuis|since|vers|fin|début|dès|à partir de|au|le|la|l'|on|by|from|"
    r"de|entre|between|été|hiver|printemps|automne|mi|courant|dans les années|après|avant|"
    rf"{'|'.join(MONTHS)}|février|août|décembre|\d{{1,2}}(?:er)?)[\s'’-]*){{1,5}}"
    r"((?:19|20)\d{2})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[^.;()\d]{1,25}?\b(?:à|au|et|to|until|and)\s(?:\w+\s){0,2}?"
    r"((?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_WENT = re.compile(
    r"\bpass\w+ d(?:e |['’])|\b(?:grew|rose|fell|went|increased) from", re.IGNORECASE
)
_OPENING = 12
"""Characters before a period that opens a statement: "De janvier "."""
_SINCE = re.compile(
    r"\b(?:depuis|since|à partir de|from)\s(?:l['’]\s?|le |la |the )?(?:[\w']+\s){0,3}?"
    r"((?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:contre|desormais|aujourd'hui|maintenant|rapport|compar\w+|than|now|today|versus|vs)\b"
)
_AGO = "|".join(SMALL)
_RELATIVE = re.compile(
    rf"\b(?:l['’]an(?:n[ée]e)? (?:dernier|derni[èe]re|pass[ée]e?)|il y a (?P<ans>{_AGO}|\d) ans|"
    rf"(?P<next>l['’]an(?:n[ée]e)? prochaine?)|"
    rf"(?P<english>last year|(?P<years>{_AGO}|\d) years ago))\b",
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


def in_years(text: str, today: int) -> str:
    """``text`` with "l'an dernier", "il y a trois ans", "last year" as years.

    Not where that time is set beside another ("contre combien il y a cinq ans ?"): one statement
    may tell both in its own words.
    """
    if _COMPARES.search(fold(text)):
        return text

    def year(match: re.Match[str]) -> str:
        told = fold(match["ans"] or match["years"] or "1")
        ago = SMALL.get(told) or int(told)
        year = today + 1 if match["next"] else today - ago
        return f"{'in' if match['english'] else 'en'} {year}"

    return _RELATIVE.sub(year, text)


def covers(text: str, year: int) -> bool:
    """Does ``text`` name ``year``, or years before and after it ("de 2012 à 2017")?

    "2013-2018" is the period of a contract or of a plan, in which people come and go.
    What holds "depuis 2006" holds until the last year that the text names.
    """
    years = named_years(text)
    if year in years or any(int(a) <= year <= int(b) for a, b in _BETWEEN.findall(text)):
        return True
    since = since_year(text)
    return since is not None and since <= year <= max(years)


def tells_year(text: str, year: int) -> bool:
    """Does ``text`` name ``year`` by itself, not only a span that holds it ("de 2005 à 2013")?

    What went from one value to another tells both its ends.
    """
    return year in named_years(text if _WENT.search(text) else _BETWEEN.sub(" ", text))


def last_year(text: str) -> int | None:
    """The year in which the time that ``text`` opens with ends ("de 2005 à 2019"), if it does."""
    match = _BETWEEN.search(text)
    return int(match[2]) if match and match.start() < _OPENING else None


def since_year(text: str) -> int | None:
    """The year since which something holds, None when ``text`` says none."""
    match = _SINCE.search(text)
    return int(match[1]) if match else None
