"""Is the knowledge base sound?

    python -m ingest.registry_check [FOLDER]

prints every problem, one a line, as ``file:line: what is wrong and what to do``, then the
warnings; the exit status is 0 without problems, 4 with some.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ingest.errors import CorpusError, PolesError
from ingest.record_rules import check_records, warn_records
from ingest.registry import read_corpus
from ingest.text_rules import check_texts, warn_texts

__all__ = ["Review", "check_corpus", "review_corpus"]


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a check: ``errors`` must be mended, ``warnings`` deserve a look."""

    errors: tuple[CorpusError, ...]
    warnings: tuple[CorpusError, ...]


def check_corpus(folder: Path) -> list[CorpusError]:
    """Every problem of the knowledge base in ``folder``, sorted by file and line.

    Raises:
        UsageError: ``folder`` holds no knowledge base.
    """
    return list(review_corpus(folder).errors)


def review_corpus(folder: Path) -> Review:
    """Problems and warnings of the knowledge base in ``folder``, sorted by file and line.

    Raises:
        UsageError: ``folder`` holds no knowledge base.
    """
    corpus, problems = read_corpus(folder)
    return Review(
        errors=_sorted(chain(problems, check_records(corpus), check_texts(corpus, folder))),
        warnings=_sorted(chain(warn_records(corpus), warn_texts(corpus))),
    )


def _sorted(problems: Iterable[CorpusError]) -> tuple[CorpusError, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.path, problem.line)))


def main(arguments: list[str]) -> int:
    """Print the review of a corpus; the exit status."""
    folder = Path(arguments[0]) if arguments else Path("corpus")
    try:
        review = review_corpus(folder)
    except PolesError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    for problem in review.errors:
        sys.stdout.write(f"{problem}\n")
    for problem in review.warnings:
        sys.stdout.write(f"warning: {problem}\n")
    sys.stdout.write(f"{len(review.errors)} problems, {len(review.warnings)} warnings\n")
    return CorpusError.exit_code if review.errors else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
