"""An index of a few written files, for the tests that ask it questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from ingest.build import ingest
from ingest.index import Index, open_index
from ingest.settings import Settings

__all__ = ["indexed"]


@contextmanager
def indexed(
    folders: pytest.TempPathFactory, files: Mapping[str, str], encoder: str = "hashing"
) -> Iterator[Index]:
    """The index of ``files``, path below the folder → text; closed at the end."""
    folder = folders.mktemp("documents")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = Settings(home=folders.mktemp("home"), encoder=encoder)
    ingest([folder], settings)
    index = open_index(settings)
    try:
        yield index
    finally:
        index.close()
