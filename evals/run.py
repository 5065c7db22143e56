"""The runner: sets × systems → raw outputs, scores and figures, taken up again where it stopped."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.answering import Answering, Options, measure_times
from evals.cases import Case, QuestionSet
from evals.figures import Figure
from evals.outputs import Output
from evals.run_folder import RunFolder
from evals.scorers import CaseScore
from evals.scoring import score_run
from evals.systems import DEFAULT
from evals.workspace import documents_of, temporary_index
from ingest.analysis import lexical_tokens
from ingest.index import Index, open_index
from ingest.progress import Progress
from ingest.settings import Settings

__all__ = ["Options", "Run", "raw_cases", "run_sets"]


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
            part = Answering(settings, _fingerprint(settings), folder, options, progress)
            given = part.answer(mine, earlier)
            outputs += given
            with closing(open_index(settings)) as index:
                rarity[name] = _rarity(index, given)
                indexes[name] = _described(index)
            if options.timed and DEFAULT in options.systems:
                times[name] = measure_times(settings, mine)
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
    names = "answering systems models llama_starter index_view"
    files += [root / f"{name}.py" for name in names.split()]
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
    folder.write_lines("outputs.jsonl", ordered)
    folder.write_lines("passages.jsonl", (passages[i] for i in sorted(named)))


def raw_cases(sets: Sequence[QuestionSet]) -> dict[str, dict[str, Any]]:
    """The JSON object of each case, as its file has it."""
    found: dict[str, dict[str, Any]] = {}
    for question_set in sets:
        lines = question_set.path.read_text(encoding="utf-8-sig").splitlines()
        for identifier, number in question_set.lines.items():
            found[identifier] = json.loads(lines[number - 1])
    return found
