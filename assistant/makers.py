"""Who makes the answers: this process, and helpers beside it, so that every core answers.

An answer is the work of one thread, and a Python process runs one thread at a time. A helper is
a process that opens the same index; one that ends before its time is replaced, and the question
it had is answered here.
"""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from queue import PriorityQueue

from assistant.answer import answer_question
from assistant.records import Answer, Turn
from assistant.statements import read_ahead
from ingest.errors import PolesError
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
        self._helpers: dict[int, ProcessPoolExecutor] = {}
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
            helpers = tuple(self._helpers.values())
        for helper in helpers:
            helper.shutdown(wait=True, cancel_futures=True)

    def _make(self, asked: Asked) -> Answer:
        rank, alive = self._free.get(), True
        try:
            if rank:
                return self._helpers[rank].submit(_answer_there, self._settings, asked).result()
            return _answer(self._live.get(), asked)
        except BrokenProcessPool:
            alive = False
            self._start(rank)  # it will say when it is free
            return _answer(self._live.get(), asked)
        finally:
            if alive:
                self._free.put(rank)

    def _start(self, rank: int) -> None:
        with self._lock:
            if self._closed:
                return
            helper = ProcessPoolExecutor(1, get_context("spawn"), _begin)
            self._helpers[rank] = helper
            opened = helper.submit(_open, self._settings)
            opened.add_done_callback(lambda done: self._welcome(rank, done))

    def _welcome(self, rank: int, opened: Future[None]) -> None:
        """A helper is ready; one that did not come up is done without."""
        if not opened.cancelled() and opened.exception() is None:
            self._free.put(rank)


def _answer(index: Index, asked: Asked) -> Answer:
    return answer_question(
        index, asked.text, asked.history, language=asked.language, as_of=asked.until
    )


# -- in a helper ---------------------------------------------------------------------------------


def _begin() -> None:
    """Live and die with the server: Ctrl-C is its business, and no helper outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


def _open(settings: Settings) -> None:
    """Load what the first question needs, then read ahead while nobody asks."""
    with suppress(PolesError):  # the server says what is wrong
        index = _live(settings).get()
        _answer(index, Asked("combien de pôles ?"))
        ahead = (index, threading.Event())
        threading.Thread(target=read_ahead, args=ahead, daemon=True).start()


def _answer_there(settings: Settings, asked: Asked) -> Answer:
    return _answer(_live(settings).get(), asked)


@cache
def _live(settings: Settings) -> LiveIndex:
    return LiveIndex(settings)
