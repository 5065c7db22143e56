"""What an operator watches, in Prometheus's format."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.records import Answer

__all__ = ["Metrics"]


class Metrics:
    """Counters of one server; each server has a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "poles_questions", "Questions by door and outcome", ["door", "status"],
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "poles_answer_seconds", "Time to answer, in seconds",
            buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5), registry=self._registry,
        )  # fmt: skip
        self._feedback = Counter(
            "poles_feedback", "Verdicts of readers", ["verdict"], registry=self._registry
        )
        self._documents = Gauge(
            "poles_documents", "Documents in the index", registry=self._registry
        )
        self._passages = Gauge("poles_passages", "Passages in the index", registry=self._registry)

    def count_answer(self, door: str, answer: Answer) -> None:
        """One question came through ``door`` and was answered, or declined."""
        self._questions.labels(door, answer.status).inc()
        self._seconds.observe(answer.timings.total / 1000)

    def count_feedback(self, verdict: int) -> None:
        """One reader said that an answer helped (1) or not (-1)."""
        self._feedback.labels("up" if verdict > 0 else "down").inc()

    def expose(self, documents: int, passages: int) -> bytes:
        """The text that Prometheus reads."""
        self._documents.set(documents)
        self._passages.set(passages)
        return generate_latest(self._registry)
