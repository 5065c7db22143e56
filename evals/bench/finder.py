"""Scores the finder on dev descriptions: ``python -m evals.bench.finder [FILE.jsonl]``.

nDCG@5 and P@3 over the descriptions that fit some pôle, refusals over those that fit none and
over those that do (wrong there), and the time of a description, warm, one at a time.

Every description carries the batch in which it was written. The finder was scored on each batch
before anybody mended anything by it; from then on it counts among those that weights, words and
likeness are fitted to, so that the figures of this file flatter on old batches:
``python -m evals.bench.finder_learn --batches`` leaves descriptions out of the likeness at least.
First readings, nDCG@5 / P@3: batch 3 .670 / .580, 4 .778 / .753, 5 .813 / .802, 6 .730 / .728,
7 .808 / .704, 9 .809 / .686; with the likeness 10 .855 / .843, 11 .707 / .706 (.794 / .765 and
.706 / .627 without it), 14 .753 / .763, 15 .745 / .745. Batches 11 and 15 seek the hard cases:
several trades, far markets, rare words, unusual manners.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import P, Qrel, ScoredDoc, nDCG

from assistant.finder import Finder, load_finder
from assistant.matching.records import Finding
from ingest.knowledge import Pole

__all__ = ["Figures", "batch_of", "main", "print_figures", "read_cases", "run", "score"]

DEV = Path(__file__).resolve().parent.parent / "sets" / "finder_dev.jsonl"
_TOP = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measures.

    Attributes:
        cases, unfit: descriptions that fit some pôle, and those that fit none.
        ndcg5, p3: means over the former; a refusal scores 0.
        declined_unfit: share of the latter that were declined.
        declined_fit: share of the former that were declined, wrongly.
        proofs, unproved: "oui" cells, and those whose quote is not word for word in the record.
        p50_ms, p95_ms: milliseconds a description.
    """

    cases: int
    unfit: int
    ndcg5: float
    p3: float
    declined_unfit: float
    declined_fit: float
    proofs: int
    unproved: int
    p50_ms: float
    p95_ms: float


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The descriptions of a JSONL file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def run(finder: Finder, cases: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Finding, float]]:
    """Finding and milliseconds of each case, by id."""
    found: dict[str, tuple[Finding, float]] = {}
    for case in cases:
        started = time.perf_counter()
        regions = [case["region"]] if case["region"] else []
        finding = finder.find(case["description"], regions=regions, needs=case["needs"], top=_TOP)
        found[case["id"]] = (finding, (time.perf_counter() - started) * 1000)
    return found


def score(
    finder: Finder,
    cases: Sequence[Mapping[str, Any]],
    found: Mapping[str, tuple[Finding, float]],
) -> Figures:
    """The figures of ``cases``."""
    fit = [case for case in cases if case["expected_poles"]]
    unfit = [case for case in cases if not case["expected_poles"]]
    values = _ranked(fit, found)
    proofs, unproved = _proofs(finder, [found[case["id"]][0] for case in cases])
    times = sorted(found[case["id"]][1] for case in cases)
    return Figures(
        cases=len(fit),
        unfit=len(unfit),
        ndcg5=values[nDCG @ 5],
        p3=values[P @ 3],
        declined_unfit=_share(found[case["id"]][0].declined for case in unfit),
        declined_fit=_share(found[case["id"]][0].declined for case in fit),
        proofs=proofs,
        unproved=unproved,
        p50_ms=statistics.median(times),
        p95_ms=times[min(len(times) - 1, int(0.95 * len(times)))],
    )


def _ranked(
    cases: Sequence[Mapping[str, Any]], found: Mapping[str, tuple[Finding, float]]
) -> dict[Any, float]:
    qrels = [Qrel(c["id"], e["id"], e["grade"]) for c in cases for e in c["expected_poles"]]
    scored = [
        ScoredDoc(case["id"], match.pole, float(_TOP - rank))
        for case in cases
        for rank, match in enumerate(found[case["id"]][0].matches)
    ]
    # A description without any match counts as 0: its qrels remain.
    values: dict[Any, float] = ir_measures.calc_aggregate([nDCG @ 5, P @ 3], qrels, scored)
    return values


