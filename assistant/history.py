"""Conversations and verdicts of readers, in one SQLite file.

A conversation belongs to a browser, known by a random cookie of which only a hash is kept: the
file alone lets nobody read as somebody else.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.records import Answer, Turn
from ingest.analysis import fold
from ingest.errors import UsageError

__all__ = ["Conversation", "Exchange", "Feedback", "History", "turns_of"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, created REAL, updated REAL);
CREATE INDEX IF NOT EXISTS conversations_by_owner ON conversations (owner, updated);
CREATE TABLE IF NOT EXISTS exchanges (
    id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question TEXT NOT NULL, answer TEXT NOT NULL, created REAL);
CREATE INDEX IF NOT EXISTS exchanges_by_conversation ON exchanges (conversation, created);
CREATE TABLE IF NOT EXISTS feedback (
    exchange TEXT PRIMARY KEY REFERENCES exchanges ON DELETE CASCADE,
    verdict INTEGER NOT NULL, reason TEXT NOT NULL, created REAL);
"""
_EXCHANGES = (
    "SELECT e.id, e.answer, coalesce(f.verdict, 0) FROM exchanges e"
    " JOIN conversations c ON c.id = e.conversation"
    " LEFT JOIN feedback f ON f.exchange = e.id WHERE c.id = ? AND c.owner = ?"
)
_ANSWER = TypeAdapter(Answer)
"""Whole answers as JSON and back, with the places of their quotes."""

_TITLE_CHARS = 80
_REASON_CHARS = 1000
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Conversation:
    """A row of the list: ``updated`` is in seconds since the epoch."""

    id: str
    title: str
    updated: float
    exchanges: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; ``verdict`` is 1, -1, or 0 when the reader gave none."""

    id: str
    answer: Answer
    verdict: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of an answer; ``created`` is in seconds since the epoch."""

    exchange: Exchange
    reason: str
    created: float


def turns_of(exchanges: Iterable[Exchange]) -> list[Turn]:
    """The exchanges as the messages of a conversation, oldest first."""
    answers = [exchange.answer for exchange in exchanges]
    return [
        turn
        for answer in answers
        for turn in (Turn("user", answer.question), Turn("assistant", answer.answer))
    ]


