"""How often a client may ask: token buckets, kept in memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["RateLimit"]

_CLIENTS = 10_000
"""Clients remembered; the one seen longest ago is forgotten first."""


class RateLimit:
    """A bucket a client: ``burst`` requests at once, refilled at ``per_minute``.

    Args:
        per_minute: sustained requests a minute; 0 sets no limit.
        burst: requests that may come at once; by default a quarter of a minute's.
        clock: seconds, monotonic.
    """

    def __init__(
        self, per_minute: int, burst: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = per_minute / 60
        self._burst = float(burst or max(1, per_minute // 4))
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> float:
        """Take one request of ``client``: 0.0, or the seconds to wait when there is none left."""
        if not self._rate:
            return 0.0
        with self._lock:
            now = self._clock()
            left, seen = self._buckets.pop(client, (self._burst, now))
            left = min(self._burst, left + (now - seen) * self._rate)
            allowed = left >= 1
            self._buckets[client] = (left - 1 if allowed else left, now)
            if len(self._buckets) > _CLIENTS:
                self._buckets.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self._rate
