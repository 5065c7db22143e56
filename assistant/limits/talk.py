"""What people say beside their questions: a greeting, thanks, "ok", "who are you?". Pure."""

from __future__ import annotations

from assistant.limits.wordings import wordings
from ingest.analysis import fold

__all__ = ["talk_of", "without_talk"]


def talk_of(text: str) -> str:
    """ "who", "thanks" or "greeting" when ``text`` is nothing but that, "" otherwise."""
    folded = fold(text)
    if not wordings("talk").match(folded) or wordings("connects").match(folded):
        return ""
    return next(
        (kind for kind in ("who", "thanks") if wordings(f"says-{kind}").search(folded)), "greeting"
    )


def without_talk(text: str) -> str:
    """``text`` without the "ok", "merci," or "super !" that it opens with; nothing but talk stays.

    "ok" says nothing before any word; what may be a word of a sentence ends in a sign.
    """
    folded = fold(text)
    opening = wordings("opens").match(folded)
    if opening is None or len(folded) != len(text) or talk_of(text):
        return text
    return text[opening.end() :] or text
