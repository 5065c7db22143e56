"""Systems to compare: the assistant, its retrieval legs, and the controls that a figure needs.

A figure means little alone. ``always-decline`` shows what refusing everything earns,
``always-answer`` and ``copy-top-passage`` what copying does, ``random`` the floor and ``oracle``
what the same copying reaches when retrieval is perfect.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.answer import answer_question
from assistant.finder import Finder, load_finder
from assistant.records import Answer
from assistant.retrieve import search
from assistant.texts import text_for
from assistant.understanding.concepts import concepts_of, expansion
from evals.cases import Case
from evals.figures import DEFAULT
from evals.index_view import IndexView
from evals.outputs import Cited, PassageText, Shown
from evals.relevance import holds
from ingest.analysis import query_tokens
from ingest.sentences import split_sentences

if TYPE_CHECKING:
    from assistant.generate import ModelClient

__all__ = [
    "CONTROLS",
    "DEFAULT",
    "LLAMA",
    "SYSTEMS",
    "Reply",
    "System",
    "is_product",
    "make_system",
]

DEPTH = 20
"""Passages kept of each retrieval."""
_READ = 5
"""Passages that the copying controls read."""
_SENTENCES = 3
_RECORDS = "poles/"
"""Folder of the records of pôles in a knowledge base; their documents are named after it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system gives for a case; see ``evals.outputs.Output``."""

    shown: Shown | None
    passages: tuple[PassageText, ...] = ()
    gold_passages: tuple[PassageText, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


class System(Protocol):
    """Anything that can be asked."""

    def reply(self, case: Case) -> Reply:
        """Answer ``case``, seeing only what a user would give: question, history, options."""


class Assistant:
    """The product as it ships: ``answer_question``, and ``search`` for what it retrieves.

    With a model, the model rewrites each answer under the verifier, as ``poles ask --model`` does.
    """

    def __init__(self, view: IndexView, client: ModelClient | None = None) -> None:
        self._view = view
        self._client = client
        self._finder: Finder | None = None

    def reply(self, case: Case) -> Reply:
        """See ``System``; a retrieval case is only searched, a finder case goes to the finder."""
        index = self._view.index
        if case.type == "retrieval":
            return Reply(None, self._search(case.question))
        if case.type == "finder":
            return self._find(case)
        year = int(case.as_of[:4]) if case.as_of and "as_of_option" in case.tags else None
        answer = self._written(answer_question(index, case.question, case.history, as_of=year))
        gold = self._search(case.standalone_question) if case.history else ()
        timings = answer.to_dict()["timings_ms"]
        passages = self._search(answer.standalone_question)
        return Reply(shown_of(answer, self._view), passages, gold, timings)

    def _written(self, answer: Answer) -> Answer:
        """What the model makes of ``answer``.

        Raises:
            ServiceUnavailable: it does not answer: the composed answer is none of its own.
        """
        if self._client is None:
            return answer
        from assistant.generate import rewrite

        written = rewrite(answer, self._client)
        if written.failure is not None:
            raise written.failure
        return written.answer

    def _find(self, case: Case) -> Reply:
        """The finder has its own records: it reads the shipped corpus, whatever the index."""
        if self._finder is None:
            settings = self._view.index.settings
            self._finder = load_finder(encoder=settings.encoder, store=settings.home / "finder")
        regions = [case.region] if case.region else []
        found = self._finder.find(case.question, regions=regions, needs=case.needs)
        poles = tuple(match.pole for match in found.matches)
        status = "declined" if found.declined else "answered"
        confidence = found.matches[0].score if found.matches else 0.0
        shown = Shown(status, case.lang, found.message, round(confidence, 6), poles=poles)
        return Reply(shown, timings_ms={"find": found.timing_ms})

    def _search(self, query: str) -> tuple[PassageText, ...]:
        """What an answer searches: the query's words, and half as strongly their synonyms."""
        index = self._view.index
        also = expansion(concepts_of(query, index.lexical, index.cards.terms))
        hits = search(index, query, DEPTH, also=also).hits
        return tuple(self._view.text_of(hit.passage) for hit in hits)


