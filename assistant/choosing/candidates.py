"""The statements of the passages found that are worth a close look: the best by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from assistant.choosing.asked import Asked
from assistant.choosing.cite import is_said_by
from assistant.choosing.features import WEIGHTS
from assistant.choosing.typed import has_type, is_definition, words_alike
from assistant.statements.statement import contents_of, section_of, tokens_of
from assistant.understanding.kinds import Kind
from ingest.analysis import fold
from ingest.index import Index
from ingest.records import Hit, Span

__all__ = ["Candidate", "Place", "Statement", "candidates_of", "names_any"]

_NUMBER = re.compile(
    r"^(?:(?:article|chapitre|chapter|section|titre|partie|part|annexe|annex) )?"
    r"(?:\d[\d.]*|[IVX]+|[A-H])(?: ?[.):–—-]+ ?| )",
    re.IGNORECASE,
)
"""What numbers a heading: "Article 2 - ", "3. ", "IV) "."""
_ENCODED = 40
"""Statements whose cosine with the question is computed: the best by words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was found, with what holds for all its statements.

    Attributes:
        hit: the passage.
        context: tokens of the title and headings above it.
        heads: the title and headings.
        held: how far they cover each concept.
        named_above: the same of the heading right above it alone, where the question names that
            heading in full: a section of its document.
        announced: share of that heading's words that the question holds, in [0, 1].
        named: the title or a heading names a pôle that is asked about, or what it became.
        lacks_acronym: no acronym of the question is in it or above it.
    """

    hit: Hit
    context: frozenset[str]
    heads: str
    held: tuple[float, ...]
    named_above: tuple[float, ...]
    announced: float
    named: bool
    lacks_acronym: bool


class Statement(NamedTuple):
    """A sentence of a passage, a list of it, or all of it under a heading that is asked.

    ``before``: tokens of what it goes on from; ``is_list``: the heading announces what it says.
    """

    text: str
    span: Span
    tokens: frozenset[str]
    before: frozenset[str]
    place: Place
    is_list: bool


class Candidate(NamedTuple):
    """A statement with what its words alone say; ``held``: how far it covers each concept."""

    statement: Statement
    held: tuple[float, ...]
    by_words: float
    typed: bool


def candidates_of(index: Index, asked: Asked, hits: Sequence[Hit]) -> list[Candidate]:
    """The ``_ENCODED`` statements of the hits that are best by words, the best first.

    Whether a statement holds the type asked for costs most to tell, and is not asked of those
    that it could not bring among the best.
    """
    candidates = [_by_concepts(asked, s) for hit in hits for s in _statements(index, asked, hit)]
    best = nlargest(_ENCODED, (candidate.by_words for candidate in candidates))
    least = best[-1] - WEIGHTS["typed"] if len(best) == _ENCODED else 0.0
    near = [candidate for candidate in candidates if candidate.by_words >= least]
    alike = words_alike(asked, (candidate.statement.text for candidate in near))
    typed = [_with_type(asked, candidate, alike) for candidate in near]
    return sorted(typed, key=lambda candidate: -candidate.by_words)[:_ENCODED]


def _by_concepts(asked: Asked, statement: Statement) -> Candidate:
    held = asked.held(statement.tokens, statement.text)
    by_words = (
        WEIGHTS["inside"] * asked.share(held)
        + WEIGHTS["counted"] * sum(held) / max(1, len(held))
        + WEIGHTS["passage"] * statement.place.hit.score
    )
    return Candidate(statement, held, by_words, False)


def _with_type(asked: Asked, candidate: Candidate, alike: frozenset[str]) -> Candidate:
    said = candidate.statement
    if asked.question.kind is Kind.DEFINITION:
        typed = is_definition(asked, said.text)
    else:
        typed = has_type(asked, said.text, said.tokens, alike)
    bonus = WEIGHTS["typed"] * (typed and any(candidate.held))
    return candidate._replace(by_words=candidate.by_words + bonus, typed=typed)


def _statements(index: Index, asked: Asked, hit: Hit) -> Iterator[Statement]:
    """Sentences of a passage with their place in the page."""
    title = index.sources[hit.passage.source_id].title
    heads = " · ".join([title, *hit.passage.headings])
    context = tokens_of(heads)
    contents = contents_of(hit.passage)
    heading = hit.passage.headings[-1] if hit.passage.headings else ""
    announced = _announced(asked, heading)
    # The sections of a record are those of all, and each statement has a source of its own.
    own = hit.passage.source_id not in index.citing and heading not in title
    named = own and announced == 1.0 and _is_named(heading, asked.question.standalone)
    place = Place(
        hit,
        context,
        heads,
        asked.held(context, heads),
        asked.held(tokens_of(heading), heading) if named else (),
        announced,
        names_any(asked.names, heads),
        _lacks_acronyms(asked, context | contents.tokens, f"{heads} {hit.passage.text}"),
    )
    wants_list = asked.wants_list or (asked.wants_several and named)
    lists, sources = contents.lists if wants_list else (), asked.question.sources
    section = section_of(hit.passage) if wants_list and named else None
    if section is not None:
        lists += (section,)
    for said in (*contents.statements, *lists):
        if contents.lists and lists and said.text.endswith(":"):
            continue  # it is shown with what it opens
        if sources and not is_said_by(index, hit.passage.source_id, said.span, sources):
            continue
        yield Statement(*said, place, said is section or "\n•" in said.text)


def _is_named(heading: str, question: str) -> bool:
    """Does ``question`` hold the very words of a heading that is no question itself?"""
    said = _tokens_said(_NUMBER.sub("", heading))
    return bool(said) and not heading.endswith("?") and said <= tokens_of(question)


def _announced(asked: Asked, heading: str) -> float:
    """Share of the heading's words that the question holds; of several questions, the nearest."""
    asking = _announces(heading) if asked.total else ()
    return max((len(asked.words & words) / len(words) for words in asking), default=0.0)


@lru_cache(maxsize=2048)
def _announces(heading: str) -> tuple[frozenset[str], ...]:
    """Tokens of each question of a heading, its number aside."""
    asking = (_tokens_said(question) for question in _NUMBER.sub("", heading).split("?"))
    return tuple(words for words in asking if words)


def _tokens_said(text: str) -> frozenset[str]:
    """Tokens of a heading without numbers, and without those of its very spelling."""
    return frozenset(t for t in tokens_of(text) if t[0] != "=" and not t.isdigit())


def names_any(names: Sequence[re.Pattern[str]], text: str) -> bool:
    """Does one of the patterns occur in ``text``?"""
    folded = fold(text)
    return any(name.search(folded) for name in names)


def _lacks_acronyms(asked: Asked, tokens: frozenset[str], text: str) -> bool:
    """Is none of the question's rare acronyms in the passage or above it?

    "PME" or "R&D", which half the documents hold, tell nothing of what a question is about.
    """
    held = zip(asked.concepts, asked.held(tokens, text), strict=True)
    return bool(asked.acronyms) and not any(part for c, part in held if c in asked.acronyms)
