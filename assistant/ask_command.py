"""``poles ask``: one question, or a file of them, answered from the index."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.answer import answer_question
from assistant.records import Answer, Turn
from ingest.errors import ServiceUnavailable, UsageError
from ingest.index import Index, open_index
from ingest.settings import load_settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(help="Answer a question from the indexed documents, with citations.")
def run(
    question: Annotated[str, typer.Argument(help="The question, in French or English.")] = "",
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help='Questions, one {"id", "question", "history"} a line; "-" reads stdin.',
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer object.")] = False,
    lang: Annotated[str, typer.Option(metavar="fr|en", help="Language of the answer.")] = "",
    as_of: Annotated[
        int | None, typer.Option(metavar="YEAR", help="Answer as of that year.")
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Language model to use.")] = "",
    home: Annotated[
        Path | None, typer.Option(help="Folder of the index (POLES_HOME).", metavar="DIR")
    ] = None,
) -> None:
    """Print one answer, or one JSON object a line for a batch."""
    if lang not in ("", "fr", "en"):
        raise UsageError(f"--lang {lang!r} is not known: use fr or en")
    if bool(question.strip()) == (batch is not None):
        raise UsageError('give a question, or --batch FILE.jsonl: poles ask "combien de pôles ?"')
    if model:
        raise ServiceUnavailable(
            f"no language model {model!r} is configured: ask without --model for extracted answers"
        )

    with closing(open_index(load_settings(home))) as index:
        if batch is None:
            answer = answer_question(index, question, language=lang, as_of=as_of)
            typer.echo(_json(answer) if as_json else _plain(answer))
        elif not _answer_batch(index, batch, lang, as_of):
            raise typer.Exit(4)


def _answer_batch(index: Index, path: Path, lang: str, as_of: int | None) -> bool:
    """Answer each line in order; False when some line could not be read."""
    complete = True
    for number, line in _lines(path):
        try:
            identifier, question, history = _parse(line)
        except UnicodeDecodeError:
            typer.echo(f"failed: {path}:{number}: is not UTF-8 text", err=True)
            complete = False
            continue
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            typer.echo(f"failed: {path}:{number}: {error}", err=True)
            complete = False
            continue
        answer = answer_question(
            index, question, history, language=lang, as_of=as_of, identifier=identifier
        )
        typer.echo(_json(answer))
    return complete


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines as bytes: one that is not UTF-8 costs that line alone."""
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _parse(line: bytes) -> tuple[str, str, list[Turn]]:
    row: Any = json.loads(line.decode("utf-8-sig"))
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise ValueError('a line is {"id": …, "question": "…", "history": [{"role", "content"}]}')
    history = [Turn(str(turn["role"]), str(turn["content"])) for turn in row.get("history") or []]
    identifier = row.get("id")
    return "" if identifier is None else str(identifier), row["question"], history


def _json(answer: Answer) -> str:
    return json.dumps(answer.to_dict(), ensure_ascii=False)


def _plain(answer: Answer) -> str:
    lines = [answer.answer]
    for citation in answer.citations:
        place = ", ".join(
            part
            for part in (
                citation.publisher,
                citation.date,
                f"p. {citation.page}" if citation.page else "",
                citation.section,
            )
            if part
        )
        lines += ["", f"[{citation.n}] {citation.title} ({place})", f"    « {citation.quote} »"]
        if citation.url:
            lines.append(f"    {citation.url}")
    return "\n".join([*lines, *(f"\n{note}" for note in answer.notes)])
