"""Answers given before, for as long as the same index answers.

An answer depends on the index, the question, the conversation, the language and the year, and
on nothing else: asked again, it is the same object. Only its timings differ.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace

from assistant.records import Answer, Timings

__all__ = ["AnswerCache"]


class AnswerCache:
    """The answers asked for last.

    Args:
        size: how many are kept.
        at_once: how many are made at the same time: more threads than cores only make each
            other wait.
    """

    def __init__(self, size: int = 512, at_once: int = 2) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.BoundedSemaphore(at_once)

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer kept under ``key``, or the one that ``make`` makes now.

        Args:
            key: everything that the answer depends on.
            make: called when there is none.
        """
        began = time.perf_counter()
        known = self._known(key)
        if known is None:
            with self._turn:
                known = self._known(key)
                if known is None:
                    return self._keep(key, make())
        total = 1000 * (time.perf_counter() - began)
        return replace(known, timings=Timings(0.0, 0.0, 0.0, 0.0, total))

    def _known(self, key: Hashable) -> Answer | None:
        with self._lock:
            known = self._answers.get(key)
            if known is not None:
                self._answers.move_to_end(key)
            return known

    def _keep(self, key: Hashable, answer: Answer) -> Answer:
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer
