"""Part of the sets: some of them, one split, or one case. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from evals.cases import Case, QuestionSet
from ingest.errors import UsageError

__all__ = ["Part", "only", "part_of"]

Part = Callable[[str, Case], bool]
"""Told the name of a set and a case of it: is it in the part?"""


def part_of(names: Collection[str], split: str = "", case: str = "") -> Part:
    """The part that holds the sets ``names``, ``split``, ``case``; empty ones let all through."""
    return lambda name, found: (
        (not names or name in names) and split in ("", found.split) and case in ("", found.id)
    )


def only(sets: Sequence[QuestionSet], split: str = "", case: str = "") -> list[QuestionSet]:
    """``sets`` with the cases of ``split`` and the case ``case``; "" lets all through.

    Raises:
        UsageError: nothing is left to ask.
    """
    inside = part_of((), split, case)
    found: list[QuestionSet] = []
    for question_set in sets:
        kept = tuple(c for c in question_set.cases if inside(question_set.name, c))
        lines = {c.id: question_set.lines[c.id] for c in kept}
        if kept:
            found.append(replace(question_set, cases=kept, lines=lines))
    if not found:
        wanted = f"the case {case!r}" if case else f"any {split or 'case'}".rstrip()
        raise UsageError(f"no set holds {wanted}: check the identifier, or name the set's file")
    return found
