"""Where the corpus that ships with the project lies."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UsageError

__all__ = ["corpus_folder", "shipped_corpus"]


def corpus_folder() -> Path:
    """Where the shipped corpus is expected: beside the packages, in a checkout and installed."""
    return Path(__file__).resolve().parent.parent / "corpus"


def shipped_corpus() -> Path:
    """Folder of the shipped corpus.

    Raises:
        UsageError: this installation has none.
    """
    folder = corpus_folder()
    if not (folder / "sources.yaml").is_file():
        raise UsageError(
            f"this installation ships no corpus ({folder}): give the folder of your documents"
        )
    return folder