def shown_of(answer: Answer, view: IndexView) -> Shown:
    """The answer as it is kept, each citation checked against the page that it names."""
    citations = tuple(
        Cited(
            n=c.n,
            source_id=c.source_id,
            title=c.title,
            publisher=c.publisher,
            date=c.date,
            page=c.page,
            section=c.section,
            quote=c.quote,
            document_id=c.document_id,
            verbatim=view.stands_at(c),
        )
        for c in answer.citations
    )
    return Shown(
        answer.status, answer.language, answer.answer, round(answer.confidence, 6),
        answer.standalone_question, citations, answer.poles, answer.notes,
    )  # fmt: skip


class Leg:
    """Retrieval alone: one leg, or both with the index's own weight."""

    def __init__(self, view: IndexView, weight: float | None) -> None:
        self._view = view
        self._weight = weight

    def reply(self, case: Case) -> Reply:
        """See ``System``: it reads the question without the conversation."""
        return Reply(None, tuple(_found(self._view, case, self._weight)))


class AlwaysDecline:
    """Declines whatever is asked."""

    def __init__(self, view: IndexView) -> None:
        self._documents = view.index.manifest.documents

    def reply(self, case: Case) -> Reply:
        """See ``System``."""
        if case.type == "retrieval":
            return Reply(None)
        return Reply(_declined(case, text_for("declined", case.lang, self._documents)))


def _declined(case: Case, text: str = "—") -> Shown:
    return Shown("declined", case.lang, text, 0.0, case.question)


class Copier:
    """Copies the sentences nearest to the question from passages chosen by ``choose``.

    It declines only when nothing was chosen.
    """

    def __init__(self, choose: Callable[[Case], Sequence[PassageText]], *, whole: bool) -> None:
        """Copy the best sentences, or the first passage ``whole``."""
        self._choose = choose
        self._whole = whole

    def reply(self, case: Case) -> Reply:
        """See ``System``."""
        passages = tuple(self._choose(case))
        if case.type == "retrieval":
            return Reply(None, passages)
        if not passages:
            return Reply(_declined(case))
        if case.type == "finder":
            return Reply(_poles_of(case, passages), passages)
        few = passages[:_READ]
        chosen = _pieces(few[0]) if self._whole else _nearest(case.question, few)
        return Reply(_copied(case, chosen), passages)


