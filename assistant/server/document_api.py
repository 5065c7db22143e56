"""Documents over HTTP: what the index holds, adding, removing, bringing up to date."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, UploadFile

from assistant.server.services import Services
from assistant.server.uploads import Job
from ingest.records import Source

__all__ = ["document_api"]

_CLOSED = "documents can only be changed where the operator allows it: set POLES_SERVE_UPLOADS=true"


def document_api(services: Services) -> APIRouter:
    """Routes under ``/api`` on documents and the jobs that index them."""
    router = APIRouter(prefix="/api", tags=["Documents"])

    def check_open() -> None:
        if not services.may_change:
            raise HTTPException(403, _CLOSED)

    @router.get("/documents", summary="What the assistant knows")
    def documents() -> dict[str, Any]:
        """Every document of the index with its title, publisher, date and address."""
        index = services.index()
        held = [index.sources[d.source_id] for d in index.store.documents()]
        return {"documents": [_document(source) for source in held]}

    @router.post("/documents", summary="Add documents", status_code=202)
    def add(files: Annotated[list[UploadFile], File()]) -> dict[str, Any]:
        """Returns a job; its ``files`` say what became of each."""
        check_open()
        given = [(file.filename or "", file.file) for file in files]
        return services.uploads.add(given).to_dict()

    @router.post("/documents/refresh", summary="Bring the index up to date", status_code=202)
    def refresh() -> dict[str, Any]:
        """Reads what changed in every folder that was indexed, while questions go on."""
        check_open()
        return services.uploads.refresh().to_dict()

    @router.delete("/documents/{document_id:path}", summary="Remove an added document")
    def remove(document_id: str) -> dict[str, Any]:
        """Only documents that were added here can be removed here."""
        check_open()
        job = services.uploads.remove(document_id)
        if job is None:
            raise HTTPException(404, "no added document has this identifier")
        return job.to_dict()

    @router.get("/jobs/{job_id}", summary="Progress of a change")
    def job(job_id: str) -> dict[str, Any]:
        """The stage is "done" or "failed" at the end."""
        found: Job | None = services.uploads.job(job_id)
        if found is None:
            raise HTTPException(404, "this job is not known (any more)")
        return found.to_dict()

    return router


def _document(source: Source) -> dict[str, Any]:
    names = ("id", "title", "publisher", "kind", "date", "url", "language")
    return {name: getattr(source, name) for name in names}
