"""What a folder offers: its readable files, and what its ``sources.yaml`` says of them."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ingest.analysis import fold
from ingest.errors import ReadError
from ingest.records import Document, Source

__all__ = ["Catalogue", "Entry", "open_catalogue", "source_of"]

SOURCES_FILE = "sources.yaml"
GLOSSARY_FILE = "glossary.yaml"
_IDENTIFIER = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
_IGNORED_FOLDERS = frozenset({"__pycache__", "node_modules", "parts"})
_FIELDS = ("title", "publisher", "kind", "date", "url", "language")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to index.

    Attributes:
        path: the file.
        name: path below the root, with "/" ("" never: a file given alone has its own name).
        declared: what ``sources.yaml`` says of it, None when it says nothing.
    """

    path: Path
    name: str
    declared: Source | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A root given to ``poles ingest``.

    Attributes:
        root: absolute path of the folder or file.
        entries: files to index, by name.
        cited: sources that ``sources.yaml`` names without a file: documents cite them.
        skipped: names of files of a kind that is not read.
        problems: what cannot be used, by name: a bad ``sources.yaml``, a missing file of it.
    """

    root: Path
    entries: tuple[Entry, ...]
    cited: tuple[Source, ...] = ()
    skipped: tuple[str, ...] = ()
    problems: tuple[tuple[str, ReadError], ...] = ()


def open_catalogue(root: Path, suffixes: frozenset[str]) -> Catalogue:
    """List ``root``, a folder or a file; hidden files are left out, links to folders not followed.

    A knowledge base (a folder with ``poles/`` and ``sources.yaml``) offers its records and its
    glossary, not its README.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would follow a link to a file
    if not root.is_dir():
        return Catalogue(root, (Entry(root, _shown(root.name), None),))
    declared, cited, problems = _read_sources(root)
    is_corpus = (root / "poles").is_dir() and (root / SOURCES_FILE).is_file()
    entries: list[Entry] = []
    skipped: list[str] = []
    closed: list[OSError] = []
    for path in _walk(root, closed.append):
        name = _shown(path.relative_to(root).as_posix())
        if name == SOURCES_FILE or (is_corpus and "/" not in name and name != GLOSSARY_FILE):
            continue
        if is_corpus and name == GLOSSARY_FILE:
            entries.append(Entry(path, name, None))
        elif path.suffix.lower() in suffixes or name in declared:
            entries.append(Entry(path, name, declared.pop(name, None)))
        else:
            skipped.append(name)
    problems += [_closed_folder(root, error) for error in closed]
    for name, source in declared.items():
        error = ReadError("missing", f"{SOURCES_FILE} lists it as {source.id}, but it is not there")
        problems.append((name, error))
    return Catalogue(root, tuple(entries), tuple(cited), tuple(skipped), tuple(problems))


def source_of(entry: Entry, document: Document, taken: frozenset[str]) -> Source:
    """The source record of a file: declared fields first, then the file's own metadata.

    Args:
        entry: the file.
        document: what was read from it.
        taken: identifiers that other files hold.
    """
    stem = re.sub(r"\.[^./]+$", "", entry.name)
    base = entry.declared or Source(id=_slug(stem), title="", language="")
    source = replace(
        base,
        title=base.title or document.title or stem.rsplit("/", 1)[-1].replace("_", " "),
        publisher=base.publisher or document.publisher,
        date=base.date or document.date,
        language=base.language or document.language or "fr",
    )
    identifier, number = source.id, 2
    while identifier in taken:
        identifier, number = f"{source.id}-{number}", number + 1
    return replace(source, id=identifier)


def _shown(name: str) -> str:
    """A file's name as text: composed accents, and bytes that are no UTF-8 spelt out."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", readable)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9/]+", "-", fold(name)).strip("-") or "document"


def _closed_folder(root: Path, error: OSError) -> tuple[str, ReadError]:
    """A folder that cannot be listed, by its path below ``root``."""
    name = _shown(Path(error.filename).relative_to(root).as_posix()) + "/"
    return name, ReadError("unreadable", f"cannot be opened ({error.strerror or error})")


def _walk(root: Path, closed: Callable[[OSError], None]) -> Iterator[Path]:
    """Files below ``root``, sorted; ``closed`` takes the error of a folder that does not open."""
    for folder, folders, files in os.walk(root, onerror=closed, followlinks=False):
        folders[:] = sorted(f for f in folders if f[0] != "." and f not in _IGNORED_FOLDERS)
        for file in sorted(files):
            path = Path(folder, file)
            if not file.startswith((".", "~$")) and not path.is_dir():
                yield path


def _read_sources(
    root: Path,
) -> tuple[dict[str, Source], list[Source], list[tuple[str, ReadError]]]:
    """Declared sources by file name, sources without a file, and problems."""
    path = root / SOURCES_FILE
    declared: dict[str, Source] = {}
    cited: list[Source] = []
    problems: list[tuple[str, ReadError]] = []
    if not path.is_file():
        return declared, cited, problems
    try:
        rows = _load_rows(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        message = f"cannot be read ({' '.join(str(error).split())}); its titles and dates are lost"
        return declared, cited, [(SOURCES_FILE, ReadError("damaged", message))]
    if not isinstance(rows, list):
        message = "must be a list of records with an id and a title"
        return declared, cited, [(SOURCES_FILE, ReadError("damaged", message))]
    for number, row in enumerate(rows, 1):
        problem = _problem(row)
        if problem:
            message = f"record {number} {problem}"
            problems.append((SOURCES_FILE, ReadError("damaged", message)))
        elif row.get("file"):
            name = unicodedata.normalize("NFC", posixpath.normpath(str(row["file"])))
            if name in declared:
                message = f"record {number} names {name}, which {declared[name].id} names already"
                problems.append((SOURCES_FILE, ReadError("damaged", message)))
            declared[name] = _source(row)
        else:
            cited.append(_source(row))
    return declared, cited, problems


def _problem(row: Any) -> str:
    """What is wrong with a record of ``sources.yaml``, "" when nothing is."""
    if not isinstance(row, dict) or row.get("id") in (None, "") or not row.get("title"):
        return "has no id or no title"
    for field in ("id", "file", *_FIELDS):
        if isinstance(row.get(field), list | dict):
            return f"has a {field} that is no text"
    if not _IDENTIFIER.fullmatch(str(row["id"])):
        return f"has an id, {row['id']!r}, that holds more than letters, digits and - _ . /"
    if row.get("url") and not str(row["url"]).startswith(("http://", "https://")):
        return f"has a url, {row['url']!r}, that is not one of the web"
    return ""


def _load_rows(text: str) -> Any:
    """The content of a ``sources.yaml``; aliases, which can unfold without end, are refused."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_SafeLoader)):
        raise ValueError("YAML aliases (*name) are not read here: write the value out")
    return yaml.load(text, Loader=_SafeLoader) or []  # noqa: S506 - a safe loader


def _source(row: dict[str, Any]) -> Source:
    values = {name: str(row.get(name) or "") for name in _FIELDS}
    return Source(id=str(row["id"]), **values)


class _SafeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML whose dates stay text: "2016-04" and 2021-06-08 alike."""


_SafeLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
}
