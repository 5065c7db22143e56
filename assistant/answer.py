"""The only orchestrator: question → evidence → verified answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from assistant.choosing.beyond import asked_in_vain, is_of_another_age, within_reach, years_of
from assistant.choosing.choose import THRESHOLD
from assistant.choosing.cite import as_shown, verified_citations
from assistant.choosing.select import select
from assistant.choosing.selection import Selection
from assistant.conversation.followup import adds_to
from assistant.question import MAX_QUESTION_CHARS, Question, guess_language, readings_of
from assistant.records import Answer, Citation, Status, Timings, Turn
from assistant.registry.joining import joining_any
from assistant.registry.listing import Listing
from assistant.registry.pole_facts import other_role, years_told
from assistant.statements.likeness import disjoint
from assistant.texts import text_for
from assistant.understanding.named import poles_named
from assistant.understanding.source_named import NamedSource
from ingest.index import Index
from ingest.records import Source
from ingest.sentences import split_sentences
from ingest.store import Filters

__all__ = ["answer_question"]

Group = tuple[Citation, ...]
"""The citations of one statement."""
_LEANS = 0.05
"""What is known of it beforehand, in confidence: a question that may lean on the last one does."""
_TOLD = 3
"""Most documents whose titles a refusal tells."""


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
    started = time.perf_counter()
    readings = readings_of(
        text, history, language, poles=index.cards.poles, as_of=as_of, knows=index.lexical.knows
    )
    parsed = 1e3 * (time.perf_counter() - started)
    two_ways = len(readings) > 1 and adds_to(readings[0].standalone, readings[1].standalone)
    drafts: list[Answer] = []
    for question in readings:
        limit = question.limit
        answer = _limited(question) if limit else _answer(index, question, filters)
        drafts.append(answer)
        if (answer.citations or limit) and not (two_ways and len(drafts) == 1):
            break
    best = drafts[-1] if drafts[-1].citations else drafts[0]
    if two_ways and drafts[0].citations:
        best = max(drafts, key=lambda draft: draft.confidence + _LEANS * (draft is drafts[0]))
    if history and not (best.citations or filters or readings[0].limit):
        best = _of_any_pole(index, text, best) or best
    total = 1e3 * (time.perf_counter() - started)
    return replace(best, id=identifier, timings=replace(best.timings, parse=parsed, total=total))


def _limited(question: Question) -> Answer:
    """The polite limit that an order, an insult or a chore meets."""
    return replace(_draft(question, ()), answer=text_for(question.limit, question.language))


def _answer(index: Index, question: Question, filters: Filters) -> Answer:
    """The answer to one reading of a question."""
    clock = [time.perf_counter()]
    selection = within_reach(index, question, select(index, question, filters))
    clock.append(time.perf_counter())
    chosen = selection.statements
    length = sum(len(listing.rows) for _, listing in selection.listings)
    rows = range(selection.before, selection.before + length)
    cited = verified_citations(index, chosen if selection.listings else disjoint(chosen), rows)
    citations = tuple(citation for group in cited for citation in group)
    clock.append(time.perf_counter())
    draft = replace(_draft(question, citations), timings=_timings(clock, selection.retrieve_ms))
    if selection.unclear:
        return replace(draft, answer=_clarified(question))
    if not citations and selection.listings:  # no record allows it: why
        return replace(draft, answer=" ".join(listing.lead for _, listing in selection.listings))
    if not citations:
        return replace(draft, answer=_refusal(index, question, selection))
    publisher = asked_in_vain(index, question, chosen)
    others = (text_for("others", question.language, publisher),) if publisher else ()
    draft = replace(
        draft,
        status="partial" if others else _status(selection),
        answer=_composed(question, selection, cited),
        confidence=selection.confidence,
        notes=(*draft.notes, *others, *_notes(index, question, selection, citations)),
    )
    if selection.listings:
        listed = (identifier for _, listing in selection.listings for identifier in listing.poles)
        return replace(draft, poles=tuple(dict.fromkeys(listed)))
    named = poles_named(citations[0].quote, index.cards.poles)
    return replace(draft, poles=tuple(pole.id for pole in named))


def _clarified(question: Question) -> str:
    """Ask which pôle is meant: one of a few, or any."""
    if not question.choices:
        return text_for("unclear", question.language)
    return text_for("which_pole", question.language, ", ".join(question.choices))


def _of_any_pole(index: Index, text: str, declined: Answer) -> Answer | None:
    """What joining any pôle takes, where it is not known of the one that was spoken of."""
    question = readings_of(text, poles=index.cards.poles, knows=index.lexical.knows)[0]
    cited = verified_citations(index, () if question.limit else joining_any(index, question))
    if not cited:
        return None
    return replace(
        declined,
        status="partial",
        answer=" ".join(_marked(group) for group in cited),
        confidence=THRESHOLD,
        citations=tuple(citation for group in cited for citation in group),
        notes=(*declined.notes, text_for("in_general", declined.language)),
    )


def _draft(question: Question, citations: tuple[Citation, ...]) -> Answer:
    """What an answer holds before its sentences."""
    return Answer(
        question=question.text,
        standalone_question=question.standalone,
        language=question.language,
        status="answered" if citations else "declined",
        answer="",
        confidence=0.0,
        timings=Timings(0.0, 0.0, 0.0, 0.0, 0.0),
        citations=citations,
        notes=(text_for("cut", question.language, MAX_QUESTION_CHARS),) if question.cut else (),
    )


def _status(selection: Selection) -> Status:
    near = any(listing.partial for _, listing in selection.listings)
    return "partial" if selection.attribution or selection.missing or near else "answered"


def _composed(question: Question, selection: Selection, cited: Sequence[Group]) -> str:
    """The sentences of the answer, each with the markers of its citations."""
    said: list[str] = []
    rest = cited
    if selection.listings and len(cited) == len(selection.statements):
        said += [_marked(group) for group in cited[: selection.before]]
        rest = cited[selection.before :]
        for part, listing in selection.listings:
            said.append(_listed(question, part, listing, rest))
            rest = rest[len(listing.rows) :]
    quoted = " ".join([*said, *(_marked(group) for group in rest)])
    wrong = selection.attribution
    if wrong is None:
        return quoted
    names = (wrong.thing, wrong.owner.name, wrong.asked.name)
    return f"{text_for('other_owner', question.language, *names)} [1] {quoted}"


def _notes(
    index: Index, question: Question, selection: Selection, citations: Sequence[Citation]
) -> tuple[str, ...]:
    """What the reader must know besides: other values, parts without an answer, other language."""
    others = verified_citations(index, selection.earlier)
    years = {(item.document_id, item.span): item.year for item in selection.earlier}
    cited = {citation.quote for citation in citations}
    notes = [
        text_for("earlier", question.language, year, c.publisher or c.title, as_shown(c.quote))
        for c, *_ in others
        if c.quote not in cited and (year := years[c.document_id, c.span])
    ]
    notes += [note for _, listing in selection.listings for note in listing.notes]
    if ranked := selection.ranked:
        notes += ranked.notes
        among = [ranked.among] if ranked.among else []  # none are ranked where none tells
        notes += [text_for(f"ranked_{ranked.by}", question.language, n) for n in among]
    notes += [text_for("part_missing", question.language, part) for part in selection.missing]
    if not selection.listings and _quoted_language(index, citations[0]) != question.language:
        notes.append(text_for("quotes_other", question.language))
    return tuple(dict.fromkeys(notes))  # two parts of a question may find the same


def _quoted_language(index: Index, citation: Citation) -> str:
    """The language of a quote; of one without a word that tells (a row), that of its document."""
    document = index.sources.get(citation.document_id)
    return guess_language(citation.quote, document.language if document else "fr")


def _listed(question: Question, part: str, listing: Listing, cited: Sequence[Group]) -> str:
    """What is said before it, then one sentence: how many, and each name with its marker.

    Args:
        question: as read.
        part: the part of it that asks for the list, "" when it asks for nothing else.
        listing: what is listed.
        cited: the citations of each row, in order.
    """
    language, rows = question.language, listing.rows
    names = [
        f"{text_for('row', language, card.name, value) if value else card.name} {_markers(c)}"
        for (card, _), c, value in zip_longest(rows, cited[: len(rows)], listing.values)
    ]
    told = ", ".join(names)
    if listing.groups:
        groups = (
            (head or text_for("no_region", language), [names[n] for n in members])
            for head, members in listing.groups
        )
        told = "; ".join(
            f"{head}{f' : {len(members)}' if listing.counted else ''} ({', '.join(members)})"
            for head, members in groups
        )
    colon = " :" if language == "fr" else ":"  # what is asked is no sentence to be cited
    asked = f"{part[:1].upper()}{part[1:].rstrip(' ?')}{colon}" if part else ""
    opening = " ".join(filter(None, (asked, listing.lead)))
    if not rows:
        return opening
    said = text_for("listed", language, len(rows), listing.what, told)
    return f"{opening} {said}" if opening else said


def _refusal(index: Index, question: Question, selection: Selection) -> str:
    """Say what was searched and what is near (other years, other documents); list no source."""
    if selection.named:
        return " ".join(_none_of(index, question.language, one) for one in selection.named)
    message = text_for("declined", question.language, index.manifest.documents)
    if years := ", ".join(map(str, years_told(index, question))):
        return f"{message} {text_for('other_years', question.language, years)}"
    if role := other_role(index, question):
        return f"{message} {text_for(f'only_{role}', question.language)}"
    if is_of_another_age(index, question):
        return f"{message} {text_for('beyond', question.language, *years_of(index))}"
    near = list(dict.fromkeys(hit.passage.source_id for hit in selection.retrieval.hits[:3]))
    titles = ", ".join(f"« {index.sources[i].title} »" for i in near if i in index.sources)
    return f"{message} {text_for('nearest', question.language, titles)}" if titles else message


def _none_of(index: Index, language: str, named: NamedSource) -> str:
    """Say that a document that was named does not answer, or that there is none."""
    fit = [index.sources[i] for i in sorted(named.sources)[:_TOLD]]
    if not fit:
        return text_for("no_such_document", language, named.words, index.manifest.documents)
    titles = [f"« {source.title} »{_whose(source)}" for source in fit]
    if more := len(named.sources) - len(fit):
        titles.append(f"+{more}")
    return text_for("not_in_document", language, ", ".join(titles))


def _whose(source: Source) -> str:
    told = ", ".join(part for part in (source.publisher, source.date) if part)
    return f" ({told})" if told else ""


def _markers(group: Group) -> str:
    return " ".join(f"[{citation.n}]" for citation in group)


def _marked(group: Group) -> str:
    """The sentences of a quote, each with its markers.

    Items of a list are one sentence with what opens it, but for those that are sentences.
    """
    quote = as_shown(group[0].quote)
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(quote):
        if spans and "•" in quote[(last := spans[-1][1]) : start] and quote[last - 1] not in ".!?…":
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return " ".join(f"{_sentence(quote[slice(*span)])} {_markers(group)}" for span in spans)


def _sentence(quote: str) -> str:
    text = " ".join(quote.split()).rstrip(";:, ")
    return text if text.rstrip(")")[-1:] in ".!?…»" else f"{text}."


def _timings(clock: Sequence[float], retrieve: float) -> Timings:
    chosen, verify = (1e3 * (b - a) for a, b in pairwise(clock))
    total = 1e3 * (clock[-1] - clock[0])
    return Timings(0.0, retrieve, max(0.0, chosen - retrieve), verify, total)
