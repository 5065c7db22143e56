"""``poles models``: the language models that can be had, pulled and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.models.by_name import models_folder
from assistant.models.catalogue import find_entry, load_catalogue
from assistant.models.pull import State, check, pull, state_of
from assistant.models.sources import Progress
from ingest.errors import ServiceUnavailable
from ingest.settings import Settings, load_settings

__all__ = ["app"]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="List, pull and verify the optional language models.",
)

_Home = Annotated[
    Path | None, typer.Option(help="Folder that holds models (POLES_HOME).", metavar="DIR")
]


@app.command("list", help="List the models of the catalogue, and those that are here.")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of objects.")] = False,
    home: _Home = None,
) -> None:
    """One line a model."""
    settings = load_settings(home)
    rows = [*_catalogue_rows(settings), *_own_rows(settings)]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo("\t".join(str(row[field]) for field in ("name", "state", "size", "licence")))
    if settings.model.url:
        typer.echo(f"endpoint\t{settings.model.url}\t(any name that it knows)")


@app.command("pull", help="Download a model of the catalogue, or go on with a download.")
def pull_model(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name of `poles models list`.")],
    home: _Home = None,
) -> None:
    """Leave with 5 when no source has it."""
    entry = find_entry(name)
    with _bar() as progress:
        path = pull(entry, models_folder(load_settings(home)), progress)
    typer.echo(f"{entry.name}: {path} ({entry.bytes} bytes, SHA-256 as pinned, {entry.licence})")


@app.command("verify", help="Check the SHA-256 of one model, or of all that are here.")
def verify_models(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="By default, all.")] = "",
    home: _Home = None,
) -> None:
    """Leave with 5 when the model asked for is missing, or when one is damaged."""
    folder = models_folder(load_settings(home))
    entries = [find_entry(name)] if name else list(load_catalogue())
    wrong: list[str] = []
    for entry in entries:
        if state_of(entry, folder)[0] is State.MISSING:
            typer.echo(f"{entry.name}: not here")
            wrong += [entry.name] if name else []
            continue
        path = folder / entry.file
        with _bar() as progress:
            right = path.is_file() and check(path, entry, progress)
        typer.echo(f"{entry.name}: {'SHA-256 as pinned' if right else 'damaged or not whole'}")
        wrong += [] if right else [entry.name]
    if wrong:
        names = ", ".join(wrong)
        raise ServiceUnavailable(f"not usable: {names}: run poles models pull {wrong[0]}")


def _catalogue_rows(settings: Settings) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for entry in load_catalogue():
        state, there = state_of(entry, models_folder(settings))
        shown = f"{100 * there // entry.bytes} %" if state is State.PARTIAL else state.value
        rows.append(
            {
                "name": entry.name,
                "state": shown,
                "size": _megabytes(entry.bytes),
                "licence": entry.licence,
                "title": entry.title,
                "bytes": entry.bytes,
                "sha256": entry.sha256,
                "sources": [str(source) for source in entry.sources],
            }
        )
    return rows


def _own_rows(settings: Settings) -> list[dict[str, object]]:
    """Files that people have put beside the pulled ones."""
    known = {entry.file for entry in load_catalogue()}
    files = sorted(models_folder(settings).glob("*.gguf"))
    return [
        {
            "name": path.name,
            "state": State.HERE.value,
            "size": _megabytes(path.stat().st_size),
            "licence": "?",
            "bytes": path.stat().st_size,
        }
        for path in files
        if path.name not in known
    ]


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


@contextmanager
def _bar() -> Iterator[Progress]:
    """A bar on stderr where stderr is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console = Console(stderr=True)
    with Bar(*columns, TransferSpeedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Modèle", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
