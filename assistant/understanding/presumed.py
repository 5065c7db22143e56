"""The year that a yes-or-no question presumes: "le FUI a été créé en 2012 ?" asks when. Pure.

Searched as typed, the year finds what else is told of that year, which seems to agree.
"""

from __future__ import annotations

import re

from assistant.understanding.kinds import Kind, find_kind
from ingest.analysis import fold

__all__ = ["asked_when"]

_HAPPENED = re.compile(
    r"\b(?:cree|fonde|lance|institue|nee?s?|dissous|dissoute?s?|supprime|ferme|signe|disparu|"
    r"fusionne|rebaptise|renomme|labellise|commence\w*|debut\w*|fini\w*|termine\w*|acheve\w*|"
    r"arrete|created|founded|launched|born|dissolved|abolished|closed|signed|merged|renamed|"
    r"labelled|start(?:ed|s)?|end(?:ed|s)?|began|begins?)e?s?\b"
)
_IN_YEAR = re.compile(r"\s+(?:en|in)\s+(?:19|20)\d{2}\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?:(?:est-ce que|est-ce qu['’]|est-il (?:vrai|exact) que|(?:c['’]est|c['’]est bien) "
    r"(?:vrai|exact) que|is it true that)\s*)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s,]*(?:(?:non|n['’]est-ce pas|c['’]est (?:ça|vrai|bien ça)|right|isn['’]t it|didn['’]t it)"
    r"\s*)?[?.!\s]*$",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"^\W*(?:was|were|did|is|does|has|the)\b", re.IGNORECASE)


def asked_when(question: str) -> str:
    """The question of when, where ``question`` asks whether something happened in a year.

    "" where it asks anything else, or more.
    """
    if not _HAPPENED.search(fold(question)) or len(_IN_YEAR.findall(question)) != 1:
        return ""
    if find_kind(question) is not Kind.OTHER:
        return ""
    event = _CLOSING.sub("", _OPENING.sub("", question))
    if not _IN_YEAR.search(event) or "?" in event:
        return ""
    opening = "When " if _ENGLISH.search(event) else "Quand "
    return f"{opening}{_IN_YEAR.sub('', event).strip()} ?"
