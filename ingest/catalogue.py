"""What a folder offers: its readable files, and what its ``sources.yaml`` says of them."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ingest.analysis import fold
from ingest.errors import ReadError
from ingest.expected import QUESTIONS_FOLDER
from ingest.language import guess_text_language
from ingest.records import Document, Source

__all__ = [
    "Catalogue",
    "Entry",
    "is_knowledge_base",
    "knowledge_base_among",
    "open_catalogue",
    "source_of",
]

SOURCES_FILE = "sources.yaml"
GLOSSARY_FILE = "glossary.yaml"
_IDENTIFIER = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
VOCABULARY_FILE = "vocabulary.yaml"
_IGNORED_FOLDERS = frozenset({"__pycache__", "node_modules"})
_ABOUT = re.compile(
    r"(?:readme|licen[cs]e|copying|notice)\b.*|(?:parts/)?[^/]*\.ya?ml", re.IGNORECASE
)
"""Files of a knowledge base that are no documents, and need no mention."""
_LANGUAGE_PAGES = 20
"""Pages of a document that tell its language, where neither list nor file does."""
_LEAST_TITLE = 2
"""Words of a heading that names a document: "Sommaire" does not."""
_FIELDS = ("title", "publisher", "kind", "date", "url", "language")
_DATE = re.compile(r"\d{4}(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2}", re.IGNORECASE | re.ASCII)


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
        skipped: names of files that are not read: of another kind, or beside a knowledge base.
        problems: what cannot be used, by name: a bad ``sources.yaml``, a missing file of it.
    """

    root: Path
    entries: tuple[Entry, ...]
    cited: tuple[Source, ...] = ()
    skipped: tuple[str, ...] = ()
    problems: tuple[tuple[str, ReadError], ...] = ()

    @property
    def citable(self) -> frozenset[str]:
        """Identifiers of the sources that a footnote of its documents may name."""
        declared = (entry.declared.id for entry in self.entries if entry.declared)
        return frozenset((*(source.id for source in self.cited), *declared))


def open_catalogue(root: Path, suffixes: frozenset[str]) -> Catalogue:
    """List ``root``, a folder or a file; hidden files are left out, links to folders not followed.

    A knowledge base offers its records, its glossary and what its ``sources.yaml`` declares.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would follow a link to a file
    if not root.is_dir():
        return Catalogue(root, (Entry(root, _shown(root.name), None),))
    declared, cited, problems = _read_sources(root)
    is_corpus = is_knowledge_base(root)
    entries: list[Entry] = []
    skipped: list[str] = []
    closed: list[OSError] = []
    for path in _walk(root, closed.append):
        name = _shown(path.relative_to(root).as_posix())
        if name == SOURCES_FILE or (is_corpus and name.startswith(f"{QUESTIONS_FOLDER}/")):
            continue
        beside = is_corpus and "/" not in name and name != GLOSSARY_FILE
        if name in declared:
            entries.append(Entry(path, name, declared.pop(name)))
        elif (is_corpus and name == GLOSSARY_FILE) or (_has(path, suffixes) and not beside):
            entries.append(Entry(path, name, None))
        elif _is_misnamed(name):
            problems.append((name, ReadError("misnamed", f"is not read: rename it {SOURCES_FILE}")))
        elif not (is_corpus and _ABOUT.fullmatch(name)):
            skipped.append(name)
    problems += [_closed_folder(root, error) for error in closed]
    problems += [(name, _not_found(root, name, source)) for name, source in declared.items()]
    return Catalogue(root, tuple(entries), tuple(cited), tuple(skipped), tuple(problems))


def is_knowledge_base(root: Path) -> bool:
    """Is ``root`` a knowledge base: ``poles/``, ``glossary.yaml`` and ``vocabulary.yaml``?"""
    files = (root / GLOSSARY_FILE, root / VOCABULARY_FILE)
    return (root / "poles").is_dir() and all(path.is_file() for path in files)


def knowledge_base_among(roots: Iterable[Path]) -> Path | None:
    """The first knowledge base among ``roots``, None without one."""
    return min(filter(is_knowledge_base, roots), default=None)


def _has(path: Path, suffixes: frozenset[str]) -> bool:
    return path.suffix.lower() in suffixes


def _is_misnamed(name: str) -> bool:
    """Was it meant to be the list of sources? The name itself is not asked about."""
    return name.lower() in ("sources.yml", SOURCES_FILE)


def _not_found(root: Path, name: str, source: Source) -> ReadError:
    """Why a file that ``sources.yaml`` lists is not among those of ``root``."""
    told = f"{SOURCES_FILE} lists it as {source.id}, but"
    if name.startswith(("/", "../")):
        return ReadError("missing", f"{told} it is not below this folder: move it there")
    try:
        there = (root / name).exists()
    except (OSError, ValueError):  # a name that no file can have
        there = False
    if not there:
        return ReadError("missing", f"{told} it is not there")
    if (root / name).is_dir():
        return ReadError("missing", f"{told} it is a folder: list its files")
    return ReadError(
        "missing",
        f"{told} hidden files, linked folders and {' and '.join(sorted(_IGNORED_FOLDERS))} are "
        "not read: move it",
    )


def source_of(entry: Entry, document: Document, taken: frozenset[str]) -> Source:
    """The source record of a file: declared fields, the file's own metadata, what it opens with.

    Args:
        entry: the file.
        document: what was read from it.
        taken: identifiers that other files hold.
    """
    stem = re.sub(r"\.[^./]+$", "", entry.name)
    base = entry.declared or Source(id=_slug(stem), title="", language="")
    source = replace(
        base,
        title=base.title
        or document.title
        or _opening_title(document)
        or stem.rsplit("/", 1)[-1].replace("_", " "),
        publisher=base.publisher or document.publisher,
        date=base.date or document.date,
        # Programs write their own language into files; the text tells better.
        language=base.language or _language_of(document) or document.language or "fr",
        url=base.url or document.url,
    )
    return replace(source, id=_free(source.id, taken))


def _opening_title(document: Document) -> str:
    """The heading that the first page opens with, where none stands above it; else ""."""
    page = document.pages[0] if document.pages else None
    if page is None or not page.headings or page.headings[0].start:
        return ""
    first = page.headings[0]
    title = page.text[first.start : first.end]
    highest = all(first.level < other.level for other in page.headings[1:])
    return title if highest and len(title.split()) >= _LEAST_TITLE else ""


def _language_of(document: Document) -> str:
    return guess_text_language("\n".join(page.text for page in document.pages[:_LANGUAGE_PAGES]))


def _shown(name: str) -> str:
    """A file's name as text: composed accents; bytes that are no UTF-8 and controls spelt out."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(map(_visible, unicodedata.normalize("NFC", readable)))


