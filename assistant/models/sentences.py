"""Marked sentences out of a stream of text. Pure.

Models put their markers before or after the full stop, alone or together, and add bullets and
bold face; every sentence leaves here as "Text. [1][2]".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.sentences import split_sentences

__all__ = ["SentenceReader", "plain_fault"]

_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_GROUPED = re.compile(r"\[\^?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_AFTER_STOP = re.compile(r"([.!?…]+(?:\s?[»”\"])?)((?:\s*\[\d{1,3}\])+)")
_NEXT_LINE_MARKER = re.compile(r"\s*\n\s*(?=\[\d)")
_MARKERS = re.compile(r"\s*\[(\d{1,3})\]")
_BULLET = re.compile(r"^[ \t]*(?:(?:[-*•–>#]+|\d{1,2}[.)])[ \t]+)+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_UNSAFE = re.compile(r"https?:|www\.|\w@\w|<\s*[/|!?a-z]|\]\(|!\[|[{}\x00-\x1f]", re.IGNORECASE)
_LONGEST = 700


class SentenceReader:
    """Gives back each sentence of a text that arrives in pieces, as soon as it is whole."""

    def __init__(self) -> None:
        self._text = ""
        self._given = 0

    def feed(self, piece: str) -> Iterator[str]:
        """The sentences that ``piece`` ends."""
        self._text += piece
        found = _split(self._text)
        # The last one may go on, and a marker that is still coming, perhaps behind a bullet,
        # belongs to the one before.
        opens = found and (found[-1].startswith("[") or not re.search(r"\w", found[-1]))
        whole = found[: -2 if opens else -1]
        yield from self._new(whole)

    def close(self) -> Iterator[str]:
        """The sentences left when the text is over."""
        yield from self._new(_split(self._text))

    def _new(self, found: list[str]) -> Iterator[str]:
        fresh, self._given = found[self._given :], max(self._given, len(found))
        yield from (sentence for piece in fresh if (sentence := _tidy(piece)))


def _split(text: str) -> list[str]:
    text = _BULLET.sub("", _THOUGHT.sub(" ", text))
    text = _GROUPED.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), text)
    text = _AFTER_STOP.sub(r"\2\1", _NEXT_LINE_MARKER.sub(" ", text))
    return [text[start:end] for start, end in split_sentences(text)]


def _tidy(sentence: str) -> str:
    """Plain text, ended, its markers behind it; "" when there is no text."""
    markers = dict.fromkeys(_MARKERS.findall(sentence))
    text = _EMPHASIS.sub("", _MARKERS.sub("", sentence))
    text = " ".join(text.split())
    if not re.search(r"\w", text):
        return ""
    ended = text if text[-1] in ".!?…»" else f"{text}."
    return f"{ended} {''.join(f'[{n}]' for n in markers)}".rstrip()


def plain_fault(sentence: str) -> str:
    """Why ``sentence`` is not plain text: links, markup, endless; "" when it is."""
    if len(sentence) > _LONGEST:
        return "it is too long"
    return "it holds markup, a link or an address" if _UNSAFE.search(sentence) else ""
