"""The texts of an index: documents, pages, passages and sources in one SQLite file.

Rows of ``passages`` have a growing number; the lexical index and the store agree on it. A search
reads a handful of rows by number, so opening costs nothing however large the index is.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from ingest.errors import IndexUnavailable
from ingest.records import Heading, Page, Passage, Reference, Source, Span

__all__ = ["Filters", "Store", "StoredDocument", "roots_of"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (
    id TEXT, title TEXT, publisher TEXT, kind TEXT, date TEXT, url TEXT, language TEXT, root TEXT,
    PRIMARY KEY (id, root)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    source_id TEXT PRIMARY KEY, root TEXT, path TEXT, fingerprint TEXT, paged INTEGER,
    warnings TEXT);
CREATE TABLE IF NOT EXISTS copies (
    root TEXT, content TEXT, PRIMARY KEY (root, content)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    source_id TEXT, number INTEGER, label TEXT, text TEXT, headings TEXT, refs TEXT,
    PRIMARY KEY (source_id, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, source_id TEXT, year INTEGER,
    language TEXT, headings TEXT, spans TEXT, text TEXT, embedded TEXT, tokens TEXT);
CREATE INDEX IF NOT EXISTS passages_by_source ON passages (source_id);
"""

_T = TypeVar("_T")
_REMEMBERED = 1 << 16
"""Rows and identifiers that a store open for reading remembers, some 10 MB."""
_AT_HAND, _PAGES = 4096, 192
"""Passages and pages that it keeps, some 10 and 3 MB: more pages than there are pôles."""
_CHUNK = 500  # SQLite's limit on bound variables is 999 on old builds


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A file that the index holds.

    Attributes:
        source_id: identifier of its source.
        root: folder or file that was given to ``poles ingest``, absolute.
        path: path below the root ("" when the root is the file).
        fingerprint: hash of the content, of the settings and of the source's record.
        paged: True when citations name a page.
        warnings: what the reader could not do.
    """

    source_id: str
    root: str
    path: str
    fingerprint: str
    paged: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages a search may return; an empty field lets all through.

    Attributes:
        source_ids: only these documents.
        years: only documents dated in these years.
        languages: only documents in these languages.
        mentions: only passages that contain one of these names (case and accents ignored).
        until: only documents dated in this year or before.
    """

    source_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    until: int | None = None

    def __bool__(self) -> bool:
        return self != Filters()