def _proofs(finder: Finder, findings: Iterable[Finding]) -> tuple[int, int]:
    """How many "oui" there are, and how many have a quote that is not in the pôle's record."""
    proofs = unproved = 0
    for finding in findings:
        for match in finding.matches:
            record = _record(finder.corpus.poles[match.pole])
            for reason in match.reasons:
                if reason.verdict == "oui":
                    proofs += 1
                    quote = reason.proof.quote if reason.proof else ""
                    unproved += quote not in record
    return proofs, unproved


def _record(pole: Pole) -> set[str]:
    """What may be quoted of a record: whole statements, and values of its dated fields."""
    fields = (*pole.regions, *pole.sectors, *pole.technologies, *pole.services)
    values = {value for fact in fields for value in fact.value}
    return values | {statement.text for statement in pole.statements}


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0


def main() -> None:
    """Print the figures of each batch, and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=DEV)
    parser.add_argument("--misses", action="store_true", help="show descriptions below nDCG 0.8")
    options = parser.parse_args()
    started = time.perf_counter()
    finder = load_finder()
    print(f"built in {time.perf_counter() - started:.2f} s")
    cases = read_cases(options.file)
    run(finder, cases[:5])  # warm
    found = run(finder, cases)
    print_figures(finder, cases, found)
    if options.misses:
        _print_misses(cases, found)


def print_figures(
    finder: Finder,
    cases: Sequence[Mapping[str, Any]],
    found: Mapping[str, tuple[Finding, float]],
) -> None:
    """A line for each batch in which the descriptions were written, and one for all."""
    for name in dict.fromkeys(map(batch_of, cases)):
        print(f"{name:9}", _line(score(finder, [c for c in cases if batch_of(c) == name], found)))
    print("all      ", _line(score(finder, cases, found)))


def batch_of(case: Mapping[str, Any]) -> str:
    """The batch in which ``case`` was written."""
    return next((str(t) for t in case.get("tags", ()) if t.startswith("batch-")), "no batch")


def _line(figures: Figures) -> str:
    return (
        f"n={figures.cases}+{figures.unfit}  nDCG@5 {figures.ndcg5:.3f}  P@3 {figures.p3:.3f}  "
        f"declined {figures.declined_unfit:.2f} of unfit, {figures.declined_fit:.2f} of fit  "
        f"quotes {figures.proofs - figures.unproved}/{figures.proofs}  "
        f"p50 {figures.p50_ms:.0f} ms  p95 {figures.p95_ms:.0f} ms"
    )


def _print_misses(
    cases: Sequence[Mapping[str, Any]], found: Mapping[str, tuple[Finding, float]]
) -> None:
    for case in cases:
        finding = found[case["id"]][0]
        got = [match.pole for match in finding.matches]
        if not case["expected_poles"]:
            if not finding.declined:
                print(f"\n{case['id']} SHOULD DECLINE {case['description']}\n   {got}")
            continue
        value = _ranked([case], found)[nDCG @ 5] if got else 0.0
        if value < 0.8:
            grades = {e["id"]: e["grade"] for e in case["expected_poles"]}
            shown = [f"{pole}:{grades.get(pole, 0)}" for pole in got]
            missing = [pole for pole in grades if pole not in got]
            print(f"\n{case['id']} {value:.2f} {case['region']} {case['description']}")
            themes = [f"{item.key} {item.weight}" for item in finding.criteria.themes]
            regions = [item.key for item in finding.criteria.regions]
            print(f"   {themes} {regions}\n   {shown}\n   missing {missing}")


if __name__ == "__main__":
    main()
