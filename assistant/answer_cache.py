"""Answers given before, for as long as the same index answers.

An answer depends on the index, the question, the conversation, the language and the year, and
on nothing else: asked again, it is the same object. Only its timings differ.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from assistant.records import Answer, Timings

__all__ = ["AnswerCache"]


class AnswerCache:
    """The answers asked for last; new ones are made in the order in which they are asked for.

    Args:
        size: how many are kept.
        at_once: how many are made at the same time: more threads than cores only make each
            other wait.
    """

    def __init__(self, size: int = 512, at_once: int = 2) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Future[Answer]] = OrderedDict()
        self._lock = threading.Lock()
        # A pool's queue is first come, first served; a semaphore would let late-comers pass.
        self._makers = ThreadPoolExecutor(at_once, "answer")

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer kept under ``key``, or the one that ``make`` makes now.

        Args:
            key: everything that the answer depends on.
            make: called when there is none, and nobody else is waiting for it already.
        """
        began = time.perf_counter()
        with self._lock:
            found = self._answers.get(key)
            answer = self._answers[key] = found or self._makers.submit(make)
            self._answers.move_to_end(key)
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)
        try:
            made = answer.result()
        except BaseException:
            with self._lock:
                if self._answers.get(key) is answer:
                    del self._answers[key]
            raise
        if found is None:
            return made
        total = 1000 * (time.perf_counter() - began)
        return replace(made, timings=Timings(0.0, 0.0, 0.0, 0.0, total))

    def close(self) -> None:
        """Make no more answers."""
        self._makers.shutdown(wait=True, cancel_futures=True)
