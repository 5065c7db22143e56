"""``poles ingest``: bring the index in line with folders and files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from ingest.build import Report, ingest
from ingest.corpus_path import shipped_corpus
from ingest.progress import progress_bar
from ingest.settings import load_settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_STAGES = {"read": "Lecture", "encode": "Encodage"}


@app.command(help="Index documents: folders or files, or the shipped corpus when none is given.")
def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Folders or files.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Folder of the index (POLES_HOME).", metavar="DIR")
    ] = None,
) -> None:
    """Read what changed, report it, and leave with 4 when some inputs failed."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    settings = load_settings(home)
    with progress_bar(_STAGES) as progress:
        report = ingest(paths or [shipped_corpus()], settings, progress)
    _print_report(report)
    if report.failures:
        raise typer.Exit(4)


def _print_report(report: Report) -> None:
    for name, text in report.warnings:
        typer.echo(f"warning: {name}: {text}", err=True)
    for failure in report.failures:
        typer.echo(f"failed: {failure.name}: {failure.reason}: {failure.message}", err=True)
    typer.echo(
        f"{report.documents} documents, {report.pages} pages, {report.passages} passages, "
        f"{len(report.skipped)} skipped, {len(report.failures)} failed, {report.seconds:.2f} s "
        f"({report.read} read, {report.removed} removed, {report.encoded} passages encoded)"
    )
