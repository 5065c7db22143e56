"""An answer as sentences, each with the markers that belong to it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.sentences import split_sentences

__all__ = ["Sentence", "answer_sentences", "strip_markers"]

_MARKERS = r"(?:\s*\[\d+\])+"
_AFTER_STOP = re.compile(rf"(?P<stop>\s?[.!?…]+(?:\s?[»”\"')])*)(?P<markers>{_MARKERS})")
_MARKER = re.compile(r"\s*\[(\d+)\]")
_WORD = re.compile(r"\w")
_ITEM = re.compile(r"(?:^|[,;]|\bet\b|\band\b)?([^\[\]]+?)\s*\[(\d+)\]")
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}[.)])\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its markers.

    Attributes:
        text: without markers.
        markers: their numbers in order, each once.
        items: for an enumeration, each item with its own marker: "… : A [1], B [2]".
    """

    text: str
    markers: tuple[int, ...]
    items: tuple[tuple[str, int], ...] = ()


@lru_cache(maxsize=1 << 12)
def answer_sentences(answer: str) -> tuple[Sentence, ...]:
    """Sentences of ``answer``. Markers after a full stop belong to the sentence it ends.

    A line that only leads in ("Les pôles concernés :") claims nothing and is left out, unless it
    holds a figure.
    """
    plain = _BULLET.sub("", answer)
    moved = _AFTER_STOP.sub(lambda m: f"{m['markers']}{m['stop']}", plain)
    found: list[Sentence] = []
    for start, end in split_sentences(moved):
        piece = moved[start:end]
        markers = tuple(dict.fromkeys(int(n) for n in _MARKER.findall(piece)))
        text = strip_markers(piece)
        if not _WORD.search(text):
            continue
        leads_in = text.endswith(":") and not markers and not re.search(r"\d", text)
        if not leads_in:
            found.append(Sentence(text, markers, _items(piece)))
    return tuple(found)


def _items(piece: str) -> tuple[tuple[str, int], ...]:
    """Items of a list within a sentence, each with one marker; a list of one counts itself."""
    lead, colon, listed = piece.rpartition(" :") if " :" in piece else piece.rpartition(":")
    found = tuple((name.strip(" ,;.").strip(), int(n)) for name, n in _ITEM.findall(listed))
    is_list = len(found) > 1 or bool(re.search(r"\b1\b", lead))
    return found if colon and is_list and all(name for name, _ in found) else ()


def strip_markers(text: str) -> str:
    """``text`` without markers "[n]"."""
    return _MARKER.sub("", text).strip()
