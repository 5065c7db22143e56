"""From a question to the statements that answer it: a list, what a pôle became, rows, the best."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from assistant.choosing.about_document import about_document
from assistant.choosing.choose import CERTAIN, THRESHOLD, choose, confidence, earlier, usable
from assistant.choosing.cite import is_said_by
from assistant.choosing.expected import EXPECTED, says_all
from assistant.choosing.introduced_names import with_introduced
from assistant.choosing.located import located
from assistant.choosing.opened import with_items
from assistant.choosing.premise import agrees, corrects, other_owner
from assistant.choosing.presenting import likeliest_first
from assistant.choosing.reached import reached_at
from assistant.choosing.selection import Selection, joined, merged, pole_told
from assistant.conversation.clarify import goes_without_saying, is_underspecified
from assistant.evidence import gather_evidence
from assistant.question import Question, years_in
from assistant.records import Evidence
from assistant.registry.advice import advised, asks_advice, tells_trade
from assistant.registry.frequent import under_heading
from assistant.registry.joining import joining_any
from assistant.registry.lineage import asks_succession, succession
from assistant.registry.list_rows import shows_all
from assistant.registry.listing import Listing
from assistant.registry.terms import entry_asked, is_told_of
from assistant.registry.told import led, told
from assistant.retrieve import NOTHING, Retrieval, search
from assistant.statements.likeness import distinct
from assistant.statements.roles import of_its_time
from assistant.statements.statement import contents_of
from assistant.understanding.asking import parted
from assistant.understanding.concepts import Concept, concepts_of, defined_by, expansion
from assistant.understanding.kinds import Kind, find_kind, kind_of
from assistant.understanding.named import poles_named
from assistant.understanding.parts import compared_in, parts_of
from assistant.understanding.plain_words import in_plain_words
from assistant.understanding.presumed import presumed_in
from assistant.understanding.source_named import NamedSource, named_sources, without_sources
from ingest.analysis import fold
from ingest.index import Index
from ingest.records import Span
from ingest.store import Filters

__all__ = ["look_up", "select"]

PASSAGES_READ = 24
"""Passages whose sentences compete."""
_READ_OF_SOURCES = 96
"""The same, where only what certain documents say answers: those that cite them too are found."""
_READ_OF_NAMES, _RARE_NAME = 6, 3.0
"""Passages read besides for the names of at least such a weight that none of these holds."""
_SURE_OF_A_POLE, _AGAINST_A_TRADE = 0.7, 0.8
"""Confidence from which a statement leads before what the finder finds; where a trade is told."""
_SURELY = 0.6
"""Likeness from which a question may hold a name that only an expected question says."""


def select(index: Index, question: Question, filters: Filters) -> Selection:
    """The statements that answer ``question``, part by part where it has several."""
    if not filters and (asked := under_heading(index, question)):
        return Selection(NOTHING, statements=asked)
    named = named_sources(question.standalone, tuple(index.sources.values()))
    if len(named) == 1 and not named[0].start:  # what opens a question holds for all its parts
        return _in_named(index, question, filters, named, _in_parts)
    if not named:  # nor does any part name one
        question = replace(question, sources=frozenset())
    return _in_parts(index, question, filters)


def _in_named(
    index: Index,
    question: Question,
    filters: Filters,
    named: tuple[NamedSource, ...],
    answer: Callable[[Index, Question, Filters], Selection],
) -> Selection:
    """What the documents that the question names say, or others of them by their names.

    A publisher alone ("selon l'AFPC") may be told by others; a document that is named is not.
    """
    wanted = tuple(one for one in named if one.noun)
    theirs: Selection | None = None
    if any(one.sources for one in named):
        theirs = answer(index, _without(index, question, named), filters)
        if theirs.statements and (wanted or theirs.confidence >= CERTAIN):
            return theirs
    found = answer(index, replace(question, sources=frozenset()), filters)
    told = any(
        one.is_named_in(item.text) or is_told_of(index, one.words, item.text)
        for one in named
        for item in found.statements[:1]
    )
    if theirs and theirs.statements:  # others may report better what they say ("selon l'Insee, …")
        return found if told and found.confidence > theirs.confidence else theirs
    if not wanted or told:
        return found
    return Selection(found.retrieval, named=wanted, retrieve_ms=found.retrieve_ms)


def _without(index: Index, question: Question, named: Sequence[NamedSource]) -> Question:
    """``question`` without the words that name its sources, to be answered by these alone."""
    text = f"{without_sources(question.standalone, named)} ?"
    if not concepts_of(text, index.lexical, index.cards.terms):
        text = question.standalone  # "que dit le manifeste ?"
    return replace(
        question,
        standalone=text,
        years=years_in(text),
        kind=find_kind(text),
        sources=frozenset[str]().union(*(one.sources for one in named)),
    )


def _in_parts(index: Index, question: Question, filters: Filters) -> Selection:
    """The statements that answer ``question``, part by part where it has several."""
    compared = compared_in(question.standalone)
    if compared and len(question.poles) < len(compared):  # pôles are set side by side
        return _compared(index, question, filters, compared)

    @cache
    def answer(part: str) -> Selection:
        found = _answered(index, _part(index, question, part), filters)
        if found.statements or filters:
            return found
        asked = parted(part)[0]  # what holds of any pôle, where it is not known of the one asked of
        general = joining_any(index, replace(_part(index, question, asked), text=asked))
        return replace(found, statements=general, confidence=THRESHOLD)

    def tell(part: str) -> str:
        return pole_told(part, answer(part))

    parts = parts_of(question.standalone, index.cards.poles, tell)
    whole = _answered(index, question, filters)
    if len(parts) == 1 or whole.attribution or whole.unclear:
        return whole
    return joined(index, question, whole, {part: answer(part) for part in parts})


def _compared(
    index: Index, question: Question, filters: Filters, asked: Sequence[str]
) -> Selection:
    """What each of two things is, one definition beside the other; else the question as it is."""
    full = [text if "cluster" in text else in_plain_words(text) for text in asked]
    found = [_select(index, _part(index, question, text), filters) for text in full]
    statements = merged([selection.statements[:1] for selection in found])
    if len(statements) < len(asked):
        return _select(index, question, filters)
    return replace(
        found[0],
        statements=statements,
        confidence=min(selection.confidence for selection in found),
        retrieve_ms=sum(selection.retrieve_ms for selection in found),
    )


def _part(index: Index, question: Question, text: str) -> Question:
    years = tuple(year for year in question.years if str(year) in text)
    poles = poles_named(text, index.cards.poles)
    return replace(question, standalone=text, years=years, kind=kind_of(text, poles), poles=poles)


def _answered(index: Index, question: Question, filters: Filters) -> Selection:
    """What answers one part, in the documents that it names if it names any."""
    started = time.perf_counter()
    lines = about_document(index, question)
    if isinstance(lines, NamedSource):
        return Selection(NOTHING, named=(lines,))
    if lines:
        elapsed = 1e3 * (time.perf_counter() - started)
        return Selection(NOTHING, statements=lines, retrieve_ms=elapsed)
    named: tuple[NamedSource, ...] = ()
    if question.sources is None:
        named = named_sources(question.standalone, tuple(index.sources.values()))
    if named:
        return _in_named(index, question, filters, named, _select)
    return _presuming(index, question, filters)


def _presuming(index: Index, question: Question, filters: Filters) -> Selection:
    """What answers ``question``, or tells the value that it presumes as it is."""
    found = _select(index, question, filters)
    for presumed in presumed_in(question.standalone):
        if agrees(presumed, found.statements) or (presumed.aside and found.statements):
            return found
        if not presumed.asked and not _is_all_known(index, presumed.question):
            continue  # what no document speaks of is not corrected
        instead = _select(index, _part(index, question, presumed.question), filters)
        surer = instead.confidence > found.confidence or not found.statements
        if corrects(presumed, instead.statements, instead.confidence, surer=surer):
            shown = instead.statements[: None if presumed.asked else 1]
            return replace(instead, statements=shown, corrects=True)
    return found


def _is_all_known(index: Index, text: str) -> bool:
    """Is every word of ``text`` that tells something held by a document?"""
    return all(c.known for c in concepts_of(text, index.lexical, index.cards.terms))


def _within(index: Index, question: Question, filters: Filters) -> Filters:
    """``filters``, with the documents that are or cite the sources that the question names."""
    sources = question.sources
    if not sources:
        return filters
    documents = sources.union(*(index.cited.get(source, ()) for source in sources))
    if filters.source_ids:
        documents &= frozenset(filters.source_ids)
    return replace(filters, source_ids=tuple(sorted(documents)))


def _is_said(index: Index, question: Question, told: Sequence[Evidence]) -> bool:
    """Is all that records tell said by the documents that the question names?"""
    sources = question.sources
    return not sources or all(is_said_by(index, e.document_id, e.span, sources) for e in told)


def look_up(
    index: Index, question: Question, concepts: tuple[Concept, ...], filters: Filters
) -> Retrieval:
    """The passages whose sentences compete to answer."""
    also = expansion(concepts)
    if question.kind is Kind.DEFINITION:
        also += defined_by(concepts, index.cards.terms)
    wide = _READ_OF_SOURCES if question.sources else PASSAGES_READ
    found = search(index, question.standalone, wide, filters, also=also)
    unmet = [concept.word for concept in concepts if _is_unmet(concept, found)]
    if not unmet:
        return found
    named = search(index, " ".join(unmet), _READ_OF_NAMES, filters, weight=0.0)
    known = {hit.passage for hit in found.hits}
    further = [hit for hit in named.hits if hit.passage not in known]
    least = min((hit.score for hit in found.hits), default=0.0)
    return replace(found, hits=(*found.hits, *(replace(hit, score=least) for hit in further)))


def _is_unmet(concept: Concept, found: Retrieval) -> bool:
    """Is it a rare name that no passage found holds, other words being so many there?"""
    if not (concept.is_name and concept.known) or concept.year or concept.weight < _RARE_NAME:
        return False
    name = fold(concept.word)
    return not any(name in fold(hit.passage.text) for hit in found.hits)


def _select(index: Index, question: Question, filters: Filters) -> Selection:
    started = time.perf_counter()
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    concepts = with_introduced(index, question, located(concepts, question, index.lexical))
    answer = told(index, question, concepts, filters)
    if answer is None or not _is_said(index, question, answer.statements):
        return _searched(index, question, concepts, filters)
    listing = answer.listing
    if listing and listing.partial:
        found = _searched(index, question, concepts, filters)
        if telling := tuple(e for e in found.statements if _tells(listing, e)):
            return replace(found, statements=telling)
    statements = answer.statements
    if answer.among:
        statements = likeliest_first(index, question, concepts, answer)
    return Selection(
        NOTHING,
        statements=statements,
        earlier=answer.earlier,
        listings=(("", listing),) if listing else (),
        ranked=answer.ranked,
        retrieve_ms=1e3 * (time.perf_counter() - started),
    )


def _is_asked_of(index: Index, item: Evidence, names: Sequence[Concept]) -> bool:
    """Does a question very like the one asked, which it is expected to answer, say ``names``?"""
    return item.expected >= _SURELY and says_all(index, item.text, names)


def _tells(listing: Listing, item: Evidence) -> bool:
    """Does a statement tell the very thing that a list of pôles is only near?"""
    return item.expected >= EXPECTED or shows_all(listing.asked, item.text)


def _searched(
    index: Index, question: Question, concepts: tuple[Concept, ...], filters: Filters
) -> Selection:
    """What statements tell, where no record answers by itself."""
    started = time.perf_counter()
    filters = _within(index, question, filters)
    if lines := reached_at(index, question, concepts, filters):
        elapsed = 1e3 * (time.perf_counter() - started)
        return Selection(NOTHING, statements=lines, retrieve_ms=elapsed)
    retrieval = look_up(index, question, concepts, filters)
    selection = Selection(retrieval, retrieve_ms=1e3 * (time.perf_counter() - started))
    unclear = (
        not question.sources
        and is_underspecified(question, concepts)
        and not entry_asked(index, question)
    )
    if unclear and (index.citing or not goes_without_saying(question, concepts)):
        return replace(selection, unclear=True)
    best = _best(index, question, concepts, selection)
    return replace(best, statements=led(index, question, best.statements, filters))


def _introduced(statements: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """``statements``, each that names no pôle behind the sentence that does."""
    kept: dict[tuple[str, Span], Evidence] = {}
    for item in statements:
        for shown in (item.introduced_by, item):
            if shown is not None:
                kept.setdefault((shown.document_id, shown.span), shown)
    return tuple(kept.values())


def _naming(index: Index, words: str) -> list[Evidence]:
    """The statements of the passages that hold ``words`` best."""
    return [
        Evidence(text, hit.passage.source_id, span, hit.passage.headings)
        for hit in search(index, words, PASSAGES_READ, weight=0.0).hits
        for text, span, *_ in contents_of(hit.passage).statements
    ]


def _best(
    index: Index, question: Question, concepts: tuple[Concept, ...], selection: Selection
) -> Selection:
    evidence = gather_evidence(index, question, concepts, selection.retrieval)
    unknown = [concept for concept in concepts if concept.is_name and not concept.known]
    if unknown:  # a name that no document holds, near or far: who is asked of it may still answer
        evidence = tuple(e for e in evidence if _is_asked_of(index, e, unknown))
        if not evidence:
            return selection
    if question.years and not question.poles:  # who held a role of a body then
        evidence = of_its_time(question, evidence)
    naming = partial(_naming, index)
    attribution = other_owner(question, evidence, index.cards.poles, naming)
    if attribution is not None:
        return replace(selection, attribution=attribution, statements=(attribution.evidence,))
    fit = usable(question, evidence)
    best = choose(question, fit, len(concepts))
    found = _introduced(best)
    if len(opened := with_items(index, best[0]) if best else ()) > 1:
        found = opened
    selection = replace(selection, confidence=confidence(fit, len(concepts)))
    if question.sources:
        return replace(selection, statements=found, earlier=earlier(question, evidence, best))
    if asks_advice(question) and (rows := advised(index, question)) is not None:
        fitting = {card for row in rows for card in poles_named(row.text, index.cards.poles)}
        named = [card for e in found[:1] for card in poles_named(e.text, index.cards.poles)]
        named = [card for card in named if card.labelled]
        told = tells_trade(fold(question.standalone))  # what fits is what it makes, no word more
        surely = selection.confidence >= (_AGAINST_A_TRADE if told else _SURE_OF_A_POLE)
        fits = fitting.intersection(named) if surely else named and fitting.issuperset(named)
        said = found[:1] if fits or (named and surely and not told) else ()
        each = [(row,) for row in rows]
        shown = merged([said, *each] if surely else [*each, said])
        sure = max(selection.confidence, THRESHOLD)  # of what records say, a match is found
        return replace(selection, statements=shown, confidence=sure)
    if asks_succession(question):
        became = [
            item
            for pole in question.poles
            for item in succession(index, pole, question.as_of, question.language)
        ]
        sure = CERTAIN if became else selection.confidence  # the records state what became of it
        shown = distinct([*became, *found], 3, 0.0) if became else found
        return replace(selection, statements=shown, confidence=sure)
    return replace(selection, statements=found, earlier=earlier(question, evidence, best))
