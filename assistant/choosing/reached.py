"""How a body is reached: its address, telephone, fax or site, from the lines of its letterhead.

Such lines are no sentences and stand under any heading: what they belong to is named in their own
block, or, for a labelled field of a form, by the heading above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.limits.private import gives_private
from assistant.question import Question
from assistant.records import Evidence
from assistant.retrieve import search
from assistant.statements.statement import sentence_spans, tokens_of
from assistant.understanding.concepts import Concept
from assistant.understanding.kinds import Kind
from ingest.analysis import fold
from ingest.index import Index
from ingest.records import Passage, Span
from ingest.store import Filters

__all__ = ["reached_at"]


class _Field(NamedTuple):
    asked: re.Pattern[str]
    held: re.Pattern[str]


_FIELDS = (
    _Field(
        re.compile(r"\b(?:fax|telecopie\w*)\b"),
        re.compile(r"\b(?:fax|telecopie)\b.*\d\d"),
    ),
    _Field(
        re.compile(r"\b(?:telephone|tel|phone|numero|joindre|appeler|call)\b"),
        re.compile(r"\b(?:tel|telephone|phone|standard)\b.*\d\d"),
    ),
    _Field(
        re.compile(r"\b(?:sites?(?: (?:web|internet))?|websites?|url|adresse (?:web|internet))\b"),
        re.compile(r"^(?!.*\b(?:profile?|account|compte)\b).*(?:\bwww\.|\bhttps?://)"),
    ),
    _Field(
        re.compile(
            r"(?:^\W*|\b(?:l'|la|une|quelle|the|its|postale?|exacte?) ?|'s )add?resse?s?\b|"
            r"\b(?:ou|where)\b.*\b(?:trouve\w*|situee?s?|basee?s?|installee?s?|siege|"
            r"located|based|headquarter\w*)\b|\bou (?:est|is) \b|^\W*where (?:is|are)\b"
        ),
        re.compile(
            r"\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|av|boulevard|bd|place|quai|allee|chemin|"
            r"route|cours|impasse|square|esplanade)\b|\b\d{5} [a-z]"
        ),
    ),
)
"""What a question asks for, and a line that holds it, over folded text; the first field counts."""
_ASKING = re.compile(
    r"add?resse?|posta\w*|mail|exact\w*|complete?|telephon\w*|tel|phone|numeros?|fax|telecopi\w*|"
    r"sites?|web|internet|website|url|lien|siege|trouv\w*|situ\w*|bas(?:e\w*|ed)|install\w*|locat\w*|"
    r"headquart\w*|coordonnees|contact\w*|joindre|appeler|call|social|officiel\w*|official|where|"
    r"locaux|bureaux?|offices?|numbers?|comment|how|ou|se|de|par|by|est|is"
)
"""Words of a question that ask for a field, and no line has to hold."""
_LONGEST_LINE, _LONGEST = 120, 320
_READ, _SHOWN = 24, 2
_LINE = re.compile(r"[^\n]+")
_TITLE = re.compile(r"[^\d:]{1,60}")


def reached_at(
    index: Index, question: Question, concepts: Sequence[Concept], filters: Filters
) -> tuple[Evidence, ...]:
    """The lines that tell how the body is reached that the question names, the newest first."""
    folded = fold(question.standalone)
    field = next((field for field in _FIELDS if field.asked.search(folded)), None)
    if field is None or question.kind in (Kind.COUNT, Kind.MONEY, Kind.DATE):
        return ()
    owner = [concept for concept in concepts if not concept.year and not _asks(concept)]
    if not owner and index.citing:  # of one's own documents, it goes without saying
        return ()
    words = " ".join(concept.word for concept in owner)
    letterhead = f"{words} tél fax www rue cedex"
    hits = (
        search(index, letterhead, _READ, filters, weight=0.0)
        if owner
        else search(index, question.standalone, _READ, filters)
    ).hits
    found: dict[str, Evidence] = {}
    for hit in hits:
        lines = tuple(_lines(index, hit.passage, field, owner))
        for item in lines or _sentences(index, hit.passage, field, owner):
            if question.as_of is None or (item.year or 0) <= question.as_of:
                found.setdefault(" ".join(item.text.split()), item)
    fit = [e for e in found.values() if not question.years or e.year in question.years]
    return tuple(sorted(fit, key=lambda e: (-(e.year or 0), len(e.text)))[:_SHOWN])


def _asks(concept: Concept) -> bool:
    """Is it a word, or a phrase of words, that asks for a field?"""
    return all(map(_ASKING.fullmatch, fold(concept.word).split()))


def _lines(
    index: Index, passage: Passage, field: _Field, owner: Sequence[Concept]
) -> Iterator[Evidence]:
    """Each line of ``passage`` that holds the field of ``owner``, behind the one that names it."""
    headed = bool(passage.headings) and _names(owner, tokens_of(" · ".join(passage.headings)))
    for lines in _blocks(passage):
        holding = [n for n, (text, _) in enumerate(lines) if field.held.search(fold(text))]
        if not holding:
            continue
        naming = [n for n, (text, _) in enumerate(lines) if _names(owner, tokens_of(text))]
        if naming and naming[0] <= holding[-1]:
            first = naming[0]
        elif headed and (not lines[0][1].start or (len(lines) == 1 and ":" in lines[0][0])):
            first = holding[0]
        else:
            continue
        start, end = lines[first][1].start, lines[holding[-1]][1].end
        text = passage.text[start:end]
        if len(text) <= _LONGEST and not gives_private(text):
            place = passage.spans[0]
            span = Span(place.page, place.start + start, place.start + end)
            year = index.sources[passage.source_id].year
            yield Evidence(text, passage.source_id, span, passage.headings, year=year)


def _sentences(
    index: Index, passage: Passage, field: _Field, owner: Sequence[Concept]
) -> Iterator[Evidence]:
    """Each sentence of ``passage`` that holds the field of ``owner``, where no line does."""
    source = index.sources[passage.source_id]
    above = tokens_of(" · ".join((source.title, *passage.headings)))
    for text, span in sentence_spans(passage):
        if not field.held.search(fold(text)) or gives_private(text):
            continue
        if len(text) <= _LONGEST and _names(owner, above | tokens_of(text)):
            yield Evidence(text, passage.source_id, span, passage.headings, year=source.year)


def _blocks(passage: Passage) -> Iterator[list[tuple[str, Span]]]:
    """Lines of the first span of ``passage`` that follow each other, sentences left out.

    A name alone is of the lines below it.
    """
    place = passage.spans[0]
    block: list[tuple[str, Span]] = []
    last = 0
    for match in _LINE.finditer(passage.text, 0, place.end - place.start):
        text = match[0].strip()
        whole = len(text) <= _LONGEST_LINE and not text.endswith((".", ";"))
        apart = match.start() - last > 1 and not (len(block) == 1 and _TITLE.fullmatch(block[0][0]))
        if block and (apart or not whole):
            yield block
            block = []
        if whole:
            block.append((text, Span(place.page, match.start(), match.end())))
        last = match.end()
    if block:
        yield block


def _names(owner: Sequence[Concept], tokens: frozenset[str]) -> bool:
    return all(concept.covered(tokens) for concept in owner)
