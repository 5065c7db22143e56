"""Who makes the answers: this process, and helpers beside it, so that every core answers.

An answer is the work of one thread, and a Python process runs one thread at a time. A helper is
a process that opens the same index; one that ends before its time is replaced, and the question
it had is answered here.
"""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import PriorityQueue

from assistant.answer import answer_question
from assistant.records import Answer, Turn
from assistant.server.warm_up import settle, warm_up
from assistant.statements.statement import read_ahead
from ingest.errors import IndexUnavailable, PolesError
from ingest.index import Index, LiveIndex
from ingest.settings import Settings

__all__ = ["Asked", "Makers", "helpers_wanted"]

_MOST = 4
"""Processes that answer, unless the operator wants more: each holds an index in memory."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that an answer depends on besides the index."""

    text: str
    history: tuple[Turn, ...] = ()
    language: str = ""
    until: int | None = None


def helpers_wanted(processes: int) -> int:
    """Helpers for ``processes`` that answer, this one among them; 0: one a core."""
    return (processes or min(_MOST, os.cpu_count() or 1)) - 1


class Makers:
    """Makes answers, in the order in which they are asked for.

    Args:
        settings: for the helpers.
        live: this process's own index.
        helpers: how many there are once ``start`` has been called.
    """

    def __init__(self, settings: Settings, live: LiveIndex, helpers: int = 0) -> None:
        self._settings = settings
        self._live = live
        self._helpers: dict[int, _Helper] = {}
        self._ranks = range(1, helpers + 1)
        self._lock = threading.Lock()
        self._closed = False
        # Who is free: 0 is this process, which answers first, a question at a time.
        self._free: PriorityQueue[int] = PriorityQueue()
        self._free.put(0)
        # A pool's queue is first come, first served; a semaphore would let late-comers pass.
        self._threads = ThreadPoolExecutor(1 + helpers, "answer")

    def start(self) -> None:
        """Start the helpers; each answers as soon as its index is open."""
        for rank in self._ranks:
            self._start(rank)

    def submit(self, asked: Asked) -> Future[Answer]:
        """The answer to come.

        Its errors are those of ``answer_question``.
        """
        return self._threads.submit(self._make, asked)

    def close(self) -> None:
        """Make no more answers; the helpers end."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            self._closed = True
            for helper in self._helpers.values():
                helper.end()

    def _make(self, asked: Asked) -> Answer:
        rank, alive = self._free.get(), True
        try:
            return self._helpers[rank].answer(asked) if rank else _answer(self._live, asked)
        except (EOFError, OSError):  # the helper has ended
            alive = False
            self._start(rank)  # it will say when it is free
            return _answer(self._live, asked)
        finally:
            if alive:
                self._free.put(rank)

    def _start(self, rank: int) -> None:
        with self._lock:
            if self._closed:
                return
            helper = self._helpers[rank] = _Helper(self._settings)
        threading.Thread(target=self._welcome, args=(rank, helper), daemon=True).start()

    def _welcome(self, rank: int, helper: _Helper) -> None:
        """A helper that comes up answers from then on; one that does not is done without."""
        with suppress(EOFError, OSError):
            helper.wait()
            self._free.put(rank)


class _Helper:
    """A process that answers a question at a time; it ends when this one does.

    Its methods raise EOFError or OSError when it has ended.
    """

    def __init__(self, settings: Settings) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, settings), daemon=True)
        self.process.start()
        theirs.close()  # so that a helper which ended is noticed

    def wait(self) -> None:
        """Return once it can answer."""
        self._pipe.recv()

    def answer(self, asked: Asked) -> Answer:
        """Its answer, or its error."""
        self._pipe.send(asked)
        said = self._pipe.recv()
        if isinstance(said, PolesError):
            raise said
        assert isinstance(said, Answer)  # noqa: S101 - it says nothing else
        return said

    def end(self) -> None:
        """End it now: it has nothing to finish."""
        self.process.kill()
        self.process.join()
        self._pipe.close()


def _answer(live: LiveIndex, asked: Asked) -> Answer:
    """The answer of the index that is there, or of the one that replaced it meanwhile."""
    index = live.get()
    try:
        return _composed(index, asked)
    except IndexUnavailable:  # where no lock holds a generation, the second after it removes it
        newer = live.get()
        if newer is index:
            raise
        return _composed(newer, asked)


def _composed(index: Index, asked: Asked) -> Answer:
    return answer_question(
        index, asked.text, asked.history, language=asked.language, as_of=asked.until
    )


def _serve(pipe: Connection, settings: Settings) -> None:
    """What a helper does: answer until the server ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's business
    live = LiveIndex(settings)
    with suppress(PolesError):  # the server says what is wrong
        warm_up(live.get())
        threading.Thread(target=_read_ahead, args=(live.get(),), daemon=True).start()
    pipe.send("ready")
    with suppress(EOFError, OSError):  # the server has ended
        while True:
            pipe.send(_attempt(live, pipe.recv()))


def _read_ahead(index: Index) -> None:
    read_ahead(index, threading.Event())
    settle()


def _attempt(live: LiveIndex, asked: Asked) -> Answer | PolesError:
    try:
        return _answer(live, asked)
    except PolesError as error:
        return error
