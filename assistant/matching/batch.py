"""A CSV of companies in, a CSV of matches out: one row a match, one for each refusal or error."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.finder import Finder
from assistant.matching.records import Finding
from ingest.analysis import fold
from ingest.errors import PolesError, UsageError

__all__ = ["BatchReport", "csv_safe", "run_batch"]

OUT_FIELDS = (
    "line", "id", "rank", "pole", "name", "region", "website", "score",
    "criteria_met", "evidence", "source", "notes", "message", "error",
)  # fmt: skip
_COLUMNS = {
    "id": ("id", "identifiant", "nom", "name", "entreprise", "company", "raison sociale"),
    "description": ("description", "activite", "activity", "descriptif"),
    "region": ("region", "lieu", "commune", "departement", "ville", "place"),
    "need": ("need", "needs", "besoin", "besoins"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_BINARY = 100  # a file with more than one control character in that many is no text
_LARGEST_CELL = 10_000_000  # characters: beyond what any sheet holds


@dataclass(frozen=True, slots=True)
class BatchReport:
    """Rows read, rows matched, rows declined, and the errors, each "line N: why"."""

    rows: int
    matched: int
    declined: int
    errors: tuple[str, ...]


def csv_safe(value: object) -> str:
    """``value`` as a cell that no spreadsheet runs as a formula."""
    text = str(value)
    # Some spreadsheets trim a cell before they read it.
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def run_batch(
    finder: Finder,
    source: Path,
    target: Path,
    top: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> BatchReport:
    """Match every row of ``source``; write ``target``. An error stops its row only.

    Args:
        finder: where to look.
        source: CSV with a column ``description``, and if wanted ``id``, ``region``, ``need``
            (several needs separated by ";" or "|"), separated by commas, semicolons or tabs.
        target: CSV to write, one row a match.
        top: pôles a company.
        progress: told the rows done and the rows in all.

    Raises:
        UsageError: ``source`` cannot be read, is no CSV, has no description column or two of
            them, or is ``target``.
    """
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"{target} would overwrite the companies: name another file")
    rows = list(_rows(source))
    matched = declined = 0
    errors: list[str] = []
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, OUT_FIELDS, restval="")
            writer.writeheader()
            for done, (line, row) in enumerate(rows, 1):
                head = {"line": line, "id": csv_safe(row["id"])}
                try:
                    finding = _find(finder, row, top)
                except PolesError as error:
                    errors.append(f"line {line}: {error}")
                    writer.writerow({**head, "error": csv_safe(error)})
                else:
                    matched += not finding.declined
                    declined += finding.declined
                    writer.writerows({**head, **cells} for cells in _cells(finding))
                progress(done, len(rows))
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error}") from error
    return BatchReport(len(rows), matched, declined, tuple(errors))


def _find(finder: Finder, row: Mapping[str, str], top: int) -> Finding:
    needs = [need.strip() for need in row["need"].replace("|", ";").split(";") if need.strip()]
    regions = [row["region"].strip()] if row["region"].strip() else []
    return finder.find(row["description"], regions=regions, needs=needs, top=top)


def _cells(finding: Finding) -> Iterator[dict[str, str]]:
    if finding.declined:
        yield {"message": csv_safe(finding.message)}
    for rank, match in enumerate(finding.matches, 1):
        met = [reason for reason in match.reasons if reason.verdict == "oui"]
        proof = next((reason.proof for reason in met if reason.proof), None)
        yield {
            "rank": str(rank),
            "pole": match.pole,
            "name": csv_safe(match.name),
            "region": csv_safe(match.region),
            "website": csv_safe(match.website),
            "score": f"{match.score:.3f}",
            "criteria_met": csv_safe(" | ".join(reason.criterion for reason in met)),
            "evidence": csv_safe(proof.said if proof else ""),
            "source": csv_safe(proof.url or proof.title if proof else ""),
            "notes": csv_safe(" ".join(match.notes)),
        }


def _rows(source: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _decoded(source)
    columns: dict[str, int | None] | None = None
    for line, cells in _parsed(source, text):
        if columns is None:
            columns = _columns(source, cells)
        elif any(cell.strip() for cell in cells):
            yield line, {name: _cell(cells, at) for name, at in columns.items()}
    if columns is None:
        _columns(source, [])


def _parsed(source: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on."""
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    start = 1
    try:
        for cells in reader:
            yield start, cells
            last, start = start, reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{source} is no CSV file, line {start}: {error}") from error
    if text.count('"') % 2:
        raise UsageError(f"{source}, line {last}: a quotation mark is opened and never closed")


def _columns(source: Path, header: Sequence[str]) -> dict[str, int | None]:
    folded = [fold(cell).strip() for cell in header]
    columns = {name: _column(folded, names) for name, names in _COLUMNS.items()}
    at = columns["description"]
    if at is None:
        raise UsageError(
            f"{source} has no column “description” (columns: {', '.join(header) or 'none'}): "
            "name one so on the first line"
        )
    if folded.count(folded[at]) > 1:
        raise UsageError(f"{source} has several columns “{header[at].strip()}”: keep one of them")
    return columns


def _decoded(source: Path) -> str:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error}") from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # "Unicode text"
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        if len(data) - len(data.translate(None, _CONTROLS)) > len(data) // _BINARY:
            raise UsageError(f"{source} is no text file: save the companies as CSV")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:  # what a French spreadsheet saves
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _column(folded: Sequence[str], names: Sequence[str]) -> int | None:
    return next((folded.index(name) for name in names if name in folded), None)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""
