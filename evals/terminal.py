"""Reports for the terminal: regressions first, then the headline table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.cases import Case
from evals.compare import CaseChange, Compared
from evals.figures import HEADLINE, METRICS, Figure
from evals.outputs import Shown
from evals.scorers import CaseScore
from evals.systems import DEFAULT

__all__ = ["print_case", "print_compared", "print_figures"]

_SHOWN = 20
_KINDS = {"missing": "cas absent", "broken": "règle enfreinte"}


def print_compared(compared: Compared, console: Console) -> None:
    """Regressions, worst first; then what each metric gained."""
    worse = compared.regressions
    console.print(f"[bold]{len(worse)} régression(s), {len(compared.gains)} progrès[/bold]")
    for change in worse[:_SHOWN]:
        console.print(f"  [red]▼[/red] {escape(_line(change))}", soft_wrap=True)
    if len(worse) > _SHOWN:
        console.print(f"  … et {len(worse) - _SHOWN} autres (--json les donne toutes)")
    if compared.edited:
        console.print(f"  questions modifiées, non comparées : {', '.join(compared.edited)}")
    table = Table("système", "mesure", "n", "avant", "après", "écart [95 %]", "p (Holm)", "+/−")
    for item in compared.metrics:
        if item.metric not in HEADLINE:
            continue
        gain = item.comparison.change
        span = f"{gain.value:+.3f} [{gain.low:+.3f} ; {gain.high:+.3f}]"
        style = "red" if item.is_regression else ""
        table.add_row(
            item.system, METRICS[item.metric].label, str(gain.n), f"{item.before:.3f}",
            f"{item.after:.3f}", escape(span),
            "" if item.p_holm is None else f"{item.p_holm:.4f}",
            f"{item.comparison.wins}/{item.comparison.losses}", style=style,
        )  # fmt: skip
    console.print(table)
    for line in compared.gate_failures[:_SHOWN]:
        console.print(f"[red]porte fermée[/red] : {escape(line)}", soft_wrap=True)


def _line(change: CaseChange) -> str:
    kind = _KINDS.get(change.kind) or METRICS[change.kind].label
    values = "" if change.after is None else f" {change.before:.2f} → {change.after:.2f}"
    return f"{change.case_id} ({change.system}) : {kind}{values} — {change.why}"


_COLUMNS = {
    "truthfulness": "vér.", "nugget_recall": "points", "citation_recall": "cit. R",
    "citation_precision": "cit. P", "copy_rate": "copie", "page_recall": "page",
    "refusal": "refus", "R@5": "R@5", "nDCG@10": "nDCG",
}  # fmt: skip
"""Metrics of the second table, with names short enough for 80 columns."""


def print_figures(figures: Sequence[Figure], console: Console) -> None:
    """The default system's headline metrics with their intervals; then every system in short."""
    whole = {(f.system, f.metric): f for f in figures if f.slice == "tout"}
    systems = sorted({f.system for f in figures}, key=lambda name: (name != DEFAULT, name))
    if not systems:
        return
    halves = {(f.metric, f.slice): f.value for f in figures if f.system == systems[0]}
    table = Table(systems[0], "n", "valeur", "95 %", "test−dev", padding=(0, 0))
    for metric, described in METRICS.items():
        figure = whole.get((systems[0], metric))
        if figure is not None and (described.headline or metric == "copy_rate"):
            span = escape(f"[{figure.low:.3f} ; {figure.high:.3f}]")
            gap = _gap(halves.get((metric, "dev")), halves.get((metric, "test")))
            table.add_row(described.label, str(figure.n), f"{figure.value:.3f}", span, gap)
    console.print(table)
    if len(systems) > 1:
        short = Table("système", *_COLUMNS.values(), padding=(0, 0))
        for system in systems:
            row = (whole.get((system, metric)) for metric in _COLUMNS)
            short.add_row(system, *("" if f is None else f"{f.value:.3f}" for f in row))
        console.print(short)


def _gap(dev: float | None, test: float | None) -> str:
    return "" if dev is None or test is None else f"{test - dev:+.3f}"


def print_case(case: Case, shown: Shown | None, score: CaseScore, console: Console) -> None:
    """The question and what was shown; then every score, and every sentence, and why."""
    console.print(
        f"[bold]{escape(score.case_id)}[/bold] ({score.system}) : {escape(case.question)}"
    )
    if shown is not None:
        console.print(f"  {shown.status} : {escape(shown.answer)}", soft_wrap=True)
    for name, item in score.scores.items():
        if name in METRICS:
            value = "—" if item.value is None else f"{item.value:.2f}"
            label = escape(METRICS[name].label)
            console.print(f"  {label:32} {value:>6}  {escape(item.why)}", soft_wrap=True)
    cited = {} if shown is None else {citation.n: citation for citation in shown.citations}
    for sentence in score.sentences:
        mark = "[green]✓[/green]" if sentence.supported else "[red]✗[/red]"
        text = f"{escape(sentence.text)} — {escape(sentence.reason)}"
        console.print(f"  {mark} {text}", soft_wrap=True)
        for n in (n for n in sentence.markers if n in cited):
            place = cited[n].section or (f"p. {cited[n].page}" if cited[n].page else "")
            where = " — ".join(filter(None, (cited[n].source_id, place)))
            console.print(
                f"      {escape(f'[{n}] {where} : « {cited[n].quote} »')}", soft_wrap=True
            )
