"""What people say beside their questions: a greeting, thanks, "who are you?". Pure."""

from __future__ import annotations

from assistant.limits.wordings import wordings
from ingest.analysis import fold

__all__ = ["talk_of"]


def talk_of(text: str) -> str:
    """ "who", "thanks" or "greeting" when ``text`` is nothing but that, "" otherwise."""
    folded = fold(text)
    if not wordings("talk").match(folded) or wordings("connects").match(folded):
        return ""
    return next(
        (kind for kind in ("who", "thanks") if wordings(f"says-{kind}").search(folded)), "greeting"
    )
