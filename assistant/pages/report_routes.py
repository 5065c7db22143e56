"""Evaluation reports, as they were written: the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

__all__ = ["Report", "list_reports", "report_routes"]

_MOST = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its name below the folder, and when it was written (UTC)."""

    name: str
    written: datetime
    path: Path


def list_reports(home: Path) -> tuple[Report, ...]:
    """The HTML files below ``home/reports``; links are not followed."""
    folder = home / "reports"
    found = [
        Report(
            path.relative_to(folder).as_posix(),
            datetime.fromtimestamp(path.stat().st_mtime, UTC),
            path,
        )
        for path in folder.rglob("*.html")
        if path.is_file() and not path.is_symlink()
    ]
    return tuple(sorted(found, key=lambda report: report.written, reverse=True)[:_MOST])


def report_routes(home: Path) -> APIRouter:
    """The route ``/reports/<name>``; names are looked up in the list, never joined to a path."""
    router = APIRouter(include_in_schema=False)

    @router.get("/reports/{name:path}")
    def report(name: str) -> HTMLResponse:
        found = next((item for item in list_reports(home) if item.name == name), None)
        if found is None:
            raise HTTPException(404, "there is no such report")
        return HTMLResponse(found.path.read_text(encoding="utf-8"))

    return router
