"""``poles eval``: run question sets, compare runs, measure retrieval, import and export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UsageError
from ingest.progress import progress_bar

if TYPE_CHECKING:
    from rich.console import Console

    from evals.run_folder import RunFolder
    from evals.select import Part

__all__ = ["app"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Measure answers, citations, refusals and retrieval, offline; compare two runs.",
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_Sets = Annotated[
    list[str] | None, typer.Argument(metavar="[SET]...", help="Files, or names of shipped sets.")
]
_Documents = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder that the sets ask about.")
]
_STAGES = {"ask": "Questions", "encode": "Encodage", "judge": "Juge"}


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


@app.command(help="Measure search on a folder in BEIR's format: bm25, dense and hybrid.")
def retrieval(
    folder: Annotated[Path, typer.Argument(metavar="BEIR_FOLDER", help="corpus, queries, qrels.")],
    encoder: Annotated[
        str, typer.Option(help="Encoder: embedded, hashing, or a model's name or folder.")
    ] = "",
    split: Annotated[str, typer.Option(help="Judgements to use: test, dev, train.")] = "",
    runs: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Also write each ranking, in TREC's format."),
    ] = None,
    as_json: Json = False,
) -> None:
    """The user's index is neither read nor written."""
    from evals.beir import read_beir
    from evals.export import write_trec_run
    from evals.retrieval import LEGS, MEASURES, measure_retrieval
    from ingest.encode import load_encoder
    from ingest.settings import load_settings

    opened = read_beir(folder, split)
    with progress_bar(_STAGES) as progress:
        report = measure_retrieval(
            opened, load_encoder(encoder or load_settings().encoder), progress
        )
    if runs is not None:
        for leg, ranked in report.runs.items():
            write_trec_run(ranked, leg, runs)
    if as_json:
        _print_json(report.to_dict())
        return
    typer.echo(f"{'':8}" + "".join(f"{name:>10}" for name in MEASURES))
    for leg in LEGS:
        cells = "".join(f"{report.figures[leg][name]:10.4f}" for name in MEASURES)
        typer.echo(f"{leg:8}{cells}")
    typer.echo(
        f"{report.queries} queries ({opened.split}), {report.documents} documents, "
        f"{report.passages} passages, {report.passages_per_s:.0f} passages/s, "
        f"{report.query_ms:.1f} ms a query"
    )


@app.command(help="Run question sets (default: all that ship) and write a report.")
def run(
    sets: _Sets = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the run, taken up again if it has one: out/eval, or with --case "
            "out/case.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Compare with this run; leave with 1 if a gate closes."),
    ] = None,
    systems: Annotated[
        str,
        typer.Option(
            help="Systems, separated by commas: 'all', names of systems, names of language models "
            "(see poles models list), llamaindex+MODEL."
        ),
    ] = "all",
    documents: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Ask about these documents instead.")
    ] = None,
    encoder: Annotated[str, typer.Option(help="Encoder, see POLES_ENCODER.")] = "",
    split: Annotated[str, typer.Option(metavar="dev|test", help="Only this split.")] = "",
    case: Annotated[str, typer.Option(metavar="ID", help="Only this case, in detail.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    judge: Annotated[
        str, typer.Option(metavar="URL", help="Also ask a judge at this OpenAI-compatible address.")
    ] = "",
    judge_model: Annotated[str, typer.Option(metavar="NAME", help="The judge's model.")] = "",
    no_times: Annotated[bool, typer.Option("--no-times", help="Measure no milliseconds.")] = False,
    as_json: Json = False,
) -> None:
    """Exit 1 when ``--baseline`` is given and a gate closes; 4 when an answer breaks a rule."""
    from evals.case_files import load_sets, set_paths
    from evals.run import Options, raw_cases, run_sets
    from evals.run_folder import RunFolder
    from evals.select import only, part_of
    from evals.systems import DEFAULT, is_product
    from ingest.settings import load_settings

    if split not in ("", "dev", "test"):
        raise UsageError(f"--split {split!r} is not known: use dev or test")
    chosen = (DEFAULT,) if case and systems == "all" else _chosen(systems)
    loaded = only(load_sets(set_paths(sets or [])), split, case)
    options = Options(
        chosen, documents, encoder or load_settings().encoder, workers, not (no_times or case)
    )
    reference = None if baseline is None else RunFolder.existing(baseline)
    folder = RunFolder(out or Path("out/case" if case else "out/eval"))
    with progress_bar(_STAGES) as progress:
        done = run_sets(loaded, raw_cases(loaded), folder, options, progress)
    if judge:
        _judge(folder, judge, judge_model)
    part = part_of([s.name for s in loaded] if sets else [], split, case)
    closed = _report(folder, reference, part, case, as_json)
    typer.echo(
        f"{len(done.cases)} cases, {len(chosen)} systems, {done.reused} outputs taken over, "
        f"{done.seconds:.1f} s; report: {folder.path / 'report.html'}",
        err=True,
    )
    broken = [s for s in done.scores if s.broken and is_product(s.system)]
    for score in broken:
        typer.echo(f"{score.case_id} ({score.system}): {score.broken[0]}", err=True)
    if closed or broken:
        raise typer.Exit(1 if closed else 4)


