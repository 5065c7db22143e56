"""Temporary indexes: the bench never reads or writes the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.cases import Case, QuestionSet
from evals.index_view import IndexView
from ingest.build import ingest
from ingest.corpus_path import shipped_corpus
from ingest.errors import UsageError
from ingest.index import open_index
from ingest.settings import Settings

__all__ = ["documents_of", "open_views", "temporary_index"]


def documents_of(index: str, documents: Path | None) -> Path:
    """Folder that a set asks about; ``documents`` (an option) wins over the shipped corpus.

    Raises:
        UsageError: the set needs a folder and none is given.
    """
    if index not in ("corpus", "documents"):
        return Path(index)
    if documents is not None:
        return documents
    if index == "corpus":
        return shipped_corpus()
    raise UsageError("this set asks about documents of your own: give --documents FOLDER")


@contextmanager
def temporary_index(documents: Path, encoder: str) -> Iterator[Settings]:
    """Settings of a fresh index of ``documents``, gone afterwards.

    Raises:
        UsageError: nothing in the folder can be read.
    """
    with TemporaryDirectory(prefix="poles-eval-") as home:
        settings = Settings(home=Path(home), encoder=encoder, chroma_url="")
        report = ingest([documents], settings)
        if not report.passages:
            raise UsageError(f"{documents} gives no passage: nothing in it can be read")
        yield settings


def open_views(
    sets: Sequence[QuestionSet], documents: Path | None
) -> Iterator[tuple[str, IndexView, list[Case]]]:
    """For each index that ``sets`` need: a short name, the open index, and its cases."""
    for name in sorted({found.index for found in sets}):
        cases = [case for found in sets if found.index == name for case in found.cases]
        folder = documents_of(name, documents)
        with temporary_index(folder, "hashing") as settings, closing(open_index(settings)) as index:
            yield folder.name, IndexView(index), cases
