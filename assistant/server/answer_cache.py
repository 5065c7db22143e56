"""Answers given before, for as long as the same index answers.

An answer depends on the index, the question, the conversation, the language and the year, and
on nothing else: asked again, it is the same object. Only its timings differ.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import replace

from assistant.records import Answer, Timings

__all__ = ["AnswerCache"]


class AnswerCache:
    """The answers asked for last.

    Args:
        size: how many are kept.
    """

    def __init__(self, size: int = 512) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Future[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Future[Answer]]) -> Answer:
        """The answer kept under ``key``, or the one that ``make`` begins now.

        Args:
            key: everything that the answer depends on.
            make: called when there is none, and nobody else is waiting for it already.
        """
        began = time.perf_counter()
        with self._lock:
            found = self._answers.get(key)
            answer = self._answers[key] = found or make()
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
