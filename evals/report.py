"""One HTML file of a run, complete in itself: no request leaves it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from evals.calibration import Calibration, calibrate
from evals.cases import Case
from evals.compare import Compared, MetricChange
from evals.figures import HEADLINE, METRICS, Figure
from evals.outputs import Output, Shown
from evals.plots import interval_plot, line_plot, reliability_plot
from evals.run_folder import RunFolder
from evals.scorers import CaseScore
from evals.scoring import cases_of
from evals.systems import DEFAULT

__all__ = ["ANCHORS", "write_report"]

ANCHORS = (
    (
        "Pages justes citées, pair de production",
        ".47–.52",
        "azure-search-openai-demo, evals/results",
    ),
    ("ALCE, rappel/précision des citations (ASQA)", "73,6/72,5", "arXiv 2305.14627"),
    ("Moteurs génératifs, rappel/précision", "51,5/74,5", "Liu et al. 2023"),
    ("CRAG, véracité du meilleur système", "50,6", "CRAG, tables 5 et 6"),
    ("RGB, rejet jugé / par formule", "45,0 % / 24,7 %", "RGB"),
    ("Suite de conversation, R@5 : dernier tour → réécrit", ".20→.25 (BM25)", "MTRAG"),
    ("nDCG@10 français, BM25 (Syntec / Alloprof)", "70,4/34,2", "MTEB"),
)
"""Published figures, for scale only: other sets, other questions."""


@dataclass(frozen=True, slots=True)
class _RunData:
    """What the page needs of one run."""

    name: str
    manifest: dict[str, Any]
    times: dict[str, Any]
    cases: dict[str, Case]
    outputs: list[Output]
    scores: list[CaseScore]
    figures: list[Figure]


def _load(folder: RunFolder, name: str) -> _RunData:
    figures = [Figure(**row) for row in folder.read("figures.json") or []]
    return _RunData(
        name, folder.read("run.json"), folder.read("times.json"), cases_of(folder),
        folder.outputs(), folder.scores(), figures,
    )  # fmt: skip


def write_report(
    folder: RunFolder, baseline: RunFolder | None = None, compared: Compared | None = None
) -> Path:
    """Write ``report.html`` into ``folder``; with a baseline, regressions come first."""
    run = _load(folder, "cet essai")
    runs = [run] if baseline is None else [run, _load(baseline, "référence")]
    calibration = calibrate(run.cases, run.outputs, run.scores, DEFAULT)
    judge = folder.read("judge.json")
    folder.write("calibration.json", calibration.to_dict() if calibration else {})
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"fr": _french, "signed": _signed}
    page = environment.get_template("report_template.html").render(
        run=run,
        metrics=METRICS,
        systems=_systems(run.figures),
        table=_table(run.figures, compared),
        gaps=_gaps(run.figures),
        slices=_slices(run.figures),
        plots=_plots(run.figures),
        calibration=calibration,
        calibration_plots=_calibration_plots(calibration),
        judge={k: v for k, v in judge.items() if k != "verdicts"},
        judged=_judged(judge),
        compared=compared,
        anchors=ANCHORS,
        default=DEFAULT,
        data=Markup(_embedded(runs, compared, judge)),  # noqa: S704 - "<" is escaped in it
    )
    path = folder.path / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


def _french(value: float | None, digits: int = 3) -> str:
    return "—" if value is None else f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def _signed(value: float, digits: int = 3) -> str:
    return f"{value:+.{digits}f}".replace(".", ",").replace("-", "−")


def _systems(figures: Sequence[Figure]) -> list[str]:
    names = list(dict.fromkeys(figure.system for figure in figures))
    return sorted(names, key=lambda name: (name != DEFAULT, name))


@dataclass(frozen=True, slots=True)
class _Line:
    """One metric: a figure a system, and what changed for the default one."""

    metric: str
    label: str
    figures: dict[str, Figure]
    change: MetricChange | None


def _table(figures: Sequence[Figure], compared: Compared | None) -> list[_Line]:
    whole: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        if figure.slice == "tout":
            whole.setdefault(figure.metric, {})[figure.system] = figure
    changes = {m.metric: m for m in compared.metrics if m.system == DEFAULT} if compared else {}
    lines = [
        _Line(name, metric.label, whole[name], changes.get(name))
        for name, metric in METRICS.items()
        if name in whole
    ]
    return sorted(lines, key=lambda line: not (line.change and line.change.is_regression))


def _gaps(figures: Sequence[Figure]) -> list[tuple[str, Figure, Figure]]:
    """Dev and test of the default system, metric by metric."""
    held = {(f.metric, f.slice): f for f in figures if f.system == DEFAULT}
    return [
        (METRICS[name].label, held[name, "dev"], held[name, "test"])
        for name in HEADLINE
        if (name, "dev") in held and (name, "test") in held
    ]


_SLICED = ("truthfulness", "nugget_recall", "page_recall", "refusal", "R@5")


def _slices(figures: Sequence[Figure]) -> list[tuple[str, list[Figure | None]]]:
    held = {(f.slice, f.metric): f for f in figures if f.system == DEFAULT}
    names = dict.fromkeys(name for name, _ in held if ":" in name)
    return [(name, [held.get((name, metric)) for metric in _SLICED]) for name in sorted(names)]


def _plots(figures: Sequence[Figure]) -> list[tuple[str, Markup]]:
    found: list[tuple[str, Markup]] = []
    for name in HEADLINE:
        rows = [
            (f.system, f.value, f.low, f.high)
            for f in sorted(figures, key=lambda f: (f.system != DEFAULT, f.system))
            if f.slice == "tout" and f.metric == name
        ]
        if rows:
            label = METRICS[name].label
            low = -1.0 if name == "truthfulness" else 0.0
            svg = interval_plot(f"{label} par système, intervalle à 95 %", rows, low, 1.0)
            found.append((label, Markup(svg)))  # noqa: S704 - plots escapes every text
    return found


def _calibration_plots(calibration: Calibration | None) -> list[Markup]:
    if calibration is None:
        return []
    bins = [(b.confidence, b.correct, b.n) for b in calibration.bins]
    curve = line_plot(
        "Risque selon la couverture", calibration.curve, "part de réponses gardées",
        "part de réponses fausses",
    )  # fmt: skip
    return [Markup(reliability_plot("Fiabilité de la confiance", bins)), Markup(curve)]  # noqa: S704


def _judged(judge: Mapping[str, Any]) -> list[tuple[str, int, float]]:
    """For each system: its name, the answers with a verdict, and the mean verdict."""
    values: dict[str, list[float]] = {}
    for verdict in judge.get("verdicts", []):
        if verdict["value"] is not None:
            values.setdefault(verdict["system"], []).append(verdict["value"])
    return [(name, len(v), sum(v) / len(v)) for name, v in sorted(values.items())]


# -- the cases, for the page's own script --------------------------------------------------


class _Texts:
    """Texts kept once and named by number: quotes and sentences repeat across systems."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of ``text``."""
        if text not in self._numbers:
            self._numbers[text] = len(self.all)
            self.all.append(text)
        return self._numbers[text]


