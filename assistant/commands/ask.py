"""``poles ask``: one question, or a file of them, answered from the index."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.answer import answer_question
from assistant.nearby import with_nearby
from assistant.records import Answer, Turn
from assistant.server.warm_up import settle, warm_up
from ingest.errors import ServiceUnavailable, UsageError
from ingest.index import Index, open_index
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.generate import ModelClient, Written

__all__ = ["app"]

_A_LINE = 'a line is {"id": text, "question": text, "history": [{"role", "content"}]}'

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
        int | None, typer.Option(min=1900, max=2100, metavar="YEAR", help="Answer as of that year.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Language model that rewrites the answer (see poles models list); by default "
            'POLES_MODEL_NAME, "" for none.',
        ),
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Folder of the index (POLES_HOME).", metavar="DIR")
    ] = None,
) -> None:
    """Print one answer, or one JSON object a line for a batch.

    When the model does not answer or is not there, the composed answer is printed all the same,
    and the command leaves with 5.
    """
    if lang not in ("", "fr", "en"):
        raise UsageError(f"--lang {lang!r} is not known: use fr or en")
    if bool(question.strip()) == (batch is not None):
        raise UsageError('give a question, or --batch FILE.jsonl: poles ask "combien de pôles ?"')
    settings = load_settings(home)
    client, absent = None, None
    try:
        client = _client(settings, model)
    except ServiceUnavailable as error:
        absent = error
    with closing(open_index(settings)) as index:
        if batch is None:
            ask = partial(answer_question, index, as_of=as_of)
            answer = with_nearby(index, ask(question, language=lang), ask)
            _print_answer(answer, client, as_json)
        else:
            _answer_batch(index, batch, lang, as_of, client)
    if absent:
        raise absent


def _client(settings: Settings, model: str | None) -> ModelClient | None:
    """The language model to use, None for none; nothing of it is loaded when none is wanted."""
    if not (settings.model.name if model is None else model):
        return None
    from assistant.models.by_name import open_model

    return open_model(settings, model)


def _print_answer(answer: Answer, client: ModelClient | None, as_json: bool) -> None:
    """Print an answer; a model's on a terminal sentence by sentence, as they pass the checks.

    Raises:
        ServiceUnavailable: the model did not answer; the composed answer is printed.
    """
    if client is None:
        typer.echo(_json(answer) if as_json else _plain(answer))
        return
    live = sys.stdout.isatty() and not as_json
    written = _rewritten(answer, client, _show if live else None)
    if live and written.kept:
        typer.echo("" if written.by_model else "\n")
    if as_json:
        typer.echo(_json(written.answer))
    else:
        shown = live and written.by_model
        typer.echo(_sources(written.answer) if shown else _plain(written.answer))
    if written.failure:
        raise written.failure


def _rewritten(
    answer: Answer, client: ModelClient, show: Callable[[str], None] | None = None
) -> Written:
    from assistant.generate import rewrite

    return rewrite(answer, client, show)


def _show(sentence: str) -> None:
    typer.echo(sentence, nl=False)
    sys.stdout.flush()


def _answer_batch(
    index: Index, path: Path, lang: str, as_of: int | None, client: ModelClient | None
) -> None:
    """Answer each line in order.

    Raises:
        typer.Exit: with 4, some line could not be read.
        ServiceUnavailable: the model did not answer some question.
    """
    warm_up(index)
    settle()
    complete, failure = True, None
    for number, line in _lines(path):
        try:
            identifier, question, history = _parse(line)
        except UnicodeDecodeError:
            typer.echo(f"failed: {path}:{number}: is not UTF-8 text", err=True)
            complete = False
            continue
        except (ValueError, RecursionError) as error:
            typer.echo(f"failed: {path}:{number}: {error}", err=True)
            complete = False
            continue
        answer = answer_question(
            index, question, history, language=lang, as_of=as_of, identifier=identifier
        )
        if client is not None:
            written = _rewritten(answer, client)
            answer, failure = written.answer, failure or written.failure
        typer.echo(_json(answer))
    if failure and not complete:
        typer.echo(f"poles: {failure}", err=True)
    if not complete:
        raise typer.Exit(4)
    if failure:
        raise failure


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
        raise ValueError(_A_LINE)
    identifier, history = row.get("id"), row.get("history")
    if not isinstance(identifier, str | int | None) or not isinstance(history, list | None):
        raise ValueError(_A_LINE)
    turns = [_turn(turn) for turn in history or []]
    return "" if identifier is None else str(identifier), row["question"], turns


def _turn(turn: Any) -> Turn:
    match turn:
        case {"role": "user" | "assistant" as role, "content": str(content)}:
            return Turn(role, content)
    raise ValueError(f"{turn!r:.60} in history is no {{'role': 'user', 'content': 'text'}}")


def _json(answer: Answer) -> str:
    return json.dumps(answer.to_dict(), ensure_ascii=False)


def _plain(answer: Answer) -> str:
    return f"{answer.answer}\n{_sources(answer)}".rstrip("\n")


def _sources(answer: Answer) -> str:
    lines: list[str] = []
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
