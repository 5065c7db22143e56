"""What will be shown for a question, and the answers to its parts as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.choosing.choose import CERTAIN
from assistant.choosing.premise import Attribution
from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.listing import Listing
from assistant.registry.superlatives import Ranking
from assistant.retrieve import Retrieval
from assistant.statements.likeness import is_told, same_fact
from assistant.understanding.kinds import asks_pole
from assistant.understanding.source_named import NamedSource
from assistant.understanding.subjects import GENERIC, subjects
from ingest.analysis import fold
from ingest.index import Index

__all__ = ["Selection", "joined", "merged", "pole_told"]

_SHOWN_A_PART = 2
"""Most statements that each part of a question brings."""
_ASIDE = re.compile(r" \([^()]*\) \?$")
"""What a part takes from the others."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What will be shown.

    Attributes:
        retrieval: what the search found.
        statements: what answers, the answer first.
        earlier: statements with another value, for the notes.
        listings: the lists of pôles that were asked, each with what opens it (the part of the
            question that asks for it, "" for nothing); their rows stand in ``statements``,
            the first of them behind as many as ``before`` tells.
        before: statements that answer what is asked before the first list.
        ranked: what ``statements`` come first by, and among how many.
        attribution: what the documents say instead of a false premise.
        missing: parts of the question that nothing answers.
        corrects: they tell the value that the question presumes, as it is.
        unclear: the question says too little.
        confidence: probability that what is shown answers, in [0, 1].
        retrieve_ms: milliseconds spent searching.
        named: the documents that the question names, where none of them answers.
    """

    retrieval: Retrieval
    statements: tuple[Evidence, ...] = ()
    earlier: tuple[Evidence, ...] = ()
    listings: tuple[tuple[str, Listing], ...] = ()
    before: int = 0
    ranked: Ranking | None = None
    attribution: Attribution | None = None
    missing: tuple[str, ...] = ()
    corrects: bool = False
    unclear: bool = False
    confidence: float = CERTAIN
    retrieve_ms: float = 0.0
    named: tuple[NamedSource, ...] = ()


def pole_told(part: str, selection: Selection) -> str:
    """What tells which pôle ``part`` asks for, if it asks for one."""
    listed = [card.name for _, listing in selection.listings for card, _ in listing.rows]
    first = selection.statements[:1] if asks_pole(part) else ()
    return ", ".join(listed or [item.text for item in first])


def joined(
    index: Index, question: Question, whole: Selection, parts: Mapping[str, Selection]
) -> Selection:
    """The answers to the ``parts``, in the order asked; ``whole`` where these answer nothing."""
    answered = [part for part in parts.values() if part.statements]
    lists = [place for place, part in enumerate(answered) if part.listings]
    if not answered or (whole.listings and not lists and len(answered) < len(parts)):
        return whole
    said = [() if part.listings else part.statements for part in answered]
    if len(answered) < len(parts):  # what answers it all may hold the part that is missing
        shown = [item.text for statements in said for item in statements]
        names = set(map(fold, subjects(question.standalone, index.cards.poles))) - GENERIC
        told = [e for e in whole.statements[:1] if any(name in fold(e.text) for name in names)]
        first = told if names else whole.statements[:1]
        said.append(tuple(e for e in first if not any(same_fact(e.text, text) for text in shown)))
    first_list = lists[0] if lists else 0
    before = merged(said[:first_list])
    listings = [(text, item) for text, part in parts.items() for _, item in part.listings]
    rows = [row for _, listing in listings for _, row in listing.rows]
    return replace(
        whole,
        statements=(*before, *rows, *merged(said[first_list:])),
        listings=tuple(listings),
        before=len(before),
        earlier=tuple(item for part in answered for item in part.earlier)[:_SHOWN_A_PART],
        missing=tuple(
            _ASIDE.sub(" ?", text) for text, part in parts.items() if not part.statements
        ),
        confidence=min(part.confidence for part in answered),
        retrieve_ms=whole.retrieve_ms + sum(part.retrieve_ms for part in parts.values()),
    )


def merged(answers: Sequence[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """The first statement of each part, then the second of each, none that tells nothing new."""
    kept: list[Evidence] = []
    for rank in range(_SHOWN_A_PART):
        for statements in answers:
            kept += [e for e in statements[rank : rank + 1] if not is_told(e, kept)]
    return tuple(kept)
