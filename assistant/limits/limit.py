"""What is not answered, from the words alone: orders, insults, private life, chores… Pure.

The order of precedence, of all that stands between a question and its evidence:

1. Orders and markup are taken out of the text, then insults: a question is data like a document,
   and an order in it never acts. Where nothing that asks is left, that is the limit met.
2. What is left is talk ("merci"), private life (``private``), the asker's own lawsuit, an errand
   or a chore, in this order: no search is made.
3. A name that the documents lack, or a source that they lack (``source_named``), is not searched
   for in its neighbours.
4. A statement answers only if it speaks of the office, the place (``offices``) or the end that is
   asked or presumed (``presumed``).
5. Nothing is shown of another age, or for words that ask nothing (``beyond``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.limits.private import asks_private
from assistant.limits.talk import talk_of
from assistant.limits.wordings import wordings
from assistant.understanding.asking import INTERROGATIVES
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["Reading", "read_within_limits"]

_TAGGED = re.compile(
    r"<\s*(system|script|style|instructions?|assistant|admin)\b[^>]*>.*?(?:<\s*/\s*\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_CLAUSE = re.compile(
    r"(?<=[.!?;])\s+|\s+[:;]\s+|,?\s+(?:puis|then|et ensuite|and then)\s+|\n+|"
    r",?\s+(?:et|and)\s+(?=(?:termin|fini|conclu|ajout|commenc|sign|end|finish|conclud|add|begin|"
    r"start)\w*\s)",
    re.IGNORECASE,
)
_CLAUSE_TALK = re.compile(
    r"(?<=[.!?;])\s+|\s*[,:;]\s+|\n+|,?\s+(?:et|and)\s+(?=(?:donne|dis|r[ée]pon|explique|montre|"
    r"cite|cherche|trouve|liste|tell|give|answer|show|find|list|explain|o[ùu]|"
    rf"{INTERROGATIVES})\w*\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*(?:say|dis(?:-moi)?|tell me|and|et)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is left to answer.

    Attributes:
        text: the question without orders, markup and insults.
        limit: name of the own text to answer with, "" when the question is to be answered.
    """

    text: str
    limit: str = ""


def read_within_limits(text: str, poles: Sequence[PoleCard] = ()) -> Reading:
    """Take orders and insults out of ``text``, and say which limit it meets, if any.

    Args:
        text: as typed.
        poles: the pôles that can be recognised by their names: theirs is no private life.
    """
    rest = _TAG.sub(" ", _TAGGED.sub(" ", text))
    limit = "orders" if rest != text else ""
    clauses = [c for c in _CLAUSE.split(rest) if c and c.strip()]
    kept = [c for c in clauses if not wordings("orders").search(fold(c))]
    if len(kept) < len(clauses):
        limit = "orders"
        kept = [_QUOTED.sub(" ", clause) for clause in kept]
        rest = _LEAD.sub("", " ".join(kept))
    if wordings("insult").search(fold(rest)):
        limit = "insult"
        pieces = [
            c for c in _CLAUSE_TALK.split(rest) if c and not wordings("insult").search(fold(c))
        ]
        rest = " ".join(pieces)
    rest = " ".join(rest.split())
    if limit and not _asks(rest):
        return Reading(rest, limit)
    return Reading(rest if limit else text, _limit_of(rest, poles))


def _asks(text: str) -> bool:
    """Is there a question left: a few words, one of them longer than three letters?"""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= 2 and any(len(word) > 3 for word in words)


def _limit_of(text: str, poles: Sequence[PoleCard]) -> str:
    folded = fold(text)
    if talk := talk_of(text):
        return talk
    if asks_private(text, poles):
        return "private"
    if _is_lawsuit(folded):
        return "legal"
    return "chore" if _is_errand(folded) else ""


def _is_lawsuit(folded: str) -> bool:
    """Is a case of the asker told, or what the law says in one?"""
    says = {
        name for name in ("own", "lawsuit", "harm", "law", "case") if wordings(name).search(folded)
    }
    return "harm" in says or {"own", "lawsuit"} <= says or {"law", "case"} <= says


def _is_errand(folded: str) -> bool:
    """Is it a chore, or a thing or an act of a consumer, and nothing of the field?

    No document of the field gives these, though the words beside (a town, a pôle near by,
    "electric") are found in many.
    """
    if wordings("chore").search(folded):
        return True
    asked, agency = wordings("agency").subn(" ", wordings("landmark").sub(" ", folded))
    errand = agency > 0 or wordings("errand").search(asked) is not None
    return errand and not wordings("field").search(asked)
