"""Every error the product raises on purpose, in one tree.

    PolesError                 exit  meaning
    ├── UsageError              2    the call is wrong: bad option, missing path, bad setting
    ├── IndexUnavailable        3    no index, a damaged one, or one made with another encoder
    ├── ServiceUnavailable      5    a model, a vector server or an endpoint does not answer
    ├── ReadError               4    one input file cannot be read (named, skipped, reported)
    └── CorpusError             4    the knowledge base breaks its own schema (file and line)

A message says what happened, which value, and what to do. Commands print it on one line of
stderr and leave with the exit code; nothing else in the product calls ``sys.exit``.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CorpusError",
    "IndexUnavailable",
    "PolesError",
    "ReadError",
    "ServiceUnavailable",
    "UsageError",
]


class PolesError(Exception):
    """Root of the tree; ``exit_code`` is what a command returns when it meets one."""

    exit_code: ClassVar[int] = 1


class UsageError(PolesError):
    """The caller asked for something that cannot be done as asked."""

    exit_code = 2


class IndexUnavailable(PolesError):
    """There is no index that can answer: none, damaged, or made with another encoder."""

    exit_code = 3


class ServiceUnavailable(PolesError):
    """A model or a service that the settings name does not answer."""

    exit_code = 5


class ReadError(PolesError):
    """One file cannot be read. ``reason`` is a short word for reports and tests."""

    exit_code = 4

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class CorpusError(PolesError):
    """A file of the knowledge base breaks the schema.

    Args:
        path: file, relative to the corpus.
        line: 1-based line, or 0 for the whole file.
        message: what is wrong and what to do.
    """

    exit_code = 4

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
        self.path = path
        self.line = line
        self.message = message