def _poles_of(case: Case, passages: Sequence[PassageText]) -> Shown:
    """The pôles whose records were found, in the order of the passages."""
    names = [
        p.source_id.removeprefix(_RECORDS) for p in passages if p.source_id.startswith(_RECORDS)
    ]
    poles = tuple(dict.fromkeys(names))[:_READ]
    return Shown("answered" if poles else "declined", case.lang, ", ".join(poles), 0.5, poles=poles)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a passage, and the source that its own footnote names."""

    passage: PassageText
    text: str
    source_id: str
    section: str


def _pieces(passage: PassageText) -> list[_Piece]:
    heading = passage.headings[-1] if passage.headings else ""
    found: list[_Piece] = []
    for start, end in split_sentences(passage.text):
        cited = (c[:2] for c in passage.cites if 0 <= c[2] - end <= 1)
        source, section = next(cited, (passage.source_id, heading))
        found.append(_Piece(passage, passage.text[start:end], source, section))
    return found


def _nearest(question: str, passages: Sequence[PassageText]) -> list[_Piece]:
    """Sentences that share most words with ``question``; the better passage wins ties."""
    wanted = set(query_tokens(question))
    pieces = [piece for passage in passages for piece in _pieces(passage)]
    shared = [len(wanted & set(query_tokens(piece.text))) for piece in pieces]
    order = sorted(range(len(pieces)), key=lambda n: (-shared[n], n))
    return [pieces[n] for n in order[:_SENTENCES]]


def _copied(case: Case, chosen: Sequence[_Piece]) -> Shown:
    citations: list[Cited] = []
    sentences: list[str] = []
    for n, piece in enumerate(chosen, 1):
        passage = piece.passage
        cites_itself = piece.source_id == passage.source_id
        page = passage.pages[0] if passage.pages and cites_itself else ""
        citations.append(
            Cited(
                n, piece.source_id, passage.title, page=page, section=piece.section,
                quote=piece.text, document_id=passage.source_id, verbatim=True,
            )
        )  # fmt: skip
        text = " ".join(piece.text.split())
        sentences.append(f"{text}{'' if text[-1:] in '.!?…»' else '.'} [{n}]")
    return Shown("answered", case.lang, " ".join(sentences), 0.5, case.question, tuple(citations))


def _found(view: IndexView, case: Case, weight: float | None = None) -> list[PassageText]:
    hits = search(view.index, case.query, DEPTH, weight=weight).hits
    return [view.text_of(hit.passage) for hit in hits]


def gold_passages(view: IndexView, case: Case) -> list[PassageText]:
    """For each piece of evidence, best graded first, the first passage that holds it."""
    found: dict[str, PassageText] = {}
    for evidence in sorted(case.evidence, key=lambda item: -item.grade):
        held = (p for p in view.passages_of(evidence.source_id) if holds(p, evidence))
        passage = next(held, None)
        if passage is not None:
            found.setdefault(passage.id, passage)
    return list(found.values())


def _drawn(view: IndexView, case: Case) -> list[PassageText]:
    """Passages drawn with a seed of the case's own, so that order and workers change nothing."""
    seed = int.from_bytes(hashlib.blake2b(case.id.encode(), digest_size=8).digest(), "big")
    everything = view.passages
    count = min(DEPTH, len(everything))
    drawn = np.random.default_rng(seed).choice(len(everything), size=count, replace=False)
    return [everything[int(n)] for n in drawn]


def _llamaindex(view: IndexView, client: ModelClient | None = None) -> System:
    from evals.llama_starter import LlamaStarter

    return LlamaStarter(view, DEPTH, client)


SYSTEMS: Mapping[str, Callable[[IndexView], System]] = {
    DEFAULT: Assistant,
    "bm25": lambda view: Leg(view, 0.0),
    "dense": lambda view: Leg(view, 1.0),
    "hybrid": lambda view: Leg(view, None),
    "always-decline": AlwaysDecline,
    "always-answer": lambda view: Copier(lambda case: _found(view, case), whole=False),
    "copy-top-passage": lambda view: Copier(lambda case: _found(view, case), whole=True),
    "oracle": lambda view: Copier(lambda case: gold_passages(view, case), whole=False),
    "random": lambda view: Copier(lambda case: _drawn(view, case), whole=False),
    "llamaindex": _llamaindex,
}
"""Name → how it is made from an open index; those with a model are in ``evals.models``."""


LLAMA = "llamaindex+"
"""Before the name of a model: LlamaIndex's citation query engine with it."""


CONTROLS = frozenset(SYSTEMS) - {DEFAULT}
"""Systems that a figure is read against: none of them writes anything of its own."""


def is_product(name: str) -> bool:
    """True for the product, with or without a model: its own rules bind no other system."""
    return name == DEFAULT or not (name in SYSTEMS or name.startswith(LLAMA))


def make_system(name: str, view: IndexView) -> System:
    """The system ``name``: one of ``SYSTEMS``, or one that is called after a model.

    Raises:
        UsageError: there is none of that name.
    """
    if name in SYSTEMS:
        return SYSTEMS[name](view)
    from evals.models import open_client

    client = open_client(name)
    return _llamaindex(view, client) if name.startswith(LLAMA) else Assistant(view, client)
