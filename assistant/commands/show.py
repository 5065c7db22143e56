"""``poles show POLE``: a pôle's record with its history."""

from __future__ import annotations

import json
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(help="Show a pôle's record with its history; former names work too.")
def run(
    pole: Annotated[str, typer.Argument(metavar="POLE", help="Id, name, alias or former name.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
) -> None:
    """Print the record as text, or as a JSON object."""
    from assistant.registry.registry_view import pole_named, record_dict, record_lines
    from ingest.corpus_path import shipped_corpus
    from ingest.registry import load_corpus

    corpus = load_corpus(shipped_corpus())
    found = pole_named(corpus, pole)
    if as_json:
        typer.echo(json.dumps(record_dict(corpus, found), ensure_ascii=False))
    else:
        typer.echo("\n".join(record_lines(corpus, found)))
