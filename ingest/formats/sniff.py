"""Which reader a file needs: its bytes decide, its name only helps with text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from ingest.errors import ReadError
from ingest.records import Document

__all__ = ["format_of", "reader_for"]

_BINARY = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF document; save it as DOCX or ODT"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a sound or a film"),
    (b"ID3", "a sound"),
    (b"%!PS", "a PostScript file; save it as PDF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN_ENDS = frozenset({".md", ".markdown"})
_SHEET_ENDS = frozenset({".csv", ".tsv"})
_HTML_ENDS = frozenset({".html", ".htm", ".xhtml"})


def reader_for(name: str, data: bytes) -> Callable[[bytes, int], Document]:
    """The reader of a file, as a function of its bytes and the most pages it may have.

    Raises:
        ReadError: "unsupported", "encrypted" or "damaged".
    """
    kind = format_of(name, data)
    module = import_module(f"ingest.formats.{kind}")

    def read(content: bytes, pages: int) -> Document:
        document = module.read(content, pages) if kind == "pdf" else module.read(content)
        assert isinstance(document, Document)  # noqa: S101  for the type checker
        return document

    return read


def format_of(name: str, data: bytes) -> str:
    """The module of ``ingest.formats`` that reads these bytes.

    Raises:
        ReadError: "unsupported", "encrypted" or "damaged".
    """
    ending = PurePath(name).suffix.lower()
    if PurePath(name).name == "glossary.yaml":
        return "glossary"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k" in data:
            raise ReadError("encrypted", "an Office file with a password; save it without one")
        raise ReadError("unsupported", "an old Office file; save it as DOCX")
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise ReadError("unsupported", f"{what}, not a document")
    if ending in {".pdf", ".docx", ".odt"} and b"\x00" in data[:8192]:
        raise ReadError("damaged", f"the content is no {ending[1:].upper()}")
    if ending in _HTML_ENDS or _HTML_START.match(data[:4096]):
        return "html"
    if _is_binary(data):
        raise ReadError("unsupported", "a binary file of unknown kind")
    if ending in _SHEET_ENDS:
        return "sheet"
    return "markdown" if ending in _MARKDOWN_ENDS else "text"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            media = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception as error:
        raise ReadError("damaged", f"the zip container is broken: {error}") from error
    if "word/document.xml" in names:
        return "docx"
    if media.startswith(b"application/vnd.oasis.opendocument.text") or (
        "content.xml" in names and "META-INF/manifest.xml" in names and not media
    ):
        return "odt"
    if "[Content_Types].xml" in names and any(n.startswith("word/") for n in names):
        raise ReadError("damaged", "a Word package without word/document.xml")
    raise ReadError("unsupported", "a zip archive that is neither DOCX nor ODT")


def _is_binary(data: bytes) -> bool:
    """Control bytes that no text has; UTF-16 and UTF-32 are full of zeros and are text."""
    sample = data[:8192]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    zeros = sample.count(0)
    wide = (
        zeros > 0.3 * len(sample)
        and max(sample[0::2].count(0), sample[1::2].count(0)) > 0.9 * zeros
    )
    return not wide and controls > 0.02 * len(sample)
