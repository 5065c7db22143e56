"""The command ``poles``: finds the command that is asked for and loads nothing else.

Each command lives in a module of its own, in the package whose work it does; this table is the
only place that knows them all. They are loaded by name, so that ``poles ask`` never pays for the
page or for the evaluator, and no package imports one above it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module, metadata
from typing import Any

import typer
from typer.core import TyperGroup

from ingest.errors import PolesError

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "ingest": "ingest.command",
    "corpus": "ingest.corpus_command",
    "ask": "assistant.commands.ask",
    "find": "assistant.commands.find",
    "list": "assistant.commands.list",
    "show": "assistant.commands.show",
    "serve": "assistant.commands.serve",
    "mcp": "assistant.commands.mcp",
    "models": "assistant.commands.models",
    "eval": "evals.command",
}
"""Name → module that holds ``app``, a ``typer.Typer``."""


class _LazyGroup(TyperGroup):
    """A group whose commands are imported when they are called, or listed."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=_LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Questions sur les pôles de compétitivité : des réponses que l'on peut vérifier.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(metadata.version("poles-assistant"))
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Questions sur les pôles de compétitivité : des réponses que l'on peut vérifier."""


def _as_text(argument: str) -> str:
    """A pasted text that begins with a dash ("- 25 salariés, à Angers") is no option."""
    name = argument.partition("=")[0]
    return f" {argument}" if name.startswith("-") and any(map(str.isspace, name)) else argument


def main() -> None:
    """Run ``poles``; an error of ours is one line on stderr and its own exit code."""
    # Our matrices are small: a second BLAS thread costs more in waiting than it brings.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app([_as_text(argument) for argument in sys.argv[1:]])
    except PolesError as error:
        typer.echo(f"poles: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output went away: nothing is left to say
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
