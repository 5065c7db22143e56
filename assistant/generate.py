"""A language model rewrites an answer; nothing it writes is shown unless the verifier passes it.

The model is given the question and the verified statements of the composed answer, numbered, as
data. Each sentence that it writes must carry the number of its statement and is checked against
that statement; a sentence that fails is dropped. When what is left does not answer, or when the
model fails, the composed answer stays, with a note. Pure but for the client that it calls.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.models.prompt import can_be_sent, prompt_for
from assistant.models.sentences import SentenceReader, plain_fault
from assistant.records import Answer, Citation
from assistant.statements.holds import holds
from assistant.texts import text_for
from assistant.understanding.kinds import find_kind
from assistant.verify import MARKER, marker_numbers, verify_sentence, without_markers
from ingest.errors import ServiceUnavailable

__all__ = ["Dropped", "ModelClient", "Written", "can_be_rewritten", "rewrite"]

_OPENING_YEAR = re.compile(r"\W*(?:[^\W\d]+[ '’]|\d{1,2}(?:er)? ){0,5}((?:19|20)\d\d),")
"""The date that a statement opens with: "En janvier 2025, …"."""
_LISTED = re.compile(r"\[\d+\]\s*[,;]")


class ModelClient(Protocol):
    """A language model that can be asked."""

    @property
    def name(self) -> str:
        """What people call it."""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """What the model writes, in pieces, at temperature 0.

        Raises:
            ServiceUnavailable: it cannot be reached, is too slow, or stops half way.
        """


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that the model wrote and nobody saw, and why."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a rewriting.

    Attributes:
        answer: what to show: the model's text, or the composed answer with a note.
        by_model: whether the text is the model's.
        kept: how many of its sentences passed.
        dropped: those that did not.
        failure: the model did not deliver; None when it did, whatever it wrote.
    """

    answer: Answer
    by_model: bool = False
    kept: int = 0
    dropped: tuple[Dropped, ...] = ()
    failure: ServiceUnavailable | None = None


def can_be_rewritten(answer: Answer) -> bool:
    """Is there something to rewrite?

    Not when it declines; not a list, which comes whole from the records; not an order found in
    a document; not a correction of what the question takes for granted, which a rewriting would
    lose.
    """
    if not answer.citations or answer.status == "declined" or _LISTED.search(answer.answer):
        return False
    if not can_be_sent(answer.citations[0].quote):
        return False
    rest = without_markers(answer.answer)
    for citation in answer.citations:
        rest = rest.replace(" ".join(citation.quote.split()).rstrip(".!?…"), "")
    return answer.status == "answered" or not re.search(r"\w{3}", rest)


def rewrite(
    answer: Answer, client: ModelClient, show: Callable[[str], None] | None = None
) -> Written:
    """Let a model rewrite ``answer``, and keep what can be checked.

    Args:
        answer: made by ``answer_question``.
        client: the model.
        show: called with each sentence, its markers and a space, as soon as it has passed;
            what was shown is void when the result is not ``by_model``.
    """
    if not can_be_rewritten(answer):
        return Written(answer)
    began = time.perf_counter()
    draft = _Draft(answer)
    failure: ServiceUnavailable | None = None
    try:
        for sentence in _sentences(client, *prompt_for(answer)):
            shown = draft.take(sentence)
            if shown and show:
                show(f"{shown} ")
    except ServiceUnavailable as error:
        failure = error
    spent = 1e3 * (time.perf_counter() - began)
    written = _outcome(draft, client.name, failure)
    return replace(written, answer=_timed(written.answer, spent))


def _sentences(client: ModelClient, system: str, user: str) -> Iterator[str]:
    """The model's sentences, each as soon as it is whole."""
    reader = SentenceReader()
    for piece in client.stream(system, user):
        yield from reader.feed(piece)
    yield from reader.close()


class _Draft:
    """What the model has written of ``answer`` so far, and what of it was dropped."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.kept: list[str] = []
        self.dropped: list[Dropped] = []
        self._citations = {citation.n: citation for citation in answer.citations}
        self._numbers: dict[int, int] = {}

    def take(self, sentence: str) -> str:
        """The sentence as it is shown, its markers numbered in order; "" when it is dropped."""
        reason = self._fault(sentence)
        if reason:
            self.dropped.append(Dropped(sentence, reason))
            return ""
        for n in marker_numbers(sentence):
            self._numbers.setdefault(n, len(self._numbers) + 1)
        shown = MARKER.sub(lambda m: f"[{self._numbers[int(m[1])]}]", sentence)
        self.kept.append(shown)
        return shown

    def _fault(self, sentence: str) -> str:
        """Why ``sentence`` must not be shown, "" when it may."""
        fault = plain_fault(sentence)
        if fault:
            return fault
        quotes = {n: citation.quote for n, citation in self._citations.items()}
        sections = {n: citation.section for n, citation in self._citations.items()}
        before = self.kept[-1] if self.kept else ""
        verdict = verify_sentence(sentence, quotes, contexts=sections, before=before)
        if not verdict.passed:
            return verdict.reason
        if without_markers(sentence) in {without_markers(shown) for shown in self.kept}:
            return "it was said before"
        faults = (self._undated(sentence, n) for n in marker_numbers(sentence))
        return next(filter(None, faults), "")

    def _undated(self, sentence: str, n: int) -> str:
        """The date of statement ``n`` that ``sentence`` leaves out, and nothing before it gives."""
        year, known = _OPENING_YEAR.match(self._citations[n].quote), self._numbers.get(n)
        before = [text for text in self.kept if known in marker_numbers(text)]
        if year and not any(year[1] in text for text in (sentence, *before)):
            return f"it leaves out the date of what it cites, {year[1]}"
        return ""

    def answers(self) -> bool:
        """Does what is kept say what the first statement says of the thing asked?"""
        lead = self.answer.citations[0]
        number = self._numbers.get(lead.n)
        about = " ".join(text for text in self.kept if number in marker_numbers(text))
        if not about:
            return False
        question = self.answer.standalone_question or self.answer.question
        kind = find_kind(question)
        said = holds(kind, without_markers(about), question)
        return said or not holds(kind, lead.quote, question)

    def citations(self) -> tuple[Citation, ...]:
        """The citations that the text calls, as numbered in it."""
        return tuple(replace(self._citations[old], n=new) for old, new in self._numbers.items())


def _outcome(draft: _Draft, name: str, failure: ServiceUnavailable | None) -> Written:
    """The model's text when it delivered and what is left answers; else the composed answer."""
    answer, kept, dropped = draft.answer, len(draft.kept), tuple(draft.dropped)
    if failure is not None or not draft.answers():
        key = "model_unavailable" if failure else "model_refused"
        note = text_for(key, answer.language, name)
        composed = replace(answer, notes=(*answer.notes, note))
        return Written(composed, False, kept, dropped, failure)
    notes = [text_for("model_written", answer.language, name)]
    if dropped:
        notes.append(text_for("model_dropped", answer.language, len(dropped)))
    rewritten = replace(
        answer,
        answer=" ".join(draft.kept),
        citations=draft.citations(),
        notes=(*answer.notes, *notes),
    )
    return Written(rewritten, True, kept, dropped)


def _timed(answer: Answer, spent: float) -> Answer:
    """``spent`` milliseconds more in composing."""
    timings = answer.timings
    more = replace(timings, compose=timings.compose + spent, total=timings.total + spent)
    return replace(answer, timings=more)
