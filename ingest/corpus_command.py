"""``poles corpus``: check and describe a knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.corpus_path import shipped_corpus
from ingest.corpus_stats import corpus_stats, format_stats
from ingest.errors import UsageError
from ingest.expected import format_expected
from ingest.registry import read_corpus
from ingest.registry_check import review_corpus

__all__ = ["app"]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Check and describe a knowledge base (the shipped one by default).",
)

_Folder = Annotated[
    Path | None, typer.Argument(metavar="[FOLDER]", help="Folder with poles/ and sources.yaml.")
]


@app.command(help="Check every record, statement, footnote, link and figure.")
def check(folder: _Folder = None) -> None:
    """Name each problem with its file and line; leave with 4 when there is one."""
    review = review_corpus(folder or shipped_corpus())
    for warning in review.warnings:
        typer.echo(f"warning: {warning}", err=True)
    for error in review.errors:
        typer.echo(f"failed: {error}", err=True)
    typer.echo(f"{len(review.errors)} problems, {len(review.warnings)} warnings")
    if review.errors:
        raise typer.Exit(4)


@app.command(help="Records, statements, sources and coverage by year, region and theme.")
def stats(folder: _Folder = None) -> None:
    """Print what the knowledge base holds and what it misses."""
    corpus, _ = read_corpus(folder or shipped_corpus())
    typer.echo(format_stats(corpus_stats(corpus)))


@app.command(help="The statements of a document, each behind its key, and their questions.")
def keys(
    document: Annotated[str, typer.Argument(help="Id of a record or of a policy file.")],
    folder: _Folder = None,
) -> None:
    """Print what a line of ``questions/`` begins with."""
    corpus, _ = read_corpus(folder or shipped_corpus())
    statements = corpus.statements_by_document().get(document)
    if statements is None:
        raise UsageError(f"no document has the id {document!r}: name a file of poles/ or policy/")
    questions = (question for question in corpus.questions if question.document == document)
    typer.echo(format_expected(statements, questions))
