"""Sentence ↔ evidence: nothing is shown that its citation does not hold. Pure.

Extracted sentences must be their quote, at its place in the page. Written sentences (by a model)
must be a whole sentence of a quote that they cite, or a shortening of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.question import guess_language
from assistant.records import Citation
from assistant.verification.quoted import Cited
from assistant.verification.shortening import fault_of

__all__ = [
    "MARKER",
    "Verdict",
    "marker_numbers",
    "verify_citation",
    "verify_sentence",
    "without_markers",
]

MARKER = re.compile(r"\[(\d+)\]")
"""The number of a citation, in an answer."""
_PLAIN = frozenset(" ,;:.!…()[]«»\"'’“”–—-/\u00a0\u202f")
"""What may stand between words: any other sign ("≠", "$", "?", what is not seen) says something."""
_UNIT = re.compile(r"(?<=[\dMdk])\s?[€%]|€\s?(?=\d)")
"""A sign that is read with its number."""
_SIGNED = re.compile(r"(?<![\w)])[-–—](?=\d)")
"""A dash that makes a number negative."""
_POINTS_BACK = re.compile(r"\W*(?:ils?|elles?|it|they|he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a check passed, and why not."""

    passed: bool
    reason: str = ""


def marker_numbers(text: str) -> list[int]:
    """Numbers of the markers "[n]" in ``text``, in order."""
    return [int(number) for number in MARKER.findall(text)]


def without_markers(text: str) -> str:
    """``text`` without its markers, nor the blanks before them."""
    return re.sub(rf"\s*{MARKER.pattern}", "", text)


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
    sentence: str,
    quotes: Mapping[int, str],
    *,
    contexts: Mapping[int, str] = MappingProxyType({}),
    before: str = "",
) -> Verdict:
    """Check a written sentence against the quotes that its markers call.

    Args:
        sentence: with its markers "[n]".
        quotes: quote by marker number.
        contexts: headings above a quote, by marker number: they may give the name of what the
            quote calls "il", and nothing else.
        before: the sentence shown before this one: it names what this one calls "il".
    """
    markers = marker_numbers(sentence)
    unknown = [number for number in markers if number not in quotes]
    if unknown or not markers:
        reason = f"the marker [{unknown[0]}] cites nothing" if unknown else "nothing is cited"
        return Verdict(False, reason)
    text = without_markers(sentence).strip()
    if sign := _sign_added(text, "".join(quotes[number] for number in markers)):
        return Verdict(False, f"the sign {sign!a} is not in the cited text")
    alone = not (before and _POINTS_BACK.match(text))
    if alone and any(_is_sentence_of(text, quotes[number]) for number in markers):
        return Verdict(True)
    language = guess_language(text, guess_language(quotes[markers[0]]))
    cited = [
        Cited(quotes[n], guess_language(quotes[n], language), contexts.get(n, ""))
        for n in dict.fromkeys(markers)
    ]
    reason = fault_of(text, language, cited, without_markers(before))
    return Verdict(not reason, reason)


def _sign_added(text: str, held: str) -> str:
    """A sign of ``text`` that is no word, and no quote has; "" when there is none."""
    text = _UNIT.sub("", unicodedata.normalize("NFC", text))
    added = (c for c in text if not (c.isalpha() or c.isdecimal() or c in _PLAIN or c in held))
    signed = _SIGNED.search(text)
    return next(added, signed[0] if signed and not _SIGNED.search(held) else "")


def _is_sentence_of(text: str, quote: str) -> bool:
    """Is ``text`` a whole sentence of ``quote``, or several, word for word?

    What parts the end of a quote from what follows it, "santé," is not shown.
    """
    said, held = " ".join(text.split()).rstrip("."), " ".join(quote.split()).rstrip(";:, ")
    start = held.find(said)
    if start < 0 or not said:
        return False
    before, after = held[:start].rstrip(' «“"•'), held[start + len(said) :].lstrip()
    ends = not after or after[0] in ".!?…»" or said[-1] in "!?…»"
    return ends and (not before or before[-1] in ".!?…»")
