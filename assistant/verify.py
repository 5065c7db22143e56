"""Sentence ↔ evidence: nothing is shown that its citation does not hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.records import Citation

__all__ = ["Verdict", "marker_numbers", "verify_citation"]

from dataclasses import dataclass

_MARKER = re.compile(r"\[(\d+)\]")


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
