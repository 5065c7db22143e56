"""From the raw outputs of a run to its scores and figures: free, as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from evals.case_files import case_from_json
from evals.cases import Case
from evals.figures import Figure, figures_of
from evals.run_folder import RunFolder
from evals.scorers import CaseScore, score_case

__all__ = ["cases_of", "score_run"]


def cases_of(folder: RunFolder) -> dict[str, Case]:
    """The cases of a run as they were, by identifier."""
    found: dict[str, Case] = {}
    for number, line in enumerate(folder.lines("cases.jsonl"), 1):
        case = case_from_json(line["case"], "cases.jsonl", number, [])
        found[case.id] = case
    return found


def score_run(
    folder: RunFolder, cases: Mapping[str, Case], index_of: Mapping[str, str]
) -> tuple[list[CaseScore], list[Figure]]:
    """Score every output of ``folder`` and write ``scores.jsonl`` and ``figures.json``.

    Args:
        folder: a run with outputs, passages and rarities.
        cases: by identifier; an output of another case is left aside.
        index_of: name of the index of each case.
    """
    passages = folder.passages()
    rarity: Mapping[str, Mapping[str, float]] = folder.read("rarity.json")
    outputs = [output for output in folder.outputs() if output.case_id in cases]
    scores = [
        score_case(
            cases[output.case_id], output, passages, rarity.get(index_of[output.case_id], {})
        )
        for output in outputs
    ]
    figures = figures_of(cases.values(), scores)
    folder.write_lines("scores.jsonl", scores)
    folder.write("figures.json", [asdict(figure) for figure in figures])
    return scores, figures
