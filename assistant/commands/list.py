"""``poles list``: the pôles that meet exact criteria, from the records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.knowledge import Corpus, Pole

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_WIDTH = 46  # characters of a list of values in the table
_PHASE_STARTS = (2005, 2009, 2013, 2019, 2023)  # first years of phases 1 to 5
_STATUS = {"labellise": "labellisé", "ancien": "ancien"}


@app.command(help="List pôles by region, sector, technology, service, phase, programme, status.")
def run(
    region: Annotated[
        str, typer.Option(metavar="R", help="Region, département or town; old names too.")
    ] = "",
    sector: Annotated[str, typer.Option(metavar="S", help="Sector of the vocabulary.")] = "",
    technology: Annotated[
        str, typer.Option(metavar="T", help="Technology of the vocabulary.")
    ] = "",
    service: Annotated[str, typer.Option(metavar="S", help="Service of the vocabulary.")] = "",
    phase: Annotated[
        int | None,
        typer.Option(min=1, max=5, metavar="1-5", help="Phase for which the label is proved."),
    ] = None,
    programme: Annotated[
        str, typer.Option(metavar="P", help="Programme or project named in a statement.")
    ] = "",
    status: Annotated[
        str, typer.Option(metavar="labellisé|ancien", help="Status; default: labellisé.")
    ] = "labellisé",
    everything: Annotated[bool, typer.Option("--all", help="Whatever the status.")] = False,
    as_of: Annotated[
        int | None,
        typer.Option(min=2005, metavar="YEAR", help="Pôles whose label is proved for that year."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """Print a table and a count, or a JSON array."""
    from assistant.registry.registry_view import summary_row
    from ingest.corpus_path import shipped_corpus
    from ingest.registry import load_corpus

    corpus = load_corpus(shipped_corpus())
    criteria = {"sector": sector, "technology": technology, "service": service}
    chosen = _chosen(
        corpus,
        region=region,
        criteria=criteria,
        phase=phase,
        programme=programme,
        status=None if everything else _status(status),
        as_of=as_of,
    )
    rows = [summary_row(pole) for pole in chosen]
    labels = {key: term.fr for key, term in corpus.vocabulary.sectors.items()}
    typer.echo(json.dumps(rows, ensure_ascii=False) if as_json else _table(rows, labels))


def _status(status: str) -> str:
    from ingest.analysis import fold

    if fold(status) not in _STATUS:
        raise UsageError(f"--status {status!r} is not known: use labellisé or ancien")
    return _STATUS[fold(status)]


def _chosen(
    corpus: Corpus,
    *,
    region: str,
    criteria: dict[str, str],
    phase: int | None,
    programme: str,
    status: str | None,
    as_of: int | None,
) -> tuple[Pole, ...]:
    from assistant.places.regions import load_places
    from assistant.registry.registry_view import vocabulary_key, with_programme
    from ingest.knowledge import poles_by, regions_at

    fields = {"sector": "sectors", "technology": "technologies", "service": "services"}
    keys = {
        name: vocabulary_key(getattr(corpus.vocabulary, fields[name]), value, name)
        for name, value in criteria.items()
        if value
    }
    kept = list(poles_by(corpus, phase=phase, status=status if as_of is None else None, **keys))
    if region:
        here = set(load_places().regions_of(region))
        kept = [pole for pole in kept if here & set(regions_at(pole, as_of))]
    if as_of is not None:
        kept = [pole for pole in kept if _stood(pole, as_of, status)]
    return with_programme(kept, programme) if programme else tuple(kept)


def _stood(pole: Pole, year: int, status: str | None) -> bool:
    """Did ``pole`` have that status in ``year``? Its phases say so: a status is of today."""
    from ingest.knowledge import current

    phase = sum(start <= year for start in _PHASE_STARTS)
    phases = {fact.value for fact in pole.phases}
    state = current(pole.status, year)
    ended = state is not None and state.value == "ancien"
    held = phase in phases and not ended
    if status == "labellisé":
        return held
    was = ended or (bool(phases) and min(phases) < phase and not held)
    return was if status == "ancien" else held or was


def _table(rows: list[dict[str, Any]], labels: Mapping[str, str]) -> str:
    """One line a pôle, sectors by their French ``labels``."""
    cells = [
        (
            row["name"],
            _short(row["regions"]),
            _short([labels.get(key, key) for key in row["sectors"]]),
            ", ".join(map(str, row["phases"])),
        )
        for row in rows
    ]
    head = ("Pôle", "Régions", "Secteurs", "Phases")
    widths = [max(len(line[i]) for line in (head, *cells)) for i in range(len(head))]
    lines = ["  ".join(v.ljust(w) for v, w in zip(line, widths, strict=True)).rstrip()
             for line in (head, *cells)]  # fmt: skip
    count = "1 pôle" if len(rows) == 1 else f"{len(rows)} pôles"
    return "\n".join([*lines, "", count]) if rows else count


def _short(values: list[str]) -> str:
    """As many of ``values`` as the column holds; at least one. A label may hold a comma."""
    kept = [*values]
    while len(kept) > 1 and len(" ; ".join(kept)) > _WIDTH - (2 if len(kept) < len(values) else 0):
        kept.pop()
    return " ; ".join(kept) + (" …" if len(kept) < len(values) else "")
