"""Sentence ↔ evidence: nothing is shown that its citation does not hold. Pure.

Extracted sentences must be their quote, at its place in the page. Written sentences (by a model)
must take every number with its unit, year, acronym and proper name from the quotes they cite, agree
with them on negation, and share enough of their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.records import Citation
from assistant.synonyms import alternatives
from ingest.analysis import STOP_WORDS, fold, lexical_tokens

__all__ = ["MIN_COVERAGE", "Verdict", "marker_numbers", "verify_citation", "verify_sentence"]

MIN_COVERAGE = 0.5
"""Least share of a written sentence's telling words that its quotes hold."""

_MARKER = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.]\d{3}(?!\d))*(?:[.,]\d+)?")
_UNIT = re.compile(
    r"^\s*(?:(%|pour cent|percent|per cent)|"
    r"(milliards?|billions?|mds?\b|bn\b)|(millions?|m€|m eur|meur|m\b)|(k€|k\b|milliers?|mille)|"
    r"(€|euros?|eur\b)|(points?)|(ans?\b|annees?|years?)|(mois|months?))"
)
_CURRENCY = re.compile(r"^[^\d.;]{0,16}?(?:€|euros?|eur\b)")
_ACRONYM = re.compile(r"\b[A-ZÀ-Ý][A-ZÀ-Ý0-9&-]*[A-ZÀ-Ý0-9]\b")
_NAME = re.compile(r"(?<![.!?:»] )(?<!^)\b[A-ZÀ-Ý][a-zà-ÿ][\w’'-]*")
_NEGATION = re.compile(
    r"\b(?:ne|n'|non|pas|aucune?|jamais|sans|not|no|never|without|none|neither)\b|\bn'(?=\w)|n't\b"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a check passed, and why not."""

    passed: bool
    reason: str = ""


def marker_numbers(text: str) -> list[int]:
    """Numbers of the markers "[n]" in ``text``, in order."""
    return [int(number) for number in _MARKER.findall(text)]


def verify_citation(
    sentence: str, citation: Citation, pages: Mapping[tuple[str, int], str]
) -> Verdict:
    """Check an extracted sentence against its page.

    Args:
        sentence: what will be shown, without markers.
        citation: what it cites.
        pages: cleaned texts by (document, physical page).
    """
    page = pages.get((citation.document_id, citation.span.page))
    if page is None:
        return Verdict(False, f"page {citation.span.page} of {citation.document_id} is not held")
    if page[citation.span.start : citation.span.end] != citation.quote:
        return Verdict(False, "the quote is not at its place in the page")
    if " ".join(sentence.split()) != " ".join(citation.quote.split()):
        return Verdict(False, "the sentence is not the quote")
    return Verdict(True)


def verify_sentence(
    sentence: str, quotes: Mapping[int, str], *, min_coverage: float = MIN_COVERAGE
) -> Verdict:
    """Check a written sentence against the quotes that its markers call.

    Args:
        sentence: with its markers "[n]".
        quotes: quote by marker number.
        min_coverage: least share of the sentence's telling words found in the quotes, in [0, 1].
    """
    markers = marker_numbers(sentence)
    unknown = [number for number in markers if number not in quotes]
    if unknown or not markers:
        reason = f"the marker [{unknown[0]}] cites nothing" if unknown else "nothing is cited"
        return Verdict(False, reason)
    text = _MARKER.sub("", sentence).strip()
    cited = [quotes[number] for number in markers]
    for missing in (_missing_number(text, cited), _missing_name(text, cited)):
        if missing:
            return Verdict(False, f"« {missing} » is not in the cited text")
    if _negated(text) not in {_negated(quote) for quote in cited}:
        return Verdict(False, "the sentence and the cited text disagree on a negation")
    covered = _coverage(text, cited)
    if covered < min_coverage:
        return Verdict(False, f"the cited text holds {covered:.2f} of the sentence's words")
    return Verdict(True)


def _missing_number(text: str, cited: Sequence[str]) -> str:
    """The first number of ``text`` that no quote holds with the same unit, "" when none."""
    held = {number for quote in cited for number in _numbers(quote)}
    return next(
        (f"{value} {unit}".strip() for value, unit in _numbers(text) if (value, unit) not in held),
        "",
    )


def _numbers(text: str) -> list[tuple[str, str]]:
    """Numbers as (value, unit): "1 816", "4,5 M€" and "4.5 million euros" read alike."""
    folded = fold(text)
    found: list[tuple[str, str]] = []
    for match in _NUMBER.finditer(folded):
        after = folded[match.end() :]
        unit = _UNIT.match(after)
        names = ("%", "10^9", "10^6", "10^3", "", "points", "years", "months")
        scale = (
            next((n for n, g in zip(names, unit.groups(), strict=True) if g), "") if unit else ""
        )
        rest = after[unit.start() :] if unit else ""
        money = (
            "EUR"
            if unit and scale in {"", "10^3", "10^6", "10^9"} and _CURRENCY.match(rest)
            else ""
        )
        found.append((_value(match[0]), f"{scale} {money}".strip()))
    return found


def _value(number: str) -> str:
    """Digits with a decimal point, thousands apart: "1 234,50" → "1234.5"."""
    digits = re.sub(r"[ \u00a0\u202f](?=\d{3})|\.(?=\d{3}(?!\d))", "", number).replace(",", ".")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _missing_name(text: str, cited: Sequence[str]) -> str:
    """The first acronym or proper name of ``text`` that no quote holds, "" when none."""
    held = set(re.findall(r"\w+", fold(" ".join(cited))))
    for name in (*_ACRONYM.findall(text), *_NAME.findall(text)):
        words = re.findall(r"\w+", fold(name))
        if fold(name) not in STOP_WORDS and not set(words) <= held:
            return str(name)
    return ""


def _negated(text: str) -> bool:
    return bool(_NEGATION.search(fold(text)))


def _coverage(text: str, cited: Sequence[str]) -> float:
    wanted = {token for token in lexical_tokens(text) if token[0] != "="}
    held = set(lexical_tokens(" ".join(cited)))
    if not wanted:
        return 0.0
    return sum(bool(alternatives(token) & held) for token in wanted) / len(wanted)
