"""Errors of the bench; they belong to the product's tree (see ``ingest.errors``).

UsageError
├── SetInvalid       a question set breaks the schema: every problem with file, line, remedy
└── RunInvalid       a folder is not a run, or holds another run than the one asked for
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import UsageError

__all__ = ["Problem", "RunInvalid", "SetInvalid"]


_TOLD = 30
"""Problems that a message tells; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct in a question set.

    Attributes:
        file: name of the set's file.
        line: 1-based.
        message: what is wrong, the value, and the remedy.
        case: identifier of the case, "" when it has none.
    """

    file: str
    line: int
    message: str
    case: str = ""

    def __str__(self) -> str:
        name = f" ({self.case})" if self.case else ""
        return f"{self.file}:{self.line}{name}: {self.message}"


class SetInvalid(UsageError):
    """A question set breaks the schema."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n  ".join(str(problem) for problem in problems[:_TOLD])
        if len(problems) > _TOLD:
            lines += f"\n  … and {len(problems) - _TOLD} more"
        super().__init__(f"{len(problems)} problem(s) in the question sets:\n  {lines}")


class RunInvalid(UsageError):
    """A folder that should hold a run does not."""