class History:
    """The file ``history.sqlite``; safe to use from several threads.

    Args:
        path: the file; it is created.
        keep_days: conversations untouched for longer are deleted; 0 keeps them for ever.
        clock: seconds since the epoch.

    Raises:
        UsageError: the file cannot be opened.
    """

    def __init__(
        self, path: Path, keep_days: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._keep = keep_days * _DAY
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            path.chmod(0o600)
            self._db.executescript(_SCHEMA)
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
                self._db.execute(f"PRAGMA {pragma}")
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"the history {path} cannot be opened ({error}): move the file away, or choose "
                "another folder with --home"
            ) from error
        self._db.create_function("fold", 1, fold, deterministic=True)
        self.forget_old()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    # -- conversations -----------------------------------------------------------------------

    def add(self, owner: str, conversation: str, answer: Answer) -> tuple[str, str]:
        """Keep an answer; returns the identifiers of its conversation and of the exchange.

        Args:
            owner: the browser's cookie.
            conversation: identifier given before; "", or that of somebody else, begins a new one.
            answer: what was shown.
        """
        now, exchange = self._clock(), secrets.token_urlsafe(9)
        with self._transaction() as db:
            if not self._owns(db, owner, conversation):
                conversation = secrets.token_urlsafe(9)
                title = _shorten(answer.question)
                values = (conversation, _hash(owner), title, now, now)
                db.execute("INSERT INTO conversations VALUES (?,?,?,?,?)", values)
            db.execute("UPDATE conversations SET updated=? WHERE id=?", (now, conversation))
            row = (exchange, conversation, answer.question, _ANSWER.dump_json(answer), now)
            db.execute("INSERT INTO exchanges VALUES (?,?,?,?,?)", row)
        return conversation, exchange

    def amend(self, owner: str, exchange: str, answer: Answer) -> None:
        """Put ``answer`` in the place of the one kept; nothing when it is not ``owner``'s."""
        query = (
            "UPDATE exchanges SET answer=? WHERE id=? AND conversation IN"
            " (SELECT id FROM conversations WHERE owner=?)"
        )
        with self._transaction() as db:
            db.execute(query, (_ANSWER.dump_json(answer), exchange, _hash(owner)))

    def conversations(
        self, owner: str, search: str = "", limit: int = 200
    ) -> tuple[Conversation, ...]:
        """Conversations of ``owner``, the latest first; ``search`` ignores case and accents."""
        pattern = f"%{_escape_like(fold(search.strip()))}%"
        query = (
            "SELECT c.id, c.title, c.updated, count(e.id) FROM conversations c"
            " LEFT JOIN exchanges e ON e.conversation = c.id WHERE c.owner = ?"
            " AND (fold(c.title) LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM exchanges x"
            " WHERE x.conversation = c.id AND fold(x.question) LIKE ? ESCAPE '\\'))"
            " GROUP BY c.id ORDER BY c.updated DESC LIMIT ?"
        )
        with self._lock:
            rows = self._db.execute(query, (_hash(owner), pattern, pattern, limit)).fetchall()
        return tuple(Conversation(*row) for row in rows)

    def title(self, owner: str, conversation: str) -> str:
        """Title of a conversation of ``owner``, "" when there is no such one."""
        query = "SELECT title FROM conversations WHERE id=? AND owner=?"
        with self._lock:
            row = self._db.execute(query, (conversation, _hash(owner))).fetchone()
        return str(row[0]) if row else ""

    def exchanges(self, owner: str, conversation: str, last: int = -1) -> tuple[Exchange, ...]:
        """Exchanges of a conversation of ``owner``, oldest first; () when there is no such one.

        Args:
            owner: the browser's cookie.
            conversation: its identifier.
            last: how many at most, counted from the end; -1 for all.
        """
        query = f"{_EXCHANGES} ORDER BY e.created DESC, e.rowid DESC LIMIT ?"
        with self._lock:
            rows = self._db.execute(query, (conversation, _hash(owner), last)).fetchall()
        return tuple(_exchange(*row) for row in reversed(rows))

    def exchange(self, owner: str, conversation: str, exchange: str) -> Exchange | None:
        """One exchange of a conversation of ``owner``, None when there is no such one."""
        query = f"{_EXCHANGES} AND e.id = ?"
        with self._lock:
            row = self._db.execute(query, (conversation, _hash(owner), exchange)).fetchone()
        return _exchange(*row) if row else None

    def rename(self, owner: str, conversation: str, title: str) -> bool:
        """Give a conversation another title; False when it is not ``owner``'s, or no title."""
        title = _shorten(title)
        if not title:
            return False
        query = "UPDATE conversations SET title=? WHERE id=? AND owner=?"
        with self._transaction() as db:
            return db.execute(query, (title, conversation, _hash(owner))).rowcount > 0

    def delete(self, owner: str, conversation: str) -> bool:
        """Delete a conversation and what was said of it; False when it is not ``owner``'s."""
        query = "DELETE FROM conversations WHERE id=? AND owner=?"
        with self._transaction() as db:
            return db.execute(query, (conversation, _hash(owner))).rowcount > 0

    def forget_old(self) -> int:
        """Delete the conversations that were kept long enough; returns how many."""
        if not self._keep:
            return 0
        before = self._clock() - self._keep
        with self._transaction() as db:
            return db.execute("DELETE FROM conversations WHERE updated < ?", (before,)).rowcount

    # -- feedback ----------------------------------------------------------------------------

    def judge(self, owner: str, exchange: str, verdict: int, reason: str = "") -> bool:
        """Keep what ``owner`` says of an answer: 1 helped, -1 did not, 0 takes it back.

        False when the exchange is not ``owner``'s.
        """
        owned = (
            "SELECT 1 FROM exchanges e JOIN conversations c ON c.id = e.conversation"
            " WHERE e.id = ? AND c.owner = ?"
        )
        with self._transaction() as db:
            if db.execute(owned, (exchange, _hash(owner))).fetchone() is None:
                return False
            if verdict:
                row = (exchange, 1 if verdict > 0 else -1, reason[:_REASON_CHARS], self._clock())
                db.execute("INSERT OR REPLACE INTO feedback VALUES (?,?,?,?)", row)
            else:
                db.execute("DELETE FROM feedback WHERE exchange=?", (exchange,))
        return True

    def feedback(self, limit: int = 1000) -> tuple[Feedback, ...]:
        """What readers said, the latest first. For the operator: it shows questions of all."""
        query = (
            "SELECT e.id, e.answer, f.verdict, f.reason, f.created FROM feedback f"
            " JOIN exchanges e ON e.id = f.exchange ORDER BY f.created DESC LIMIT ?"
        )
        with self._lock:
            rows = self._db.execute(query, (limit,)).fetchall()
        return tuple(
            Feedback(_exchange(i, text, verdict), reason, created)
            for i, text, verdict, reason, created in rows
        )

    # -- inside ------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @staticmethod
    def _owns(db: sqlite3.Connection, owner: str, conversation: str) -> bool:
        query = "SELECT 1 FROM conversations WHERE id=? AND owner=?"
        return db.execute(query, (conversation, _hash(owner))).fetchone() is not None


def _exchange(identifier: str, answer: str | bytes, verdict: int) -> Exchange:
    return Exchange(identifier, _ANSWER.validate_json(answer), verdict)


def _hash(owner: str) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()


def _shorten(title: str) -> str:
    """One line of what can be seen: no control characters, no marks that turn its direction."""
    title = " ".join("".join(c for c in " ".join(title.split()) if c.isprintable()).split())
    return title if len(title) <= _TITLE_CHARS else f"{title[: _TITLE_CHARS - 1].rstrip()}…"


def _escape_like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
