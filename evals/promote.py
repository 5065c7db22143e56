"""A run becomes the baseline that later runs are compared with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.outputs import Output, plain
from evals.run_folder import RunFolder
from evals.scorers import CaseScore
from evals.systems import DEFAULT
from ingest.errors import UsageError

__all__ = ["promote_run"]


def promote_run(run: RunFolder, to: Path) -> int:
    """Copy what a comparison needs of the default system into ``to``; returns its cases.

    Raises:
        UsageError: the run lacks the default system, or holds errors: no run that a gate would
            stop becomes what the next ones are measured by.
    """
    scores = [score for score in run.scores() if score.system == DEFAULT]
    if not scores:
        raise UsageError(f"{run.path} has no outputs of {DEFAULT!r}: run it without --systems")
    broken = next((score for score in scores if score.broken), None)
    if broken is not None:
        raise UsageError(
            f"{run.path} breaks a rule in the case {broken.case_id!r} ({broken.broken[0]}): "
            "correct it first"
        )
    baseline = RunFolder(to)
    baseline.write_lines("scores.jsonl", map(_without_reasons, scores))
    outputs = (output for output in run.outputs() if output.system == DEFAULT)
    baseline.write_lines("outputs.jsonl", map(_shown_alone, outputs))
    baseline.write_lines("cases.jsonl", map(_in_brief, run.lines("cases.jsonl")))
    figures = [row for row in run.read("figures.json") if row["system"] == DEFAULT]
    baseline.write("figures.json", figures)
    baseline.write("run.json", run.read("run.json") | {"systems": [DEFAULT]})
    return len(scores)


def _without_reasons(found: CaseScore) -> CaseScore:
    """A comparison tells the later run's reasons; those of the sentences stay for the report."""
    scores = {name: replace(score, why="") for name, score in found.scores.items()}
    return replace(found, scores=scores)


def _shown_alone(output: Output) -> dict[str, Any]:
    """What the report puts beside the later run: neither passages, times, nor what it omits."""
    dropped: dict[str, Any] = {"passages": [], "gold_passages": [], "timings_ms": {}}
    row: dict[str, Any] = plain(output) | dropped
    for citation in (row["shown"] or {}).get("citations", ()):
        for name in ("publisher", "date", "document_id"):
            del citation[name]
    return row


_GOLD = ("evidence", "forbidden_claims", "stale_values")


def _in_brief(row: dict[str, Any]) -> dict[str, Any]:
    """What says which case it was; the gold that it was scored with stays in the sets."""
    case = {name: value for name, value in row["case"].items() if name not in _GOLD}
    if "nuggets" in case:
        case["nuggets"] = [
            {name: nugget[name] for name in ("text", "importance") if name in nugget}
            for nugget in case["nuggets"]
        ]
    return row | {"case": case}
