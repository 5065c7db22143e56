"""``poles find``: from a company's description to the pôles that fit, with reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.texts import Texts
from ingest.errors import UsageError
from ingest.progress import progress_bar
from ingest.settings import load_settings

if TYPE_CHECKING:
    from assistant.finder import Finder
    from assistant.matching.records import Finding, Match

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_say = Texts("finder")
_MARK = {"oui": "+", "non": "-", "non documenté": "?"}


@app.command(help="Find the pôles that fit a company, with the reasons and the evidence.")
def run(
    description: Annotated[
        str, typer.Argument(help="What the company does, where it is, what it needs.")
    ] = "",
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="R", help="Region, département or town; may be repeated."),
    ] = None,
    need: Annotated[
        list[str] | None,
        typer.Option(metavar="N", help="Need: financement, europe…; may be repeated."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, metavar="K", help="Pôles shown.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print the object.")] = False,
    lang: Annotated[str, typer.Option(metavar="fr|en", help="Language of the labels.")] = "",
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the comparison: .md, .docx, .pdf or .csv."),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Companies, one a row.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Where the matches of a batch go.")
    ] = None,
) -> None:
    """Print the matches of one company, or write those of a file of them."""
    if lang not in ("", "fr", "en"):
        raise UsageError(f"--lang {lang!r} is not known: use fr or en")
    if bool(description.strip()) == (batch is not None):
        raise UsageError('give a description, or --batch FILE.csv: poles find "robots, à Angers"')
    if (batch is None) != (out is None):
        raise UsageError("--batch FILE.csv and --out FILE.csv go together")
    if batch is not None and (export or region or need):
        raise UsageError("--export, --region and --need go with one description, not with --batch")
    from assistant.exports.sheet import check_format

    if export is not None:
        check_format(export)
    finder = _finder()
    if batch is not None and out is not None:
        _run_batch(finder, batch, out, top)
        return
    finding = finder.find(
        description, regions=region or (), needs=need or (), top=top, language=lang
    )
    if export is not None:
        from assistant.exports.sheet import write_deliverable

        write_deliverable(finder.corpus, finding, export)
    if as_json:
        typer.echo(json.dumps(finding.to_dict(), ensure_ascii=False))
    else:
        typer.echo(_plain(finding))
        if export is not None:
            typer.echo(f"\n{export}")


def _finder() -> Finder:
    from assistant.finder import load_finder

    settings = load_settings()
    return load_finder(encoder=settings.encoder, store=settings.home / "finder")


def _run_batch(finder: Finder, batch: Path, out: Path, top: int) -> None:
    from assistant.matching.batch import run_batch

    with progress_bar({"match": "Entreprises"}) as progress:
        report = run_batch(finder, batch, out, top, partial(progress, "match"))
    for error in report.errors:
        typer.echo(f"failed: {batch}: {error}", err=True)
    typer.echo(
        f"{report.rows} rows, {report.matched} matched, {report.declined} declined, "
        f"{len(report.errors)} failed: {out}"
    )
    if report.errors:
        raise typer.Exit(4)


def _plain(finding: Finding) -> str:
    criteria, language = finding.criteria, finding.criteria.language
    said = [
        _say("pair", language, _say(name, language).lower(), ", ".join(i.label for i in items))
        for name in ("sectors", "technologies", "regions", "needs")
        if (items := getattr(criteria, name))
    ]
    lines = [finding.message]
    lines += [f"{_say('read', language)} {' ; '.join(said)}"] if said else []
    lines += list(criteria.notes)
    for rank, match in enumerate(finding.matches, 1):
        lines += ["", *_plain_match(rank, match, language)]
    return "\n".join(lines)


def _plain_match(rank: int, match: Match, language: str) -> Iterator[str]:
    region = match.region or _say("unknown_region", language)
    yield f"{rank}. {match.name} — {region} ({match.score:.2f})"
    yield f"   {match.website or _say('unknown_site', language)}"
    for note in match.notes:
        yield f"   {note}"
    for reason in match.reasons:
        yield f"   {_MARK[reason.verdict]} {reason.criterion} → {_say(reason.verdict, language)}"
        if reason.proof is not None:
            proof = reason.proof
            title = proof.title or proof.source_id
            place = ", ".join(p for p in (title, proof.publisher, proof.date, proof.section) if p)
            yield f"       {proof.shown} ({place})"
