"""The only orchestrator: question → evidence → verified answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.choose import choose, confidence
from assistant.clarify import is_underspecified
from assistant.concepts import Concept, concepts_of, expansion
from assistant.evidence import gather_evidence
from assistant.lineage import asks_succession, succession
from assistant.listing import Listing, list_poles
from assistant.named import poles_named
from assistant.question import MAX_QUESTION_CHARS, Question, understand
from assistant.records import Answer, Citation, Evidence, Timings, Turn
from assistant.retrieve import Retrieval, search
from assistant.texts import text_for
from assistant.verify import verify_citation
from ingest.index import Index
from ingest.records import Page
from ingest.store import Filters

__all__ = ["answer_question"]

PASSAGES_READ = 24
"""Passages whose sentences compete."""


def answer_question(
    index: Index,
    text: str,
    history: Sequence[Turn] = (),
    *,
    language: str = "",
    as_of: int | None = None,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    identifier: str = "",
) -> Answer:
    """Answer ``text`` from what ``index`` holds, or decline.

    Args:
        index: an open index.
        text: the question as typed.
        history: earlier turns, oldest first.
        language: "fr" or "en"; by default the question's own.
        as_of: answer as of that year; None: today.
        filters: which passages may be used.
        identifier: copied to ``Answer.id``.
    """
    clock = [time.perf_counter()]
    question = understand(text, history, language, poles=index.cards.poles, as_of=as_of)
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    clock.append(time.perf_counter())
    listing = list_poles(index, question, concepts)
    retrieval = search(index, question.standalone, PASSAGES_READ, filters, also=expansion(concepts))
    clock.append(time.perf_counter())
    unclear = listing is None and is_underspecified(question, concepts)
    chosen = () if unclear else _chosen(index, question, concepts, retrieval, listing)
    clock.append(time.perf_counter())
    citations = _verified(index, chosen)
    clock.append(time.perf_counter())
    draft = Answer(
        question=question.text,
        standalone_question=question.standalone,
        language=question.language,
        status="answered" if citations else "declined",
        answer="",
        confidence=confidence(chosen[0]) if citations else 0.0,
        timings=_timings(clock),
        citations=citations,
        notes=(text_for("cut", question.language, MAX_QUESTION_CHARS),) if question.cut else (),
        id=identifier,
    )
    if unclear:
        return replace(draft, answer=text_for("unclear", question.language))
    if not citations:
        return replace(draft, answer=_refusal(index, question, retrieval))
    if listing is not None:
        return replace(draft, answer=_listed(question, listing), poles=listing.poles)
    return replace(
        draft,
        answer=" ".join(f"{_sentence(c.quote)} [{c.n}]" for c in citations),
        poles=tuple(pole.id for pole in poles_named(citations[0].quote, index.cards.poles)),
    )


def _chosen(
    index: Index,
    question: Question,
    concepts: tuple[Concept, ...],
    retrieval: Retrieval,
    listing: Listing | None,
) -> tuple[Evidence, ...]:
    """The statements to show: rows of a list, what a pôle became, or the best found."""
    if listing is not None:
        return tuple(row for _, row in listing.rows)
    found = choose(question, gather_evidence(index, question, concepts, retrieval))
    if asks_succession(question):
        became = [e for pole in question.poles if (e := succession(index, pole)) is not None]
        return (*became, *found)[:3] if became else found
    return found


def _listed(question: Question, listing: Listing) -> str:
    """One sentence: how many, and each name with its marker."""
    names = ", ".join(f"{card.name} [{n}]" for n, (card, _) in enumerate(listing.rows, 1))
    key = "listed" if len(listing.rows) > 1 else "listed_one"
    return text_for(key, question.language, len(listing.rows), names)


def _verified(index: Index, chosen: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Citations of the statements that pass the verifier, numbered in order."""
    pages = {
        (item.document_id, item.span.page): index.store.page(item.document_id, item.span.page)
        for item in chosen
    }
    texts = {place: page.text for place, page in pages.items() if page is not None}
    citations: list[Citation] = []
    for item in chosen:
        page = pages[item.document_id, item.span.page]
        if page is None:
            continue
        citation = _citation(index, item, page, len(citations) + 1)
        if verify_citation(item.text, citation, texts).passed:
            citations.append(citation)
    return tuple(citations)


def _citation(index: Index, item: Evidence, page: Page, n: int) -> Citation:
    """Built from records alone: the footnote's source where the statement has one."""
    source, section, number = index.sources[item.document_id], "", ""
    reference = next((r for r in page.references if 0 <= r.end - item.span.end <= 1), None)
    if reference is not None and reference.source_id in index.sources:
        source, section = index.sources[reference.source_id], reference.locator
    else:
        section = item.headings[-1] if item.headings else ""
        document = index.store.document(item.document_id)
        number = (page.label or str(page.number)) if document and document.paged else ""
    return Citation(
        n=n,
        source_id=source.id,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        url=source.url,
        page=number,
        section=section,
        quote=item.text,
        document_id=item.document_id,
        span=item.span,
    )


def _refusal(index: Index, question: Question, retrieval: Retrieval) -> str:
    """Say what was searched and what the nearest documents are about; list no source."""
    near = list(dict.fromkeys(hit.passage.source_id for hit in retrieval.hits[:3]))
    titles = ", ".join(f"« {index.sources[i].title} »" for i in near if i in index.sources)
    message = text_for("declined", question.language, index.manifest.documents)
    return f"{message} {text_for('nearest', question.language, titles)}" if titles else message


def _sentence(quote: str) -> str:
    text = " ".join(quote.split())
    return text if text[-1:] in ".!?…»" else f"{text}."


def _timings(clock: Sequence[float]) -> Timings:
    parse, retrieve, compose, verify = (1e3 * (b - a) for a, b in pairwise(clock))
    return Timings(parse, retrieve, compose, verify, total=1e3 * (clock[-1] - clock[0]))
