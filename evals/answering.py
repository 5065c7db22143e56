"""Cases × systems → raw outputs, in one process or in several. Outputs that still hold are kept."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.index_view import IndexView
from evals.metrics import quantile
from evals.outputs import Output, PassageText
from evals.run_folder import RunFolder
from evals.systems import DEFAULT, SYSTEMS, System, make_system
from ingest.index import open_index
from ingest.progress import Progress
from ingest.settings import Settings

__all__ = ["Answering", "Options", "measure_times"]


_CHUNK = 8
_WHOLE = frozenset({"llamaindex", "oracle"})
"""Systems that take long to make: one process makes them and asks all their cases."""
_TIMED = 40


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    Attributes:
        systems: names, see ``evals.systems.SYSTEMS``.
        documents: folder to ask about, in place of the shipped corpus.
        encoder: see ``ingest.settings``.
        workers: processes; 1 stays in this one.
        timed: measure milliseconds, one question at a time, after the run.
    """

    systems: tuple[str, ...] = (DEFAULT,)
    documents: Path | None = None
    encoder: str = "embedded"
    workers: int = 2
    timed: bool = True


@dataclass(frozen=True, slots=True)
class _Task:
    """Cases for one system, asked by one process."""

    home: Path
    encoder: str
    system: str
    key: str
    cases: tuple[Case, ...]


class Answering:
    """The cases of one index."""

    def __init__(
        self,
        settings: Settings,
        fingerprint: str,
        folder: RunFolder,
        options: Options,
        progress: Progress,
    ) -> None:
        self._settings = settings
        self._fingerprint = fingerprint
        self._folder = folder
        self._options = options
        self._progress = progress

    def answer(
        self, cases: Sequence[Case], earlier: Mapping[tuple[str, str], Output]
    ) -> list[Output]:
        """Outputs of every system for ``cases``, those of ``earlier`` where they still hold."""
        kept: list[Output] = []
        tasks: list[_Task] = []
        for system in self._options.systems:
            todo: list[Case] = []
            for case in cases:
                output = earlier.get((system, case.id))
                key = f"{self._mark(system)}-{case.inputs}"
                if output is not None and output.key == key and not output.error:
                    kept.append(output)
                else:
                    todo.append(case)
            tasks += self._tasks(system, todo)
        tasks.sort(key=lambda task: -len(task.cases))  # a long one begun last would end alone
        total = sum(len(task.cases) for task in tasks)
        done = 0
        for outputs, passages in self._results(tasks):
            self._folder.append_lines("passages.jsonl", passages)
            self._folder.append_lines("outputs.jsonl", outputs)
            kept += outputs
            done += len(outputs)
            self._progress("ask", done, total)
        return kept

    def _mark(self, system: str) -> str:
        """Changes with whatever ``system`` answers with."""
        if system in SYSTEMS:
            return self._fingerprint
        from evals.models import model_mark

        return f"{self._fingerprint}-{model_mark(system)}"

    def _tasks(self, system: str, cases: Sequence[Case]) -> Iterator[_Task]:
        size = len(cases) if system in _WHOLE else _CHUNK
        mark = self._mark(system)
        for start in range(0, len(cases), size or 1):
            chunk = tuple(cases[start : start + size])
            yield _Task(self._settings.home, self._settings.encoder, system, mark, chunk)

    def _results(self, tasks: Sequence[_Task]) -> Iterator[tuple[list[Output], list[PassageText]]]:
        if self._options.workers == 1 or len(tasks) < 2:
            with closing(_Worker(self._settings)) as worker:
                for task in tasks:
                    yield worker.run(task)
            return
        context = multiprocessing.get_context("spawn")  # Chroma's threads do not survive a fork
        count = self._options.workers
        with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
            for future in as_completed([pool.submit(_run_task, task) for task in tasks]):
                yield future.result()


def _end_with_parent() -> None:
    """A process of the pool would wait for ever for the tasks of a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


class _Worker:
    """An open index, and the systems made from it."""

    def __init__(self, settings: Settings) -> None:
        self._index = open_index(settings)
        self._view = IndexView(self._index)
        self._systems: dict[str, System] = {}
        self._sent: set[str] = set()

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def run(self, task: _Task) -> tuple[list[Output], list[PassageText]]:
        """Ask each case of ``task``; the texts of passages that no earlier task gave."""
        if task.system not in self._systems:
            self._systems[task.system] = make_system(task.system, self._view)
        system = self._systems[task.system]
        outputs: list[Output] = []
        texts: dict[str, PassageText] = {}
        for case in task.cases:
            output, passages = _ask(system, task, case)
            outputs.append(output)
            texts |= {p.id: p for p in passages if p.id not in self._sent}
        self._sent |= texts.keys()
        return outputs, list(texts.values())


def _ask(system: System, task: _Task, case: Case) -> tuple[Output, tuple[PassageText, ...]]:
    blank = Output(task.system, case.id, f"{task.key}-{case.inputs}")
    try:
        reply = system.reply(case)
    except Exception as error:  # noqa: BLE001 - recorded, scored as wrong, and no gate lets it pass
        return replace(blank, error=f"{type(error).__name__}: {error}"), ()
    output = replace(
        blank,
        shown=reply.shown,
        passages=tuple(dict.fromkeys(passage.id for passage in reply.passages)),
        gold_passages=tuple(dict.fromkeys(passage.id for passage in reply.gold_passages)),
        timings_ms=reply.timings_ms,
    )
    return output, (*reply.passages, *reply.gold_passages)


@lru_cache(maxsize=1)
def _worker(home: Path, encoder: str) -> _Worker:
    return _Worker(Settings(home=home, encoder=encoder, chroma_url=""))


def _run_task(task: _Task) -> tuple[list[Output], list[PassageText]]:
    """In a process of the pool: the index opens once."""
    return _worker(task.home, task.encoder).run(task)


def measure_times(settings: Settings, cases: Sequence[Case]) -> dict[str, Any]:
    """Milliseconds of the default system: cold start, then warm, one question at a time."""
    asked = [case for case in cases if case.type not in ("retrieval", "finder")][:_TIMED]
    if not asked:
        return {}
    began = time.perf_counter()
    with closing(_Worker(settings)) as worker:
        task = _Task(settings.home, settings.encoder, DEFAULT, "", (asked[0],))
        worker.run(task)
        cold = 1e3 * (time.perf_counter() - began)
        outputs, _ = worker.run(replace(task, cases=tuple(asked)))
    stages: dict[str, list[float]] = {}
    for output in outputs:
        for stage, value in output.timings_ms.items():
            stages.setdefault(stage, []).append(value)
    return {
        "cold_start_ms": round(cold, 1),
        "questions": len(asked),
        "stages": {
            stage: {"p50": round(quantile(v, 0.5), 2), "p95": round(quantile(v, 0.95), 2)}
            for stage, v in stages.items()
        },
    }
