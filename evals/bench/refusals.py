"""Does ``confidence`` tell what answers from what does not?

``python -m evals.bench.refusals HOME…``: each HOME holds an index; every dev case whose evidence
stands there is asked of it. Four kinds of leading statements come of that: "right" (it holds a
vital fact), "wrong" (another would answer), "declined" (no document has the answer), and
"left_out": what would lead if every statement with the answer were hidden. The last are natural
near misses, the subject known and the fact not there; every answerable question gives one, so
that a change of the model is judged on hundreds of them, not only on those that somebody thought
of.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.choosing.choose import THRESHOLD, confidence, usable
from assistant.choosing.located import located
from assistant.choosing.select import look_up
from assistant.conversation.clarify import is_underspecified
from assistant.evidence import Scored, score_statements
from assistant.question import Question, readings_of
from assistant.records import Evidence
from assistant.registry.told import told
from assistant.understanding.concepts import Concept, concepts_of
from evals.calibration import auroc
from evals.case_files import load_sets, set_paths
from evals.cases import Case
from evals.facts import nugget_found
from evals.normalise import content_of
from ingest.index import Index, open_index
from ingest.settings import Settings
from ingest.store import Filters

__all__ = ["Example", "Read", "examples_of", "main", "read_case", "standing", "table"]

_KINDS = ("right", "wrong", "declined", "left_out")
_THRESHOLDS = (0.3, 0.4, 0.45, THRESHOLD, 0.55, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Example:
    """A statement that would lead an answer.

    Attributes:
        case_id: the question.
        kind: "right", "wrong", "declined" or "left_out".
        confidence: that it answers, in [0, 1].
    """

    case_id: str
    kind: str
    confidence: float


def examples_of(index: Index, cases: Sequence[Case]) -> Iterator[Example]:
    """The examples that ``cases`` give on ``index``; what records or limits answer gives none."""
    for case in standing(index, cases):
        yield from _examples(index, case)


def standing(index: Index, cases: Sequence[Case]) -> Iterator[Case]:
    """Those of ``cases`` that ask for an answer, and whose evidence the index holds."""
    rows = index.lexical.rows.tolist()
    said = content_of(" ".join(p.text for p in index.store.passages(rows).values()))
    for case in cases:
        if case.type not in ("retrieval", "finder", "injection") and _stands_in(case, said):
            yield case


def _stands_in(case: Case, said: str) -> bool:
    """Does a text hold the evidence of ``case``? One that has no answer needs none."""
    groups: dict[str, list[bool]] = {}
    for place in case.evidence:
        groups.setdefault(place.group or place.source_id, []).append(
            content_of(place.quote) in said
        )
    return case.should_decline or (bool(groups) and all(map(any, groups.values())))


@dataclass(frozen=True, slots=True)
class Read:
    """A question as it is understood, with the statements that may answer it.

    Attributes:
        question: the likeliest reading.
        concepts: what it says.
        scored: its statements, each with its features, in no order.
        holds: does a text hold a vital fact of the case, or its evidence?
        told: records alone answer it.
    """

    question: Question
    concepts: tuple[Concept, ...]
    scored: tuple[Scored, ...]
    holds: Callable[[str], bool]
    told: bool


def read_case(index: Index, case: Case) -> Read | None:
    """``case`` up to its scored statements, None where no statement would be looked for."""
    question = readings_of(
        case.question, case.history, poles=index.cards.poles, knows=index.lexical.knows
    )[0]
    concepts = concepts_of(question.standalone, index.lexical, index.cards.terms)
    concepts = located(concepts, question, index.lexical)
    unknown = any(concept.is_name and not concept.known for concept in concepts)
    if question.limit or unknown or is_underspecified(question, concepts):
        return None
    retrieval = look_up(index, question, concepts, Filters())
    scored = score_statements(index, question, concepts, retrieval)
    records = told(index, question, concepts, Filters()) is not None
    return Read(question, concepts, scored, _answers(case), records)


def _examples(index: Index, case: Case) -> Iterator[Example]:
    read = read_case(index, case)
    if read is None:
        return
    evidence = sorted((row.evidence for row in read.scored), key=lambda e: -e.score)

    def example(kind: str, held: Sequence[Evidence]) -> Iterator[Example]:
        fit = usable(read.question, held)
        if fit:
            yield Example(case.id, kind, confidence(fit, len(read.concepts)))

    if not read.told:
        lead = usable(read.question, evidence)[:1]
        right = "right" if lead and read.holds(lead[0].text) else "wrong"
        yield from example("declined" if case.should_decline else right, evidence)
    if not case.should_decline:
        yield from example("left_out", [item for item in evidence if not read.holds(item.text)])


def _answers(case: Case) -> Callable[[str], bool]:
    """Does a statement hold a vital fact of ``case``, or its evidence?"""
    vital = [nugget for nugget in case.nuggets if nugget.importance == "vital"]
    quotes = [quote for place in case.evidence if (quote := content_of(place.quote))]

    def holds(text: str) -> bool:
        found = any(nugget_found(nugget, text) for nugget in vital)
        return found or any(quote in content_of(text) for quote in quotes)

    return holds


def table(examples: Sequence[Example]) -> Iterator[str]:
    """Lines: how many of each kind, how well they are told apart, what thresholds refuse."""
    counts = Counter(example.kind for example in examples)
    yield "  ".join(f"{kind} {counts[kind]}" for kind in _KINDS)
    for other in _KINDS[1:]:
        kept = [example for example in examples if example.kind in ("right", other)]
        area = auroc([e.confidence for e in kept], [e.kind == "right" for e in kept])
        yield f"AUROC right / {other}: {'-' if area is None else f'{area:.3f}'}"
    yield "threshold, and the share of each kind below it"
    for threshold in _THRESHOLDS:
        below = Counter(e.kind for e in examples if e.confidence < threshold)
        shares = (f"{below[kind] / max(1, counts[kind]):.3f}" for kind in _KINDS)
        yield f"{threshold:.2f}  " + "  ".join(shares)


def main() -> None:
    """Print the table of each index."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("homes", nargs="+", type=Path, help="folders that hold an index")
    cases = [c for s in load_sets(set_paths([])) for c in s.cases if c.split == "dev"]
    for home in parser.parse_args().homes:
        print(home)
        for line in table(list(examples_of(open_index(Settings(home=home)), cases))):
            print(f"  {line}")


if __name__ == "__main__":
    main()