def _chosen(systems: str) -> tuple[str, ...]:
    """The names of the systems to run; 'all' takes in the configured model.

    Raises:
        UsageError: one of them is neither a system nor a model that is here.
    """
    from evals.models import model_systems, open_client
    from evals.systems import SYSTEMS

    if systems == "all":
        configured = model_systems()
        if not configured:
            typer.echo("no language model is configured (POLES_MODEL_NAME): none is run", err=True)
        chosen = (*SYSTEMS, *configured)
    else:
        chosen = tuple(dict.fromkeys(name.strip() for name in systems.split(",")))
    for name in chosen:
        if name not in SYSTEMS:
            try:
                open_client(name)
            except UsageError as error:
                raise UsageError(f"{error}; systems are {', '.join(SYSTEMS)}") from error
    return chosen


def _judge(folder: RunFolder, url: str, model: str) -> None:
    import os

    from evals.endpoint import Endpoint
    from evals.judge import judge_outputs
    from evals.scoring import cases_of

    if not model:
        raise UsageError("--judge needs --judge-model NAME: the model's name at that address")
    endpoint = Endpoint(url, model, os.environ.get("POLES_JUDGE_KEY", ""))
    with progress_bar(_STAGES) as progress:
        report = judge_outputs(
            cases_of(folder), folder.outputs(), folder.scores(), endpoint,
            folder, progress,
        )  # fmt: skip
    folder.write("judge.json", report.to_dict())


def _report(
    folder: RunFolder, reference: RunFolder | None, part: Part, case: str, as_json: bool
) -> bool:
    """Write the HTML report and print the figures; True when a gate closes.

    Of the baseline ``reference``, ``part`` is compared: what a narrower run asked again.
    """
    from rich.console import Console

    from evals.compare import compare_runs
    from evals.figures import Figure
    from evals.report import write_report
    from evals.terminal import print_compared, print_figures

    compared = None if reference is None else compare_runs(reference, folder, only=part)
    write_report(folder, reference, compared)
    figures = [Figure(**row) for row in folder.read("figures.json")]
    failures = () if compared is None else compared.gate_failures
    if as_json:
        value = {
            "run": folder.read("run.json"),
            "figures": folder.read("figures.json"),
            "times": folder.read("times.json"),
            "compared": None if compared is None else compared.to_dict(),
        }
        _print_json(value)
        return bool(failures)
    console = Console()
    if compared is not None:
        print_compared(compared, console)
    if case:
        _print_cases(folder, console)
    else:
        print_figures(figures, console)
    return bool(failures)


def _print_cases(folder: RunFolder, console: Console) -> None:
    from evals.scoring import cases_of
    from evals.terminal import print_case

    asked = cases_of(folder)
    shown = {(o.system, o.case_id): o.shown for o in folder.outputs()}
    for score in folder.scores():
        place = score.system, score.case_id
        print_case(asked[score.case_id], shown.get(place), score, console)


@app.command(help="Compare run B with run A: regressions first. Leaves with 1 when there are any.")
def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="Folder of the earlier run.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Folder of the later run.")],
    systems: Annotated[
        str, typer.Option(metavar="X,Y", help="Compare system X of A with system Y of B.")
    ] = "",
    html: Annotated[
        bool, typer.Option("--html", help="Also write the comparison into B's report.html.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Like ``diff``: 0 when nothing got worse, 1 when something did."""
    from rich.console import Console

    from evals.compare import compare_runs
    from evals.report import write_report
    from evals.run_folder import RunFolder
    from evals.terminal import print_compared

    names = tuple(systems.split(",")) if systems else ()
    if systems and len(names) != 2:
        raise UsageError(f"--systems {systems!r}: name two, such as --systems bm25,hybrid")
    before, after = RunFolder.existing(a), RunFolder.existing(b)
    compared = compare_runs(before, after, (names[0], names[1]) if systems else None)
    if html:
        write_report(after, before, compared)
    if as_json:
        _print_json(compared.to_dict())
    else:
        print_compared(compared, Console())
    if compared.regressions:
        raise typer.Exit(1)


@app.command(help="Make a run the committed baseline.")
def promote(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of the run.")],
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the baseline.")] = None,
) -> None:
    """Only the default system is kept: the others are controls, made again at each run."""
    from evals.promote import promote_run
    from evals.run_folder import BASELINE, RunFolder

    kept = promote_run(RunFolder.existing(folder), to or BASELINE)
    typer.echo(f"{kept} cases are the baseline now, in {to or BASELINE}")


@app.command(help="Check question sets: schema, patterns, and that the evidence is in the index.")
def check(
    sets: _Sets = None,
    documents: _Documents = None,
    schema_only: Annotated[
        bool, typer.Option("--schema-only", help="Do not look the evidence up.")
    ] = False,
) -> None:
    """Exit 4 when something must be corrected."""
    from evals.case_files import load_sets, set_paths
    from evals.check import check_evidence, check_examples

    loaded = load_sets(set_paths(sets or []))
    problems = check_examples(loaded)
    if not schema_only:
        problems += check_evidence(loaded, documents)
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"{sum(len(s.cases) for s in loaded)} cases, {len(problems)} problem(s)")
    if problems:
        raise typer.Exit(4)


@app.command(help="Write cases and passages for other tools.")
def export(
    sets: _Sets = None,
    form: Annotated[
        str, typer.Option("--format", metavar="beir|trec", help="Format to write.")
    ] = "beir",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write.")] = Path("out/export"),
    documents: _Documents = None,
    of_run: Annotated[
        Path | None,
        typer.Option("--run", metavar="DIR", help="Also write this run's rankings (trec)."),
    ] = None,
) -> None:
    """Rankings name passages of the index that the run was made with."""
    from evals.case_files import load_sets, set_paths
    from evals.export import export_beir, export_trec, write_trec_runs
    from evals.run_folder import RunFolder
    from evals.workspace import open_views

    if form not in ("beir", "trec"):
        raise UsageError(f"--format {form!r} is not known: use beir or trec")
    loaded = load_sets(set_paths(sets or []))
    for name, view, cases in open_views(loaded, documents):
        target = out if len({s.index for s in loaded}) == 1 else out / name
        (export_beir if form == "beir" else export_trec)(view, cases, target)
        typer.echo(f"{len(cases)} cases, {len(view.passages)} passages: {target}")
    if of_run is not None:
        write_trec_runs(RunFolder.existing(of_run).outputs(), out)


@app.command(name="import", help="Import a BEIR folder or a SQuAD-format file as a question set.")
def import_(
    source: Annotated[
        Path, typer.Argument(metavar="PATH", help="BEIR folder, or SQuAD JSON file.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write.")],
    lang: Annotated[str, typer.Option(metavar="fr|en", help="Language of the questions.")] = "fr",
    split: Annotated[
        str, typer.Option(help="Judgements to read (BEIR); split to give (SQuAD).")
    ] = "",
) -> None:
    """Writes cases.jsonl and documents/: 'poles eval run OUT/cases.jsonl' runs them."""
    from evals.importers import import_beir, import_squad

    if lang not in ("fr", "en"):
        raise UsageError(f"--lang {lang!r} is not known: use fr or en")
    if source.is_dir():
        done = import_beir(source, out, lang, split)
    elif source.is_file():
        done = import_squad(source, out, lang, split or "test")
    else:
        raise UsageError(f"{source} does not exist: give a BEIR folder or a SQuAD JSON file")
    typer.echo(f"{done.cases} cases on {done.documents} documents: {done.path}")
