"""The runner: sets × systems → raw outputs, in parallel, taken up again where it stopped."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.cases import Case, QuestionSet
from evals.exact_vectors import search_exactly
from evals.figures import Figure
from evals.index_view import IndexView
from evals.outputs import Output, PassageText
from evals.run_folder import RunFolder
from evals.scorers import CaseScore
from evals.scoring import score_run
from evals.systems import DEFAULT, SYSTEMS, System, make_system
from evals.workspace import documents_of, temporary_index
from ingest.analysis import lexical_tokens
from ingest.index import Index, open_index
from ingest.settings import Settings

__all__ = ["Options", "Progress", "Run", "run_sets"]

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``."""

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
class Run:
    """A finished run."""

    folder: RunFolder
    cases: dict[str, Case]
    scores: list[CaseScore]
    figures: list[Figure]
    reused: int
    seconds: float


def run_sets(
    sets: Sequence[QuestionSet],
    raw: Mapping[str, dict[str, Any]],
    folder: RunFolder,
    options: Options,
    progress: Progress = lambda *_: None,
) -> Run:
    """Run ``sets`` into ``folder`` and score them.

    Args:
        sets: what to ask.
        raw: JSON object of each case, kept with the run.
        folder: where; outputs of an earlier, interrupted run of the same code, documents and
            question are taken over.
        options: how.
        progress: told of each step.

    Raises:
        UsageError: a set needs --documents, or a system does not exist.
    """
    began = time.perf_counter()
    cases = {case.id: case for found in sets for case in found.cases}
    index_of = {case.id: found.index for found in sets for case in found.cases}
    set_of = {case.id: found.name for found in sets for case in found.cases}
    held = folder.passages().keys()
    earlier = {
        (o.system, o.case_id): o
        for o in folder.outputs()
        if held >= {*o.passages, *o.gold_passages}
    }
    outputs: list[Output] = []
    rarity: dict[str, dict[str, float]] = {}
    indexes: dict[str, Any] = {}
    times: dict[str, Any] = {}
    for name in sorted(set(index_of.values())):
        mine = [case for case in cases.values() if index_of[case.id] == name]
        place = documents_of(name, options.documents)
        with temporary_index(place, options.encoder) as settings:
            part = _Part(settings, _fingerprint(settings), folder, options, progress)
            given = part.answer(mine, earlier)
            outputs += given
            with closing(open_index(settings)) as index:
                rarity[name] = _rarity(index, given)
                indexes[name] = _described(index)
            if options.timed and DEFAULT in options.systems:
                times[name] = _times(settings, mine)
    reused = sum(earlier.get((o.system, o.case_id)) is o for o in outputs)
    _write_outputs(folder, outputs)
    (folder.path / "judge.json").unlink(missing_ok=True)  # it judged other answers; its cache stays
    folder.write("rarity.json", rarity)
    folder.write_lines(
        "cases.jsonl",
        (
            {"set": set_of[i], "index": index_of[i], "fingerprint": c.fingerprint, "case": raw[i]}
            for i, c in cases.items()
        ),
    )
    scores, figures = score_run(folder, cases, index_of)
    folder.write("times.json", times)
    folder.write("run.json", _manifest(sets, options, indexes))
    return Run(folder, cases, scores, figures, reused, time.perf_counter() - began)


def _fingerprint(settings: Settings) -> str:
    """Changes with the documents, the encoder, and the code and data that answer."""
    digest = hashlib.blake2b(_code().encode(), digest_size=8)
    with closing(open_index(settings)) as index:
        digest.update(f"{index.manifest.encoder} {index.manifest.weight}".encode())
        for document in sorted(index.store.documents(), key=lambda d: d.source_id):
            digest.update(f"{document.source_id} {document.fingerprint}".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """Of the files as this process found them: edits made while it runs change nothing in it."""
    root = Path(__file__).resolve().parent
    files = [path for name in ("assistant", "ingest") for path in root.parent.glob(f"{name}/**/*")]
    names = ("systems.py", "models.py", "llama_starter.py", "index_view.py", "exact_vectors.py")
    files += [root / name for name in names]
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(files):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _described(index: Index) -> dict[str, Any]:
    manifest = index.manifest
    return {
        "documents": manifest.documents,
        "passages": manifest.passages,
        "encoder": manifest.encoder,
        "weight": manifest.weight,
    }


def _manifest(
    sets: Sequence[QuestionSet], options: Options, indexes: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "sets": {found.name: len(found.cases) for found in sets},
        "systems": list(options.systems),
        "indexes": indexes,
        "python": platform.python_version(),
        "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _rarity(index: Index, outputs: Iterable[Output]) -> dict[str, float]:
    """Inverse document frequency of the words that were shown."""
    shown = [output.shown.answer for output in outputs if output.shown is not None]
    tokens = {token for text in shown for token in lexical_tokens(text)}
    return {token: round(index.lexical.rarity(token), 6) for token in sorted(tokens)}


def _write_outputs(folder: RunFolder, outputs: Sequence[Output]) -> None:
    """The outputs in one order, and only the passages that they name."""
    ordered = sorted(outputs, key=lambda o: (o.system, o.case_id))
    named = {i for o in ordered for i in (*o.passages, *o.gold_passages)}
    passages = folder.passages()
    folder.write_lines("outputs.jsonl", (output.to_json() for output in ordered))
    folder.write_lines("passages.jsonl", (passages[i].to_json() for i in sorted(named)))


# -- answering -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Task:
    """Cases for one system, asked by one process."""

    home: Path
    encoder: str
    system: str
    key: str
    cases: tuple[Case, ...]


class _Part:
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
        total = sum(len(task.cases) for task in tasks)
        done = 0
        for outputs, passages in self._results(tasks):
            self._folder.append_lines("passages.jsonl", (p.to_json() for p in passages))
            self._folder.append_lines("outputs.jsonl", (o.to_json() for o in outputs))
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
        with ProcessPoolExecutor(self._options.workers, mp_context=context) as pool:
            for future in as_completed([pool.submit(_run_task, task) for task in tasks]):
                yield future.result()


class _Worker:
    """An open index, searched exactly or as it ships, and the systems made from it."""

    def __init__(self, settings: Settings, *, as_it_ships: bool = False) -> None:
        index = open_index(settings)
        self._index = index if as_it_ships else search_exactly(index)
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


# -- time ----------------------------------------------------------------------------------


def _times(settings: Settings, cases: Sequence[Case]) -> dict[str, Any]:
    """Milliseconds of the default system: cold start, then warm, one question at a time."""
    from evals.metrics import quantile

    asked = [case for case in cases if case.type not in ("retrieval", "finder")][:_TIMED]
    if not asked:
        return {}
    began = time.perf_counter()
    with closing(_Worker(settings, as_it_ships=True)) as worker:
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


def raw_cases(sets: Sequence[QuestionSet]) -> dict[str, dict[str, Any]]:
    """The JSON object of each case, as its file has it."""
    found: dict[str, dict[str, Any]] = {}
    for question_set in sets:
        lines = question_set.path.read_text(encoding="utf-8-sig").splitlines()
        for identifier, number in question_set.lines.items():
            found[identifier] = json.loads(lines[number - 1])
    return found