class Store:
    """One SQLite file. Writing happens in one transaction; ``commit`` ends it."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open ``path``; it is created when ``writable``.

        Raises:
            IndexUnavailable: the file is missing or is not a store.
        """
        if not writable and not path.is_file():
            raise IndexUnavailable(f"{path} is missing: run 'poles ingest' to build the index")
        self._writable = writable
        self._rows: dict[str, int] = {}
        self._ids: dict[int, str] = {}
        self._passages: dict[int, Passage] = {}
        self._pages: dict[tuple[str, int], Page | None] = {}
        mode = "rwc" if writable else "ro"
        self._db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False
        )
        try:
            if writable:
                self._db.executescript(_SCHEMA)
            self._db.execute("SELECT count(*) FROM documents").fetchone()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise IndexUnavailable(
                f"{path} is damaged ({error}): run 'poles ingest' to rebuild the index"
            ) from error
        weakref.finalize(self, self._db.close)  # a live index lets stores go without closing them

    def close(self) -> None:
        """Close the file; nothing uncommitted is kept."""
        self._db.close()

    def commit(self) -> None:
        """Keep what was written."""
        self._db.commit()

    # -- writing ---------------------------------------------------------------------------

    def put_source(self, source: Source, root: str) -> None:
        """Record a source that ``root`` brings."""
        values = asdict(source)
        self._db.execute(
            "INSERT OR REPLACE INTO sources VALUES (?,?,?,?,?,?,?,?)", (*values.values(), root)
        )

    def forget_source(self, source_id: str, root: str) -> None:
        """Drop a source record that ``root`` brought."""
        self._db.execute("DELETE FROM sources WHERE id = ? AND root = ?", (source_id, root))

    def put_copies(self, root: str, contents: Iterable[str]) -> None:
        """Record what ``root`` offers and other documents hold, in place of what it offered."""
        self._db.execute("DELETE FROM copies WHERE root = ?", (root,))
        rows = ((root, content) for content in contents)
        self._db.executemany("INSERT OR IGNORE INTO copies VALUES (?,?)", rows)

    def put_document(self, document: StoredDocument, pages: Iterable[Page]) -> None:
        """Record a document and its pages, in place of what stood under its identifier."""
        self._db.execute(
            "INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?)",
            (
                document.source_id,
                document.root,
                document.path,
                document.fingerprint,
                int(document.paged),
                json.dumps(document.warnings),
            ),
        )
        self._db.execute("DELETE FROM pages WHERE source_id = ?", (document.source_id,))
        self._db.executemany(
            "INSERT INTO pages VALUES (?,?,?,?,?,?)",
            (
                (
                    document.source_id,
                    page.number,
                    page.label,
                    page.text,
                    json.dumps([(h.level, h.start, h.end) for h in page.headings]),
                    json.dumps([(r.end, r.source_id, r.locator) for r in page.references]),
                )
                for page in pages
            ),
        )

    def put_passage(
        self, passage: Passage, source: Source, embedded: str, tokens: Sequence[str]
    ) -> None:
        """Add a passage: ``embedded`` is the text that is encoded, ``tokens`` its lexical form."""
        self._db.execute(
            "INSERT INTO passages"
            " (id, source_id, year, language, headings, spans, text, embedded, tokens)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (
                passage.id,
                passage.source_id,
                source.year,
                source.language,
                json.dumps(passage.headings, ensure_ascii=False),
                json.dumps([(s.page, s.start, s.end) for s in passage.spans]),
                passage.text,
                embedded,
                " ".join(tokens),
            ),
        )

    def forget_document(self, source_id: str) -> list[str]:
        """Drop a document; returns the identifiers of its passages."""
        ids = [
            str(row[0])
            for row in self._db.execute("SELECT id FROM passages WHERE source_id=?", (source_id,))
        ]
        for table in ("documents", "pages", "passages"):
            self._db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))
        return ids

    # -- reading ---------------------------------------------------------------------------

    def documents(self) -> list[StoredDocument]:
        """Every document, in the order of roots and paths."""
        rows = self._db.execute("SELECT * FROM documents ORDER BY root, path")
        return [_stored_document(row) for row in rows]

    def sources(self) -> list[Source]:
        """Every source that can be cited, by identifier."""
        query = (
            "SELECT id, title, publisher, kind, date, url, language FROM sources"
            " GROUP BY id ORDER BY id"
        )
        return [Source(*row) for row in self._db.execute(query)]

    def sources_of(self, root: str) -> frozenset[Source]:
        """The source records that ``root`` brought."""
        query = "SELECT id, title, publisher, kind, date, url, language FROM sources WHERE root = ?"
        return frozenset(Source(*row) for row in self._db.execute(query, (root,)))

    def copies(self) -> frozenset[tuple[str, str]]:
        """(root, content) of the files that were left out because another document holds them.

        Raises:
            IndexUnavailable: the store was made by a version that kept no account of them.
        """
        try:
            return frozenset(self._db.execute("SELECT root, content FROM copies"))
        except sqlite3.DatabaseError as error:
            raise IndexUnavailable(
                f"the copies are unknown ({error}): run 'poles ingest'"
            ) from error

    def counts(self) -> tuple[int, int, int]:
        """Numbers of documents, pages and passages."""
        query = (
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM pages),"
            " (SELECT count(*) FROM passages)"
        )
        documents, pages, passages = self._db.execute(query).fetchone()
        return int(documents), int(pages), int(passages)

    def page(self, source_id: str, number: int) -> Page | None:
        """A page's text with its headings and footnote calls; those met lately are at hand."""
        if self._writable:
            return self._page(source_id, number)
        kept = self._pages if len(self._pages) < _PAGES else {}
        if (source_id, number) not in kept:
            kept[source_id, number] = self._page(source_id, number)
        self._pages = kept
        return kept[source_id, number]

    def _page(self, source_id: str, number: int) -> Page | None:
        row = self._db.execute(
            "SELECT label, text, headings, refs FROM pages WHERE source_id=? AND number=?",
            (source_id, number),
        ).fetchone()
        if row is None:
            return None
        label, text, headings, refs = row
        return Page(
            number,
            text,
            label,
            tuple(Heading(*h) for h in json.loads(headings)),
            tuple(Reference(*r) for r in json.loads(refs)),
        )

    def document(self, source_id: str) -> StoredDocument | None:
        """The record of a document, None when the source is only cited."""
        query = "SELECT * FROM documents WHERE source_id = ?"
        row = self._db.execute(query, (source_id,)).fetchone()
        return None if row is None else _stored_document(row)

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row number; unknown numbers are left out; those met lately are at hand."""
        kept = {} if self._writable or len(self._passages) > _AT_HAND else self._passages
        for chunk in _chunks([row for row in rows if row not in kept]):
            query = (
                "SELECT row, id, source_id, headings, spans, text FROM passages"
                f" WHERE row IN ({','.join('?' * len(chunk))})"
            )
            for row, i, source_id, headings, spans, text in self._db.execute(query, chunk):
                kept[row] = Passage(
                    i,
                    source_id,
                    tuple(json.loads(headings)),
                    tuple(Span(*span) for span in json.loads(spans)),
                    text,
                )
        self._passages = kept
        return {row: kept[row] for row in rows if row in kept}

    def asked(self) -> dict[str, tuple[int, ...]]:
        """Row numbers, in reading order, of the passages under each heading that is a question."""
        found: dict[str, list[int]] = {}
        query = "SELECT row, headings FROM passages WHERE headings LIKE '%?\"]' ORDER BY row"
        for row, headings in self._db.execute(query):
            found.setdefault(json.loads(headings)[-1], []).append(row)
        return {heading: tuple(rows) for heading, rows in found.items()}

    def cited(self) -> dict[str, frozenset[str]]:
        """The documents whose footnotes name each source."""
        found: dict[str, set[str]] = {}
        query = "SELECT source_id, refs FROM pages WHERE refs != '[]'"
        for document, references in self._db.execute(query):
            for _, source, _ in json.loads(references):
                found.setdefault(source, set()).add(document)
        return {source: frozenset(documents) for source, documents in found.items()}

    def rows_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Row numbers of passages by identifier; those met before are remembered."""
        known = {} if self._writable or len(self._rows) > _REMEMBERED else self._rows
        for chunk in _chunks([i for i in ids if i not in known]):
            query = f"SELECT id, row FROM passages WHERE id IN ({','.join('?' * len(chunk))})"
            known.update(self._db.execute(query, chunk))
        self._rows = known
        return {i: known[i] for i in ids if i in known}

    def ids_of(self, rows: Sequence[int]) -> dict[int, str]:
        """Identifiers of passages by row number; those met before are remembered."""
        known = {} if self._writable or len(self._ids) > _REMEMBERED else self._ids
        for chunk in _chunks([row for row in rows if row not in known]):
            query = f"SELECT row, id FROM passages WHERE row IN ({','.join('?' * len(chunk))})"
            known.update(self._db.execute(query, chunk))
        self._ids = known
        return {row: known[row] for row in rows if row in known}

    def matching(self, filters: Filters) -> list[int]:
        """Row numbers, in order, of the passages that ``filters`` lets through."""
        clauses, values = ["1"], list[object]()
        for column, wanted in (
            ("source_id", filters.source_ids),
            ("year", filters.years),
            ("language", filters.languages),
        ):
            if wanted:
                clauses.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values.extend(wanted)
        if filters.until is not None:
            clauses.append("year <= ?")
            values.append(filters.until)
        query = f"SELECT row, embedded FROM passages WHERE {' AND '.join(clauses)} ORDER BY row"
        found = self._db.execute(query, values)
        if not filters.mentions:
            return [row for row, _ in found]
        from ingest.names import mentions_any

        return [row for row, text in found if mentions_any(text, filters.mentions)]

    def token_lists(self) -> Iterator[tuple[int, list[str]]]:
        """Row number and lexical tokens of every passage, by row."""
        for row, tokens in self._db.execute("SELECT row, tokens FROM passages ORDER BY row"):
            yield row, tokens.split(" ") if tokens else []

    def embedded_texts(self) -> Iterator[tuple[int, str, str]]:
        """Row number, identifier and encoded text of every passage, by row."""
        yield from self._db.execute("SELECT row, id, embedded FROM passages ORDER BY row")


def roots_of(path: Path) -> list[Path]:
    """Roots of documents and copies in the store at ``path``, of any version; none when lost."""
    roots: set[str] = set()
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store,
    ):
        for table in ("documents", "copies"):  # older versions have no copies
            roots.update(root for (root,) in store.execute(f"SELECT root FROM {table}"))
    return [Path(root) for root in sorted(roots)]


def _stored_document(row: tuple[str, str, str, str, int, str]) -> StoredDocument:
    source_id, root, path, fingerprint, paged, warnings = row
    return StoredDocument(
        source_id, root, path, fingerprint, bool(paged), tuple(json.loads(warnings))
    )


def _chunks(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
