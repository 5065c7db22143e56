"""Documents added from the page: kept under a hash, indexed in the background.

HOME/uploads/sources.yaml      titles, as ``poles ingest`` reads them
HOME/uploads/<hash>.<suffix>   the files; a name given by a user is never a path
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import yaml

from ingest.build import Report, ingest
from ingest.errors import PolesError
from ingest.index import LiveIndex
from ingest.read import SUFFIXES
from ingest.settings import Settings

__all__ = ["FileResult", "Job", "Uploads", "readable_suffixes"]

_JOBS_KEPT = 50
_NAME_CHARS = 150


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file.

    Attributes:
        name: as its owner calls it.
        status: "waiting", "indexed", "duplicate", "refused" or "failed".
        message: why not, "" when it is indexed.
        document_id: its identifier in the index, "" when it is not there.
    """

    name: str
    status: str
    message: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A change of the index that runs in the background.

    Attributes:
        stage: "waiting", "read", "encode", "done" or "failed".
        done, total: of the stage.
        files: what became of each file.
        message: of a failure, "" otherwise.
    """

    id: str
    stage: str = "waiting"
    done: int = 0
    total: int = 0
    files: tuple[FileResult, ...] = field(default=())
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The job as JSON values."""
        return asdict(self)


def readable_suffixes() -> tuple[str, ...]:
    """Suffixes of the files that can be read, sorted."""
    return tuple(sorted(SUFFIXES))


class Uploads:
    """The folder of added documents, and the jobs that index it.

    Args:
        settings: of the product; the folder is in its home.
        live: tells what the index holds.
    """

    def __init__(self, settings: Settings, live: LiveIndex) -> None:
        self.folder = (settings.home / "uploads").absolute()
        self._settings = settings
        self._live = live
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._state = threading.Lock()
        self._work = threading.Lock()

    def job(self, identifier: str) -> Job | None:
        """A job, None when it is not known (any more)."""
        with self._state:
            return self._jobs.get(identifier)

    def add(self, files: Sequence[tuple[str, BinaryIO]]) -> Job:
        """Keep files and index them; returns at once.

        Args:
            files: names as their owner calls them, and their bytes.
        """
        results: list[FileResult] = []
        kept: dict[str, int] = {}
        for number, (given, stream) in enumerate(files):
            name = _display_name(given)
            suffix = PurePosixPath(name).suffix.lower()
            if suffix not in SUFFIXES:
                known = ", ".join(readable_suffixes())
                results.append(FileResult(name, "refused", f"{suffix or name}: not one of {known}"))
                continue
            stored, fresh = self._keep(stream, name, suffix)
            if fresh and stored not in kept:
                kept[stored] = number
                results.append(FileResult(name, "waiting", document_id=_identifier(stored)))
            else:
                results.append(FileResult(name, "duplicate", "already in the index"))
        return self._start(tuple(results), [self.folder] if kept else [])

    def remove(self, document_id: str) -> Job | None:
        """Forget an added document; None when it is not one (the corpus stays as it is)."""
        records = self._records()
        record = next((r for r in records if r["id"] == document_id), None)
        if record is None:
            return None
        self._write([r for r in records if r is not record])
        (self.folder / record["file"]).unlink(missing_ok=True)
        return self._start((), [self.folder])

    def refresh(self) -> Job:
        """Bring the index in line with every folder it was made from."""
        roots = {document.root for document in self._live.get().store.documents()}
        return self._start((), [Path(root) for root in sorted(roots)])

    def is_added(self, document_id: str) -> bool:
        """Was this document added from the page, so that it can be removed?"""
        return any(record["id"] == document_id for record in self._records())

    # -- files -------------------------------------------------------------------------------

    def _keep(self, stream: BinaryIO, name: str, suffix: str) -> tuple[str, bool]:
        """Write a file under its hash; returns that name, and whether it is new."""
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f".{secrets.token_hex(8)}.part"
        digest = hashlib.sha256()
        try:
            with partial.open("wb") as out:
                while block := stream.read(1 << 20):
                    digest.update(block)
                    out.write(block)
            stored = f"{digest.hexdigest()[:32]}{suffix}"
            records = self._records()
            if any(record["file"] == stored for record in records):
                return stored, False
            partial.replace(self.folder / stored)
            title = PurePosixPath(name).stem.replace("_", " ") or name
            self._write([*records, {"id": _identifier(stored), "file": stored, "title": title}])
        finally:
            partial.unlink(missing_ok=True)
        return stored, True

    def _records(self) -> list[dict[str, str]]:
        path = self.folder / "sources.yaml"
        if not path.is_file():
            return []
        return list(yaml.safe_load(path.read_text(encoding="utf-8")) or [])

    def _write(self, records: Sequence[dict[str, str]]) -> None:
        path = self.folder / "sources.yaml"
        partial = path.with_suffix(".part")
        partial.write_text(yaml.safe_dump(list(records), allow_unicode=True), encoding="utf-8")
        partial.replace(path)

    # -- jobs --------------------------------------------------------------------------------

    def _start(self, files: tuple[FileResult, ...], roots: Sequence[Path]) -> Job:
        job = Job(secrets.token_urlsafe(9), files=files)
        if not roots:
            job = replace(job, stage="done")
        self._note(job)
        if roots:
            work = threading.Thread(target=self._run, args=(job, roots), daemon=True)
            work.start()
        return job

    def _note(self, job: Job) -> None:
        with self._state:
            self._jobs[job.id] = job
            while len(self._jobs) > _JOBS_KEPT:
                self._jobs.popitem(last=False)

    def _run(self, job: Job, roots: Sequence[Path]) -> None:
        def progress(stage: str, done: int, total: int) -> None:
            self._note(replace(job, stage=stage, done=done, total=total))

        with self._work:  # one ingest at a time; others wait here, not in an error
            try:
                report = ingest(roots, self._settings, progress)
                files = tuple(self._outcome(file, report) for file in job.files)
                self._note(replace(job, stage="done", files=files))
            except PolesError as error:
                files = tuple(
                    replace(f, status="failed", message=str(error)) if f.status == "waiting" else f
                    for f in job.files
                )
                self._note(replace(job, stage="failed", files=files, message=str(error)))

    def _outcome(self, file: FileResult, report: Report) -> FileResult:
        """What the ingest says of a file; one that failed is not kept."""
        if file.status != "waiting":
            return file
        record = next(r for r in self._records() if r["id"] == file.document_id)
        stored = record["file"]
        failure = next((f for f in report.failures if f.name == stored), None)
        if failure is None and stored not in report.skipped:
            return replace(file, status="indexed")
        self._write([r for r in self._records() if r["file"] != stored])
        (self.folder / stored).unlink(missing_ok=True)
        if failure is None:
            return FileResult(file.name, "duplicate", "another document has the same content")
        message = failure.message.replace(stored, file.name)
        return FileResult(file.name, "failed", f"{failure.reason}: {message}")


def _display_name(given: str) -> str:
    """The last part of a name, without control characters, short."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if c.isprintable()).strip()
    if len(clean) > _NAME_CHARS:
        stem, dot, suffix = clean.rpartition(".")
        clean = stem[: _NAME_CHARS - len(suffix) - 1] + dot + suffix
    return clean or "document"


def _identifier(stored: str) -> str:
    return f"upload/{stored[:12]}"
