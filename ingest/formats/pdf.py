"""PDF: pages with text in reading order, physical numbers and printed labels.

pypdf parses; ``pdf_glyphs`` places the text, ``pdf_lines``, ``pdf_tables`` and ``pdf_layout``
order it, ``pdf_text`` makes paragraphs and headings of it. Pages that are only pictures are read
by ocrmypdf where it is installed with French, and named in the warnings otherwise.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PdfReadError

from ingest.clean import repair_characters, tidy
from ingest.errors import ReadError
from ingest.formats.pdf_glyphs import FontCache, read_glyphs
from ingest.formats.pdf_layout import order_page
from ingest.formats.pdf_text import PageLines, pages_of
from ingest.records import Document

__all__ = ["read"]

_TURNED = 60
"""Characters of turned text that are read: less is a mark in the margin or across the page."""


def read(data: bytes, max_pages: int = 5000) -> Document:
    """Read a PDF.

    Args:
        data: the file.
        max_pages: more pages than this are refused.

    Raises:
        ReadError: "damaged", "encrypted" (an empty password is tried), "too-many-pages",
            "no-text" when no page has a text layer and there is no OCR.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # every oddity of every file otherwise
    document, bare = _read(data, max_pages)
    if bare and (scanned := _recognise(data)) is not None:
        document, bare = _read(scanned, max_pages)
    if bare:
        document = replace(document, warnings=(*document.warnings, _name_pages(bare)))
    if not any(page.text for page in document.pages):
        raise ReadError("no-text", _no_text(bare))
    return document


def _no_text(bare: Sequence[int]) -> str:
    if not bare:
        return "the pages are blank"
    return f"{_name_pages(bare)}; install ocrmypdf and tesseract-ocr-fra to read scanned pages"


def _name_pages(bare: Sequence[int]) -> str:
    shown = ", ".join(map(str, bare[:20])) + (", …" if len(bare) > 20 else "")
    return f"page{'s' if len(bare) > 1 else ''} {shown}: no text layer"


def _read(data: bytes, max_pages: int) -> tuple[Document, list[int]]:
    """The document, and the numbers of the pages that are only pictures."""
    reader = _open(data, max_pages)
    labels = _labels(reader)
    fonts: FontCache = {}
    lines: list[PageLines] = []
    bare: list[int] = []
    broken: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        try:
            glyphs = read_glyphs(page, fonts)
            segments = order_page(glyphs)
            # With nothing else on the page, the least of it is its text.
            least = _TURNED if segments or glyphs.pictures else 1
            for turn, characters in sorted(glyphs.turned.items()):
                if turn and characters >= least:
                    segments += order_page(read_glyphs(page, fonts, turn))
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001  pypdf raises anything on a broken page; it is named
            broken.append(number)
            continue
        if not segments and glyphs.pictures:
            bare.append(number)
        label = labels[number - 1] if number <= len(labels) else ""
        lines.append(PageLines(number, label, glyphs.height, segments))
    if broken and not any(page.segments for page in lines):
        raise ReadError("damaged", f"none of the {len(broken)} pages can be read")
    warnings = (f"pages {', '.join(map(str, broken[:20]))}: damaged",) if broken else ()
    pages = tuple(page for page in pages_of(lines) if page.text)
    return replace(_properties(reader), pages=pages, paged=True, warnings=warnings), bare


def _open(data: bytes, max_pages: int) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("encrypted", "the file has a password; save it without one")
        _check_count(reader, max_pages)
        count = len(reader.pages)
    except (ReadError, MemoryError, RecursionError):
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReadError("encrypted", f"the file is encrypted: {error}") from error
    except Exception as error:
        raise ReadError("damaged", f"not a sound PDF: {error}") from error
    if count == 0:
        raise ReadError("damaged", "the file has no page")
    if count > max_pages:
        raise ReadError("too-many-pages", f"{count:,} pages, more than {max_pages:,}")
    return reader


def _check_count(reader: PdfReader, max_pages: int) -> None:
    """Believe a declared count that is too large, before the pages are listed."""
    root: Any = reader.trailer["/Root"]
    declared = root["/Pages"].get("/Count", 0)
    if isinstance(declared, int | float) and declared > max_pages:
        raise ReadError("too-many-pages", f"{int(declared):,} pages, more than {max_pages:,}")


def _labels(reader: PdfReader) -> list[str]:
    root: Any = reader.trailer["/Root"]
    if "/PageLabels" not in root:
        return []
    try:
        return [tidy(repair_characters(label))[:20] for label in reader.page_labels]
    except Exception:  # noqa: BLE001  a broken label tree costs the labels only
        return []


def _properties(reader: PdfReader) -> Document:
    """A document with the title, date and language only, where no program left them behind."""
    try:
        information: Any = reader.metadata or {}
        title = tidy(repair_characters(str(information.get("/Title", "") or "")))
        date = str(information.get("/CreationDate", "") or "")
        root: Any = reader.trailer["/Root"]
        language = str(root.get("/Lang", "") or "")
    except (PdfReadError, KeyError, AttributeError, TypeError, ValueError):
        return Document(pages=())
    found = re.match(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?", date)
    title = re.sub(r"^Microsoft (?:Word|PowerPoint) - ", "", title)
    if re.search(r"\.(?:docx?|pdf|indd|pptx?|odt)$", title) or title.lower() in {
        "untitled",
        "(anonymous)",
    }:
        title = ""
    return Document(
        pages=(),
        title=title,
        date="-".join(part for part in found.groups() if part) if found else "",
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}\b", language) else "",
    )


def _recognise(data: bytes) -> bytes | None:
    """The file with a text layer made by ocrmypdf, None where it is not installed."""
    program, engine = shutil.which("ocrmypdf"), shutil.which("tesseract")
    if program is None or engine is None:
        return None
    command = [
        program,
        "--skip-text",
        "--quiet",
        "--jobs",
        "1",
        "--output-type",
        "pdf",
        "-l",
        "fra",
        "-",
        "-",
    ]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"%PDF") else None