def _embedded(runs: Sequence[_RunData], compared: Compared | None, judge: Mapping[str, Any]) -> str:
    texts = _Texts()
    verdicts = {(v["system"], v["case_id"]): v["value"] for v in judge.get("verdicts", [])}
    columns: dict[str, dict[str, Any]] = {}
    for run in runs:
        shown = {(o.system, o.case_id): o for o in run.outputs}
        for score in run.scores:
            name = score.system if len(runs) == 1 else f"{score.system} — {run.name}"
            output = shown.get((score.system, score.case_id))
            entry = _entry(score, output.shown if output else None, texts)
            if run is runs[0] and (score.system, score.case_id) in verdicts:
                entry["judge"] = verdicts[score.system, score.case_id]
            columns.setdefault(name, {})[score.case_id] = entry
    cases = [_case(case) for run in reversed(runs) for case in run.cases.values()]
    value = {
        "cases": list({case["id"]: case for case in cases}.values()),
        "columns": columns,
        "texts": texts.all,
        "labels": {name: metric.label for name, metric in METRICS.items()},
        "regressions": [c.case_id for c in compared.regressions] if compared else [],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "split": case.split,
        "type": case.type,
        "question": case.question,
        "history": [[turn.role, turn.content] for turn in case.history],
        "answerability": case.answerability,
        "nuggets": [[nugget.importance, nugget.text] for nugget in case.nuggets],
    }


def _entry(score: CaseScore, shown: Shown | None, texts: _Texts) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "scores": {
            name: [None if s.value is None else round(s.value, 4), texts.number(s.why)]
            for name, s in score.scores.items()
        }
    }
    if score.broken:
        entry["broken"] = list(score.broken)
    if shown is None:
        return entry
    entry["status"], entry["confidence"] = shown.status, round(shown.confidence, 3)
    if shown.declined:
        entry["answer"] = texts.number(shown.answer)
    cited = {c.n: c for c in shown.citations}
    entry["sentences"] = [
        [texts.number(s.text), list(s.markers), int(s.supported), texts.number(s.reason)]
        for s in score.sentences
        if not shown.declined
    ]
    entry["citations"] = {
        n: [
            texts.number(f"{c.title} ({c.source_id})"),
            texts.number(", ".join(p for p in (f"p. {c.page}" if c.page else "", c.section) if p)),
            texts.number(c.quote),
            c.verbatim is not False,
        ]
        for n, c in cited.items()
    }
    if shown.notes:
        entry["notes"] = [texts.number(note) for note in shown.notes]
    return entry
