"""What is read of a question longer than any question: the sentences that ask. Pure."""

from __future__ import annotations

import re

from assistant.understanding.asking import INTERROGATIVES
from ingest.analysis import fold

__all__ = ["what_asks"]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_ASKS = re.compile(
    rf"^\W*(?:et |and |mais |but |donc |alors |so )?(?:{INTERROGATIVES}|que|qu'|depuis quand|ou|"
    r"est-ce|y a-t-il|existe-t-il|peut-on|puis-je|"
    r"pouvez-vous|peux-tu|dites-moi|dis-moi|donne[zr]?|cite[zr]?|liste[zr]?|compare[zr]?|"
    r"is there|are there|can|could|do|does|did|"
    r"tell|list|give|name|compare)\b"
)
_INTERROGATIVE = re.compile(rf"\b(?:{INTERROGATIVES}|où)\b", re.IGNORECASE)
_LONGEST = 300
"""Characters of a sentence: of a longer one, what follows an interrogative near its end."""
_READ = 50_000
"""Characters read at each end of a text, whatever its length."""


def what_asks(text: str, most: int) -> str:
    """The sentences of ``text`` that ask, in at most ``most`` characters, the last ones first.

    Where none asks: its beginning and its end, cut at words.
    """
    if len(text) > 2 * _READ:
        text = f"{text[:_READ]} {text[-_READ:]}"
    kept: list[str] = []
    room = most
    for sentence in reversed(_SENTENCE.split(text)):
        asking = _asking(sentence)
        if not asking or asking in kept:
            continue
        if len(asking) >= room:
            break
        kept.append(asking)
        room -= len(asking) + 1
    if kept:
        return " ".join(reversed(kept))
    half = most // 2
    first, last = text[:half].rsplit(" ", 1)[0], text[1 - half :].split(" ", 1)[-1]
    return f"{first} {last}"


def _asking(sentence: str) -> str:
    """``sentence`` if it asks; of one without an end, its last question."""
    if not sentence.endswith("?") and not _ASKS.match(fold(sentence[:_LONGEST])):
        return ""
    if len(sentence) <= _LONGEST:
        return sentence
    tail = sentence[-_LONGEST:]
    found = list(_INTERROGATIVE.finditer(tail))
    return tail[found[-1].start() :] if found and sentence.endswith("?") else ""
