"""Where the corpus that ships with the project lies."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UsageError

__all__ = ["shipped_corpus"]


def shipped_corpus() -> Path:
    """Folder of the shipped corpus: it lies beside the packages, in a checkout and installed.

    Raises:
        UsageError: this installation has none.
    """
    folder = Path(__file__).resolve().parent.parent / "corpus"
    if not (folder / "sources.yaml").is_file():
        raise UsageError(
            f"this installation ships no corpus ({folder}): give the folder of your documents"
        )
    return folder
