"""Is the knowledge base sound? Problems and warnings as ``file:line: what is wrong``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ingest.agreement_rules import check_agreement
from ingest.errors import CorpusError
from ingest.expected_rules import check_expected
from ingest.record_rules import check_records, warn_records
from ingest.registry import read_corpus
from ingest.stated_rules import check_stated
from ingest.text_rules import check_texts, warn_texts

__all__ = ["Review", "review_corpus"]


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a check: ``errors`` must be mended, ``warnings`` deserve a look."""

    errors: tuple[CorpusError, ...]
    warnings: tuple[CorpusError, ...]


def review_corpus(folder: Path) -> Review:
    """Problems and warnings of the knowledge base in ``folder``, sorted by file and line.

    What cannot be read is said alone: the rules would add what other files miss of it.

    Raises:
        UsageError: ``folder`` holds no knowledge base.
    """
    corpus, unread = read_corpus(folder)
    if unread:
        return Review(errors=_sorted(unread), warnings=())
    return Review(
        errors=_sorted(
            chain(
                check_records(corpus),
                check_texts(corpus, folder),
                check_agreement(corpus),
                check_stated(corpus),
                check_expected(corpus),
            )
        ),
        warnings=_sorted(chain(warn_records(corpus), warn_texts(corpus))),
    )


def _sorted(problems: Iterable[CorpusError]) -> tuple[CorpusError, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.path, problem.line)))
