"""Likeness of statements: do two state one fact, does one repeat another? Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import guess_language
from assistant.records import Evidence
from assistant.understanding.synonyms import alternatives
from ingest.analysis import STOP_WORDS, fold, lexical_tokens, query_tokens

__all__ = ["disjoint", "distinct", "is_told", "same_fact", "shares_detail"]

_ATTRIBUTION = re.compile(r",? (?:selon|d'après|according to)\b[^,;]*(?=[,.;]|$)", re.IGNORECASE)
_RATE = re.compile(
    r"\bpar (?:an|mois|semaine|jour|pole|projet|entreprise)\b|\bannuel\w*|\bmoyen\w*|"
    r"\b(?:a|per|each|every) (?:year|month|cluster|project)\b|\b(?:yearly|annual\w*|on average)\b"
)
_OTHER = 0.25
"""Share of the shorter statement's words that the other may lack, when both state one fact; one
word always, the verb perhaps."""
_SAID = 0.6
"""Share of a statement's words that an earlier one holds, from which it must bring something."""
_LEAST = 15
"""Characters under which what is left of a statement is not worth a citation."""
_NO_NAMES = STOP_WORDS | frozenset(
    """
    selon depuis fin apres jusqu pendant avant debut mi since until after before during
    january february march april may june july august september october november december
    france francais francaise french
    """.split()
)
"""Words with a capital that tell nothing: they open a sentence, date it in English, or are said of
all that a French policy is about."""
_A_YEAR = re.compile(r"(?:19|20)\d{2}")
_TELLING = re.compile(r"\d[\d\s\u202f\u00a0.,]*\d|\d|[A-ZÀ-Ý][\w&-]+")


def same_fact(one: str, other: str) -> bool:
    """Do two statements say the same of the same thing, numbers, dates and sources aside?

    "17 % des émissions" and "81 % de baisse des émissions" do not, nor do "25 appels" and "deux
    appels par an".
    """
    if (_RATE.search(fold(one)) is None) != (_RATE.search(fold(other)) is None):
        return False
    left, right = _said(one), _said(other)
    shared, shorter = len(left & right), min(len(left), len(right))
    return shared > 0 and shorter - shared <= max(1, _OTHER * shorter)


def _said(text: str) -> set[str]:
    tokens = (t for t in lexical_tokens(_ATTRIBUTION.sub("", text)) if t[0] != "=")
    return {min(alternatives(token)) for token in tokens if not token[0].isdigit()}


def distinct(
    evidence: Sequence[Evidence], limit: int, floor: float, *, one_value: bool = False
) -> tuple[Evidence, ...]:
    """The first ``limit`` statements above ``floor`` that tell more than those before them.

    One whose words were mostly said already is kept when it brings a number or a name of its own
    (``is_told``).
    """
    kept: list[Evidence] = []
    for item in evidence:
        if item.score < floor or len(kept) == limit:
            break
        if not is_told(item, kept, one_value=one_value):
            kept.append(item)
    return tuple(kept)


def shares_detail(one: str, other: str, asked: str) -> bool:
    """Do two statements hold a number, no year, or a name in common that ``asked`` does not?"""
    shared = (_details(one) & _details(other)) - _details(asked)
    return not all(_A_YEAR.fullmatch(detail) for detail in shared)


def disjoint(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """``evidence`` without what an earlier statement already shows of the same page.

    Two statements may bring the same sentence before them: the second keeps what is its own, next
    to the first where it goes on from it.
    """
    kept: list[Evidence] = []
    for item in evidence:
        before = [e for e in kept if _overlaps(e, item)]
        rest = item
        for other in before:
            if rest.span.end <= other.span.start or rest.span.start >= other.span.end:
                continue
            rest = _after(rest, other) if rest.span.end > other.span.end else _before(rest, other)
        if len(rest.text) < _LEAST and before:
            continue
        follows = [n for n, e in enumerate(kept) if e in before and e.span.end <= rest.span.start]
        kept.insert(follows[-1] + 1 if follows else len(kept), rest)
    return tuple(kept)


def _overlaps(one: Evidence, other: Evidence) -> bool:
    same = one.document_id == other.document_id and one.span.page == other.span.page
    return same and one.span.start < other.span.end and other.span.start < one.span.end


def _after(item: Evidence, other: Evidence) -> Evidence:
    text = item.text[other.span.end - item.span.start :].lstrip(" \n•")
    start = item.span.end - len(text)
    return replace(item, text=text, span=replace(item.span, start=start))


def _before(item: Evidence, other: Evidence) -> Evidence:
    text = item.text[: max(0, other.span.start - item.span.start)].rstrip(" \n•")
    return replace(item, text=text, span=replace(item.span, end=item.span.start + len(text)))


def is_told(item: Evidence, kept: Sequence[Evidence], *, one_value: bool = False) -> bool:
    """Is it said by ``kept``: in like words, or in the other language with the same details?

    Where one value is asked (``one_value``), a name alone brings nothing.
    """
    alike = [other for other in kept if _is_alike(item.text, other.text)]
    twins = alike or [e for e in kept if guess_language(e.text) != guess_language(item.text)]
    known = frozenset[str]().union(*(_details(other.text) for other in kept))
    more = _details(item.text) - known
    if not (twins and more):
        return bool(twins)
    values = any(detail[0].isdigit() for detail in more)
    return one_value and not values and any(same_fact(item.text, e.text) for e in alike)


def _is_alike(one: str, other: str) -> bool:
    """Does either hold most words of the other?"""
    mine, theirs = set(query_tokens(one)), set(query_tokens(other))
    return len(mine & theirs) >= _SAID * min(len(mine), len(theirs))


def _details(text: str) -> set[str]:
    """Numbers and names of ``text``."""
    found = {fold(re.sub(r"[\s\u202f\u00a0]", "", word)) for word in _TELLING.findall(text)}
    return found - _NO_NAMES
