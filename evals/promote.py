"""A run becomes the baseline that later runs are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.run_folder import RunFolder
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
    baseline.write_scores(scores)
    outputs = (o.to_json() for o in run.outputs() if o.system == DEFAULT)
    dropped: dict[str, Any] = {"passages": [], "gold_passages": [], "timings_ms": {}}
    baseline.write_lines("outputs.jsonl", (output | dropped for output in outputs))
    baseline.write_lines("cases.jsonl", run.lines("cases.jsonl"))
    figures = [row for row in run.read("figures.json") if row["system"] == DEFAULT]
    baseline.write("figures.json", figures)
    baseline.write("run.json", run.read("run.json") | {"systems": [DEFAULT]})
    return len(scores)
