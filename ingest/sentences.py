"""Sentences of French and English text, as spans. Pure."""

from __future__ import annotations

import re

__all__ = ["split_sentences"]

# A full stop after one of these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Pr|St|Ste|Mr|Mrs|Ms|cf|p|pp|art|al|vol|chap|fig|tab|n|no|env|ex|"
    r"éd|ed|coll|[Tt]él|[Tt]el|av|bd|vs|approx|resp|Inc|Ltd|Co|S\.A|e\.g|i\.e|c\.-à-d|[A-ZÉÈ])|\bJ\.-[A-Z]|\b[A-Z]\.[A-Z])$"
)
_LIST_NUMBER = re.compile(r"(?:^|•)\s*\d{1,2}$")  # "1. Réserver": it numbers an item
_END = re.compile(r"(?:[.!?…]+)(?:\s?[»”\"')\]]+)*(?=\s|$)")
_NEXT_STARTS = re.compile(r"\s*[«“\"'(\[•–—-]*\s*[A-ZÀ-ÖØ-ÞŒ0-9]")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans ``(start, end)`` of the sentences of ``text``, in order, white space trimmed.

    A line break always ends a sentence: cleaned pages hold one paragraph, list item, table row
    or heading a line. Decimals, initials and usual abbreviations do not end one.
    """
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        spans.extend(_split_line(text, line.start(), line.end()))
    return spans


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, begin, match, end):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    trimmed = [_trim(text, *span) for span in spans]
    return [span for span in trimmed if span[0] < span[1]]


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    before = text[begin : match.start()]
    if match[0] == "." and (_ABBREVIATION.search(before) or _LIST_NUMBER.search(before)):
        return False
    return _NEXT_STARTS.match(text, match.end(), end) is not None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(" \t•"))
    return start + left, end - (len(piece) - len(piece.rstrip()))
