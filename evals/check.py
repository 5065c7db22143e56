"""What the schema cannot see: patterns that miss their own examples, evidence that is nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.cases import Case, QuestionSet
from evals.errors import Problem
from evals.facts import nugget_found
from evals.index_view import IndexView
from evals.relevance import holds, units_of
from evals.workspace import open_views

__all__ = ["check_evidence", "check_examples"]


def check_examples(sets: Sequence[QuestionSet]) -> list[Problem]:
    """Examples of nuggets that do not do what they are there to show."""
    return [
        Problem(found.path.name, found.lines[case.id], message, case.id)
        for found in sets
        for case in found.cases
        for message in _wrong_examples(case)
    ]


def _wrong_examples(case: Case) -> Iterator[str]:
    for nugget in case.nuggets:
        for text in nugget.examples.match:
            if not nugget_found(nugget, text):
                yield f"nugget {nugget.text!r} must match {text!r} but does not: widen any_of"
        for text in nugget.examples.miss:
            if nugget_found(nugget, text):
                yield f"nugget {nugget.text!r} must not match {text!r} but does: narrow any_of"


def check_evidence(sets: Sequence[QuestionSet], documents: Path | None = None) -> list[Problem]:
    """Evidence that no passage of the index holds: its case could never be found."""
    where = {case.id: found for found in sets for case in found.cases}
    problems: list[Problem] = []
    for _, view, cases in open_views(sets, documents):
        for case in cases:
            for message in _lost_evidence(view, case):
                found = where[case.id]
                problems.append(Problem(found.path.name, found.lines[case.id], message, case.id))
    return problems


def _lost_evidence(view: IndexView, case: Case) -> Iterator[str]:
    """A message for each unit of evidence of which no piece is held."""
    for unit in units_of(case.evidence):
        if any(holds(p, e) for e in unit for p in view.passages_of(e.source_id)):
            continue
        first = unit[0]
        where = f"evidence[{case.evidence.index(first) + 1}]"
        if not any(view.passages_of(e.source_id) for e in unit):
            yield (
                f"{where}: no document is, or cites, the source {first.source_id!r}: check the "
                "identifier in sources.yaml"
            )
        else:
            what = f"the quote {first.quote!r}" if first.quote else "that page or section"
            yield (
                f"{where}: no passage of {first.source_id!r} holds {what}: copy a few words of "
                "the document as they stand"
            )