_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks of the direction of writing, with which "exe.txt" can look like "txt.exe"."""


def _visible(character: str) -> str:
    """A character, or its escape when a terminal would obey it instead of showing it."""
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return character


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
    if not path.is_file():
        return declared, cited, []
    try:
        rows = _load_rows(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        message = f"cannot be read ({' '.join(str(error).split())}); its titles and dates are lost"
        return declared, cited, [_problem(message)]
    if not isinstance(rows, list):
        return declared, cited, [_problem("must be a list of records with an id and a title")]
    problems: list[tuple[str, ReadError]] = []
    numbers: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        fault = _fatal(row)
        if fault:
            problems.append(_problem(f"record {number} {fault}"))
            continue
        faults = _faults(row)
        source = _source(row, frozenset(faults))
        if source.id in numbers:
            faults["id"] = f"has the id {source.id}, which record {numbers[source.id]} has already"
            source = replace(source, id=_free(source.id, numbers))
        numbers[source.id] = number
        if row.get("file"):
            name = _shown(posixpath.normpath(str(row["file"])))
            if name in declared:
                faults["file"] = f"names {name}, which {declared[name].id} names already"
            declared[name] = source
        elif "id" not in faults:  # nothing could cite it by another id
            cited.append(source)
        problems += [_problem(f"record {number} {fault}") for fault in faults.values()]
    return declared, cited, problems


def _problem(message: str) -> tuple[str, ReadError]:
    """Something wrong with ``sources.yaml``."""
    return SOURCES_FILE, ReadError("damaged", message)


def _free(identifier: str, taken: Container[str]) -> str:
    """``identifier``, with a number where it is taken."""
    found, number = identifier, 2
    while found in taken:
        found, number = f"{identifier}-{number}", number + 1
    return found


def _fatal(row: Any) -> str:
    """Why a record of ``sources.yaml`` cannot be used at all, "" when it can."""
    if not isinstance(row, dict) or row.get("id") in (None, "") or not row.get("title"):
        return "has no id or no title" + (_unknown(row) if isinstance(row, dict) else "")
    for field in ("id", "file", *_FIELDS):
        if isinstance(row.get(field), list | dict):
            return f"has a {field} that is no text"
    if not _IDENTIFIER.fullmatch(str(row["id"])):
        return f"has an id, {row['id']!r}, that holds more than letters, digits and - _ . /"
    return ""


def _faults(row: dict[Any, Any]) -> dict[str, str]:
    """What is wrong with single fields of a record, which are left out, by field."""
    faults: dict[str, str] = {}
    unknown = _unknown(row)
    if unknown:
        faults[""] = unknown.removeprefix(", and ")
    url, day, language = (_text(row, field) for field in ("url", "date", "language"))
    if url and not url.startswith(("http://", "https://")):
        faults["url"] = f"has a url, {url!r}, that is not one of the web"
    if day and not _is_date(day):
        faults["date"] = f"has a date, {day!r}, that is no YYYY, YYYY-MM or YYYY-MM-DD"
    if language and not _LANGUAGE.fullmatch(language):
        faults["language"] = f"has a language, {language!r}, that is no code of two letters"
        if row["language"] is False:  # what YAML makes of Norwegian
            faults["language"] += " (write 'no' in quotes)"
    return faults


def _unknown(row: dict[Any, Any]) -> str:
    """Names the keys of a record that mean nothing here, "" when there are none."""
    known = ("id", "file", *_FIELDS)
    unknown = [repr(key) for key in row if key not in known]
    if not unknown:
        return ""
    return f", and has {', '.join(unknown)}, which is none of {', '.join(known)}"


def _is_date(text: str) -> bool:
    """Is it a day, month or year of the calendar, as ISO 8601 writes it?"""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    try:
        date(int(text[:4]), int(found[1] or 1), int(found[2] or 1))
    except ValueError:
        return False
    return True


def _load_rows(text: str) -> Any:
    """The content of a ``sources.yaml``; aliases, which can unfold without end, are refused."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_SafeLoader)):
        raise ValueError("YAML aliases (*name) are not read here: write the value out")
    return yaml.load(text, Loader=_SafeLoader) or []  # noqa: S506 - a safe loader


def _text(row: dict[Any, Any], field: str) -> str:
    """A field as text, "" when it is not given."""
    value = row.get(field)
    return "" if value is None else str(value).strip()


def _source(row: dict[Any, Any], bad: frozenset[str]) -> Source:
    """The record of ``row``, whose ``bad`` fields are left empty."""
    values = {field: "" if field in bad else _text(row, field) for field in _FIELDS}
    return Source(id=str(row["id"]), **values | {"language": values["language"].lower()})


class _SafeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML whose dates stay text: "2016-04" and 2021-06-08 alike."""


_SafeLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
}
