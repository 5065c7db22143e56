"""Words that ask for the same thing, in French and English, and words that ask for nothing.

General vocabulary of questions about clusters, money, people and dates: ``data/synonyms.txt``.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.data import sections
from ingest.analysis import fold, lexical_tokens

__all__ = ["FILLERS", "alternatives", "is_filler"]

_FILLERS = " ".join(sections("synonyms.txt")["fillers"])
FILLERS = frozenset(lexical_tokens(_FILLERS))
"""Tokens that a question may hold and no answer needs to."""
_WHOLE = frozenset(fold(_FILLERS).split())


@cache
def _table() -> dict[str, frozenset[str]]:
    listed = sections("synonyms.txt")
    # The parts of "États-Unis" name nothing alone.
    countries = (re.sub(r"\S+-\S+", "", line) for line in listed["countries"])
    table: dict[str, set[str]] = {}
    for line in (*listed["groups"], *countries):
        tokens = {t for t in lexical_tokens(line) if t[0] != "=" and len(t) > 1}
        for token in (*tokens, *(t for t in lexical_tokens(line) if t[0] == "=")):
            table.setdefault(token, set()).update(tokens)
    return {token: frozenset(group) for token, group in table.items()}


def is_filler(word: str) -> bool:
    """Is ``word`` itself one of them? "Telli" is not, though its stem is that of "tell"."""
    return fold(word) in _WHOLE


def alternatives(token: str) -> frozenset[str]:
    """Tokens that may stand for ``token`` in an answer, itself among them; ``=pme``: as typed."""
    return _table().get(token, frozenset()) | {token}
