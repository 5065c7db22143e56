"""Zip containers (DOCX, ODT), opened with limits and without trusting what they declare."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from ingest.errors import ReadError

__all__ = ["MAX_PART_BYTES", "open_archive", "parse_xml", "read_part"]

MAX_PART_BYTES = 200 << 20  # one unpacked part; a 2,000-page report is about 30 MiB
_MAX_TOTAL_BYTES = 800 << 20
_MAX_RATIO = 200  # text deflates 3 to 20 times, a bomb a thousand times
_SMALL = 10 << 20


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip after looking at what it would unpack to.

    Raises:
        ReadError: "damaged", "encrypted", or "too-large" for a zip bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError("damaged", f"the zip container is broken: {error}") from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    bomb = total > _SMALL and total > _MAX_RATIO * max(1, len(data))
    if total > _MAX_TOTAL_BYTES or bomb or len(entries) > 20_000:
        raise ReadError("too-large", f"unpacks to {total:,} bytes: refused as a zip bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError("encrypted", "the zip container is encrypted; save it without password")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One part's bytes, None when the archive has no such part.

    Raises:
        ReadError: "damaged" or "too-large"; the size is counted, not believed.
    """
    try:
        with archive.open(name) as part:
            data = part.read(MAX_PART_BYTES + 1)
    except KeyError:
        return None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise ReadError("damaged", f"part {name} is broken: {error}") from error
    if len(data) > MAX_PART_BYTES:
        raise ReadError("too-large", f"part {name} unpacks to more than {MAX_PART_BYTES:,} bytes")
    return data


def parse_xml(data: bytes, name: str) -> Any:
    """Parse XML without entities, external files or network.

    Raises:
        ReadError: "damaged".
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("damaged", f"part {name} is not well-formed XML: {error}") from error
