"""Files → documents. Each file is read in a child process with limits.

A hostile or broken file can hang a parser, fill the memory or crash the interpreter; in a child
it costs that file and nothing else. Workers are started once and reused, because starting
Python and importing a parser takes longer than reading most files.

Every reason that a ``ReadError`` of this module can carry:

    empty           the file has no byte
    unsupported     no reader for what the file holds
    encrypted       it has a password
    damaged         it is truncated or malformed
    encoding        it is no text in any known encoding
    no-text         it was read, and there is no text in it (scanned pages, pictures only)
    too-large       more bytes than ``Limits.file_bytes``, more text than ``Limits.text_chars``,
                    or a zip bomb
    too-many-pages  more pages than ``Limits.pages``
    timeout         more time than ``Limits.seconds``
    memory          more memory than ``Limits.memory_bytes``
    unreadable      missing, a folder, a device, a broken or looping link, or no permission
    crashed         the child process died
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReadError
from ingest.records import Document

__all__ = [
    "READER_VERSION",
    "REASONS",
    "SUFFIXES",
    "Limits",
    "read_bytes",
    "read_file",
    "read_files",
]

READER_VERSION = 9
"""Part of an index's identity: change it whenever the same bytes give other pages."""

SUFFIXES: frozenset[str] = frozenset(
    {
        ".pdf", ".docx", ".odt", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text",
        ".csv", ".tsv",
    }
)  # fmt: skip

REASONS: frozenset[str] = frozenset(
    {
        "empty", "unsupported", "encrypted", "damaged", "encoding", "no-text", "too-large",
        "too-many-pages", "timeout", "memory", "unreadable", "crashed",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Attributes:
        seconds: wall-clock time.
        memory_bytes: address space of the child beyond what it needs empty, where the platform
            can limit it.
        pages: of a PDF.
        file_bytes: size on disk.
        text_chars: characters of cleaned text.
    """

    seconds: float = 60.0
    memory_bytes: int = 1 << 30
    pages: int = 5000
    file_bytes: int = 200 << 20
    text_chars: int = 20_000_000


def read_file(path: Path | str, limits: Limits = Limits()) -> Document:
    """Read one file in a child process.

    Raises:
        ReadError: with one of ``REASONS``.
    """
    for _, result in read_files([path], limits, workers=1):
        if isinstance(result, ReadError):
            raise result
        return result
    raise AssertionError("read_files gives one result a path")


def read_files(
    paths: Iterable[Path | str],
    limits: Limits = Limits(),
    workers: int = 2,
) -> Iterator[tuple[Path, Document | ReadError]]:
    """Read many files through persistent child processes.

    Args:
        paths: files; a path that is no regular file gives a ``ReadError``.
        limits: of each file.
        workers: child processes; they end with the iteration.

    Yields:
        Each path with its document or its error, in the order of ``paths``.
    """
    from ingest.pool import WorkerPool

    with WorkerPool(limits, workers) as pool:
        yield from pool.read(Path(path) for path in paths)


def read_bytes(name: str, data: bytes, limits: Limits = Limits()) -> Document:
    """Read a file's bytes in this process, without limits of time or memory.

    The bytes decide on the format; the name decides only between kinds of text.

    Args:
        name: the file's name, for its ending.
        data: its bytes.
        limits: ``file_bytes``, ``pages`` and ``text_chars`` are applied.

    Raises:
        ReadError: with one of ``REASONS``.
    """
    from ingest.formats.sniff import reader_for

    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise ReadError("empty", f"{name}: the file has no content")
    if len(data) > limits.file_bytes:
        raise ReadError(
            "too-large", f"{name}: {len(data):,} bytes, more than {limits.file_bytes:,}"
        )
    try:
        document = reader_for(name, data)(data, limits.pages)
    except ReadError as error:
        raise ReadError(error.reason, f"{name}: {error}") from error
    except RecursionError as error:
        raise ReadError("damaged", f"{name}: nested too deep") from error
    size = sum(len(page.text) for page in document.pages)
    if size > limits.text_chars:
        raise ReadError(
            "too-large", f"{name}: {size:,} characters of text, more than {limits.text_chars:,}"
        )
    if not any(page.text.strip() for page in document.pages):
        raise ReadError("no-text", f"{name}: no text in the file")
    return document


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file.

    Raises:
        ReadError: "unreadable", "empty" or "too-large".
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("unreadable", f"{path.name}: not a regular file")
        if found.st_size == 0:
            raise ReadError("empty", f"{path.name}: the file is empty")
        if found.st_size > limits.file_bytes:
            message = f"{path.name}: {found.st_size:,} bytes, more than {limits.file_bytes:,}"
            raise ReadError("too-large", message)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise ReadError("unreadable", f"{path.name}: {detail}") from error
