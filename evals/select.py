"""Part of the sets: one split, or one case. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evals.cases import QuestionSet
from ingest.errors import UsageError

__all__ = ["only"]


def only(sets: Sequence[QuestionSet], split: str = "", case: str = "") -> list[QuestionSet]:
    """``sets`` with the cases of ``split`` and the case ``case``; "" lets all through.

    Raises:
        UsageError: nothing is left to ask.
    """
    found: list[QuestionSet] = []
    for question_set in sets:
        kept = tuple(c for c in question_set.cases if split in ("", c.split) and case in ("", c.id))
        lines = {c.id: question_set.lines[c.id] for c in kept}
        if kept:
            found.append(replace(question_set, cases=kept, lines=lines))
    if not found:
        wanted = f"the case {case!r}" if case else f"any {split or 'case'}".rstrip()
        raise UsageError(f"no set holds {wanted}: check the identifier, or name the set's file")
    return found
