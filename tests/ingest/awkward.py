"""A folder of awkward files, and what reading each of them must give.

``build(folder)`` writes them; the result says for each file "ok" or the reason of its error.
Everything is made here, from a seed, so the folder is the same everywhere.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

SENTENCE = (
    "Chaque pôle de compétitivité rassemble des entreprises, des écoles et des laboratoires "
    "autour d’une stratégie commune ; en 2019, l’effectif atteint 1 234 adhérents. "
)
PROSE = SENTENCE * 12
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def build(folder: Path) -> dict[str, str]:
    """Write the files.

    Args:
        folder: an existing, empty folder.

    Returns:
        For each file name, "ok" or a reason of ``ingest.read.REASONS``.
    """
    expected: dict[str, str] = {}
    files = {**_texts(), **_sheets(), **_markups(), **_pdfs(), **_packages()}
    for name, (content, outcome) in files.items():
        (folder / name).write_bytes(content)
        expected[name] = outcome
    expected |= _odd_entries(folder)
    return expected


def _texts() -> dict[str, tuple[bytes, str]]:
    western = PROSE.replace("’", "'")
    noise = random.Random(7)  # noqa: S311
    arabic = "تجمع أقطاب التنافسية الشركات والمختبرات. " * 20
    hebrew = "אשכולות תחרותיות מאגדים חברות ומעבדות. " * 20
    mixed = PROSE.encode() + b"\n\n" + ("d\xe9j\xe0 \xe9tabli " * 3).encode("latin-1")
    return {
        "utf8.txt": (PROSE.encode(), "ok"),
        "utf8-mark.txt": (PROSE.encode("utf-8-sig"), "ok"),
        "utf16-le-mark.txt": (b"\xff\xfe" + PROSE.encode("utf-16-le"), "ok"),
        "utf16-be-mark.txt": (b"\xfe\xff" + PROSE.encode("utf-16-be"), "ok"),
        "utf16-le-bare.txt": (PROSE.encode("utf-16-le"), "ok"),
        "utf16-be-bare.txt": (PROSE.encode("utf-16-be"), "ok"),
        "utf32-mark.txt": (PROSE.encode("utf-32"), "ok"),
        "cp1252.txt": (PROSE.encode("cp1252"), "ok"),
        "latin1.txt": (western.encode("latin-1"), "ok"),
        "mac-roman.txt": (PROSE.encode("mac-roman"), "ok"),
        "mixed-encodings.txt": (mixed, "ok"),
        "mojibake.txt": (PROSE.encode().decode("cp1252", "replace").encode(), "ok"),
        "empty.txt": (b"", "empty"),
        "only-spaces.txt": (b" \n\t\r\n" * 500, "empty"),
        "only-mark.txt": (b"\xef\xbb\xbf", "empty"),
        "only-zeros.txt": (bytes(100_000), "empty"),
        "only-dots.txt": (b". . . . .\n" * 50, "no-text"),
        "one-letter.txt": (b"x", "ok"),
        "line-10000.txt": ((SENTENCE * 80)[:10_000].encode(), "ok"),
        "line-million-no-space.txt": (b"x" * 1_000_000, "ok"),
        "many-lines.txt": (b"a\n" * 100_000, "ok"),
        "returns-only.txt": (PROSE.replace(". ", ".\r\r").encode(), "ok"),
        "crlf.txt": (PROSE.replace(". ", ".\r\n\r\n").encode(), "ok"),
        "right-to-left.txt": (arabic.encode(), "ok"),
        "right-to-left-marks.txt": (("\u202b" + hebrew + "\u202c" + SENTENCE).encode(), "ok"),
        "controls.txt": (b"\x00\x07" + PROSE.encode() + b"\x1b[0m\x0b\x0c", "ok"),
        "combining.txt": (("e\u0301" * 5000 + " pôle " + "\u0301" * 3000).encode(), "ok"),
        "noise.txt": (noise.randbytes(50_000), "unsupported"),
        "hyphens.txt": (("-\n" * 20_000 + PROSE).encode(), "ok"),
        "brackets.txt": (("(" * 20_000 + PROSE).encode(), "ok"),
        "form-feeds.txt": (b"\f".join([PROSE.encode()] * 300), "ok"),
        "espaces et accents é(1).txt": (PROSE.encode(), "ok"),
    }


def _sheets() -> dict[str, tuple[bytes, str]]:
    table = "Pôle;Région;Adhérents\n" + "".join(f"Pôle {n};Bretagne;{n}\n" for n in range(50))
    ragged = table + "un\nun;deux;trois;quatre\n;;;;\n"
    return {
        "good.csv": (table.encode(), "ok"),
        "spreadsheet.csv": (("sep=;\r\n" + table).encode("utf-16"), "ok"),
        "tabs.tsv": (table.replace(";", "\t").encode("cp1252"), "ok"),
        "ragged.csv": (ragged.encode(), "ok"),
        "open-quote.csv": (table.replace("Pôle 3", '"Pôle 3').encode(), "ok"),
        "prose.csv": (PROSE.encode(), "ok"),
        "delimiters.csv": (b";;;;;;;;\n" * 50_000, "no-text"),
        "giant-cell.csv": (('a;"' + "x" * 500_000).encode(), "ok"),
        "html-inside.csv": (f"<!DOCTYPE html><html><body><p>{PROSE}".encode(), "ok"),
        "zip-inside.csv": (packed({"a.csv": b"x" * 100}), "unsupported"),
        "only-tabs.tsv": (b"\t\t\n" * 20, "empty"),
    }


def _markups() -> dict[str, tuple[bytes, str]]:
    deep = "<div>" * 50_000 + PROSE + "</div>" * 50_000
    bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    items = "".join("  " * k + "- x\n" for k in range(400)) + PROSE
    return {
        "deep.html": (deep.encode(), "ok"),
        "deep-lists.html": (("<ul><li>" * 5000 + PROSE).encode(), "ok"),
        "unclosed.html": (f"<html><body><p>{PROSE}<table><tr><td>x<b><i>".encode(), "ok"),
        "fragment.html": (f"<p>{PROSE}".encode(), "ok"),
        "wrong-charset.html": (f'<meta charset="utf-8"><p>{PROSE}'.encode("cp1252"), "ok"),
        "unknown-charset.html": (f'<meta charset="klingon"><p>{PROSE}'.encode(), "ok"),
        "utf16.html": (f"<html><body><p>{PROSE}".encode("utf-16"), "ok"),
        "script-only.html": (b"<html><script>var x = 1;</script><body></body></html>", "no-text"),
        "menu-only.html": (b"<html><body><nav>Menu</nav></body></html>", "no-text"),
        "plain.html": (PROSE.encode(), "ok"),
        "html-inside.txt": (f"<!DOCTYPE html><html><body><p>{PROSE}".encode(), "ok"),
        "attributes.html": (b"<p " + b"a=1 " * 100_000 + b">" + PROSE.encode(), "ok"),
        "broken-front-matter.md": (f"---\ntitle: [\n---\n\n{PROSE}".encode(), "ok"),
        "front-matter-only.md": (b"---\ntitle: rien\n---\n", "no-text"),
        "yaml-bomb.md": (f"{bomb}---\n\n{PROSE}".encode(), "ok"),
        "deep-quotes.md": ((">" * 10_000 + " " + PROSE).encode(), "ok"),
        "deep-items.md": (items.encode(), "ok"),
        "brackets.md": (("[" * 5000 + PROSE).encode(), "ok"),
        "stars.md": (("*a " * 20_000 + PROSE).encode(), "ok"),
        "undefined-notes.md": (f"# Titre\n\n{PROSE}[^a][^b@c]\n".encode(), "ok"),
    }


# --- PDF ---------------------------------------------------------------------------------------


def canvas_pdf(draw: Callable[..., None], pages: int = 1, **options: object) -> bytes:
    """A PDF of ``pages`` pages, each drawn by ``draw(canvas, number)``."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, **options)  # type: ignore[arg-type]
    for number in range(1, pages + 1):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _write(canvas: object, number: int) -> None:
    text = canvas.beginText(60, 780)  # type: ignore[attr-defined]
    text.setFont("Helvetica", 10)
    for line in range(30):
        text.textLine(f"Ligne {line} de la page {number} : un pôle et ses adhérents.")
    canvas.drawText(text)  # type: ignore[attr-defined]


def _picture(canvas: object, number: int) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    image = ImageReader(Image.new("RGB", (40, 40), (200, 10 * number, 30)))
    canvas.drawImage(image, 100, 400, 300, 300)  # type: ignore[attr-defined]


def raw_pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF made of numbered objects, with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, root, start,
    )  # fmt: skip
    return bytes(out)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 5 0 R>>"
_FONT = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 6 0 R>>>>"


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), extra, data)


def _locked(data: bytes, user: str, owner: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdfs() -> dict[str, tuple[bytes, str]]:
    good = canvas_pdf(_write, 3)
    mixed = canvas_pdf(lambda c, n: _picture(c, n) if n == 2 else _write(c, n), 3)
    show = b"BT /F1 12 Tf 60 700 Td (Un texte court sur une page) Tj ET"
    one = (_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _PAGE)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R"
    bomb = zlib.compress(bytes(90_000_000), 9)
    loop = b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    return {
        "good.pdf": (good, "ok"),
        "truncated-half.pdf": (good[: len(good) // 4], "damaged"),
        "header-only.pdf": (b"%PDF-1.7\n", "damaged"),
        "no-index.pdf": (good[: good.rindex(b"xref\n0")] + b"\n%%EOF", "damaged"),
        "tail-of-garbage.pdf": (good + b"\n" + bytes(range(256)) * 4, "ok"),
        "head-of-garbage.pdf": (b"HTTP/1.1 200 OK\r\n\r\n" + good, "ok"),
        "password.pdf": (_locked(good, "secret", "secret"), "encrypted"),
        "empty-password.pdf": (_locked(good, "", "secret"), "ok"),
        "scanned.pdf": (canvas_pdf(_picture, 2), "no-text"),
        "partly-scanned.pdf": (mixed, "ok"),
        "blank.pdf": (canvas_pdf(lambda _c, _n: None, 1), "no-text"),
        "billion-pages.pdf": (
            raw_pdf(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", _PAGE),
            "too-many-pages",
        ),
        "6000-pages.pdf": (_many_pages(6000), "too-many-pages"),
        "no-page.pdf": (raw_pdf(_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged"),
        "looping-pages.pdf": (raw_pdf(_CATALOG, loop), "damaged"),
        "looping-form.pdf": (
            raw_pdf(*one, _stream(show + b" /X Do"), _FONT, _stream(b"/X Do", form)),
            "ok",
        ),
        "deflate-bomb.pdf": (
            raw_pdf(*one, _stream(bomb, b"/Filter/FlateDecode"), _FONT, _stream(b"", form)),
            "damaged",
        ),
        "saves-without-end.pdf": (
            raw_pdf(*one, _stream(b"q " * 200_000 + show), _FONT, _stream(b"", form)),
            "ok",
        ),
        "nested-arrays.pdf": (
            raw_pdf(*one, _stream(b"[" * 30_000 + show), _FONT, _stream(b"", form)),
            "damaged",
        ),
        "nonsense-operands.pdf": (
            raw_pdf(*one, _stream(b"/F1 (x) Tf (a) cm 1 Td " + show), _FONT, _stream(b"", form)),
            "damaged",
        ),
        "pdf-inside.txt": (good, "ok"),
        "text-inside.pdf": (PROSE.encode(), "ok"),
        "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(500), "unsupported"),
    }


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return raw_pdf(_CATALOG, b"<</Type/Pages/Kids[%b]/Count 2>>" % kids, *[page] * count)


# --- DOCX and ODT ------------------------------------------------------------------------------


def packed(parts: dict[str, bytes], **options: int) -> bytes:
    """A zip archive of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:  # type: ignore[arg-type]
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def docx_bytes(*paragraphs: str, document: bytes | None = None) -> bytes:
    """A DOCX with these paragraphs, or with this ``word/document.xml``."""
    import docx

    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    buffer = io.BytesIO()
    made.save(buffer)
    if document is None:
        return buffer.getvalue()
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, "word/document.xml": document})


def odt_bytes(*paragraphs: str, manifest: bytes = b"<m/>") -> bytes:
    """An ODT with these paragraphs."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": content.encode(),
        }
    )


def _packages() -> dict[str, tuple[bytes, str]]:
    good, text = docx_bytes(PROSE), odt_bytes(PROSE)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    entities = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        f"<w:document {_W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()
    deep = (
        f"<w:document {_W}><w:body>{'<w:sdt><w:sdtContent>' * 300}<w:p/>"
        f"{'</w:sdtContent></w:sdt>' * 300}</w:body></w:document>"
    ).encode()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return {
        "good.docx": (good, "ok"),
        "truncated.docx": (good[: len(good) // 2], "damaged"),
        "zip-bomb.docx": (packed({"word/document.xml": bytes(300_000_000)}), "too-large"),
        "entities.docx": (docx_bytes(document=entities), "damaged"),
        "deep.docx": (docx_bytes(document=deep), "damaged"),
        "no-body.docx": (
            packed({"[Content_Types].xml": b"<x/>", "word/x.xml": b"<x/>"}),
            "damaged",
        ),
        "no-types.docx": (packed({"word/document.xml": b"<x/>"}), "damaged"),
        "blank.docx": (docx_bytes(), "no-text"),
        "docx-inside.pdf": (good, "ok"),
        "docx-inside.odt": (good, "ok"),
        "locked.docx": (ole + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "old-word.docx": (ole + bytes(600), "unsupported"),
        "good.odt": (text, "ok"),
        "truncated.odt": (text[: len(text) // 2], "damaged"),
        "locked.odt": (odt_bytes(PROSE, manifest=b"<m><encryption-data/></m>"), "encrypted"),
        "any-archive.odt": (packed({"a.txt": b"x" * 100}), "unsupported"),
        "rich-text.txt": (b"{\\rtf1\\ansi Bonjour}", "unsupported"),
    }


def _odd_entries(folder: Path) -> dict[str, str]:
    """Links, folders, pipes, a sparse giant and a file without permission."""
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "lost.txt").symlink_to("nowhere.txt")
    (folder / "link.txt").symlink_to("utf8.txt")
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.txt")
    with (folder / "giant.txt").open("wb") as giant:
        giant.truncate(300 << 20)
    (folder / "forbidden.txt").write_text(PROSE, "utf-8")
    (folder / "forbidden.txt").chmod(0)
    readable = os.access(folder / "forbidden.txt", os.R_OK)  # true for an administrator
    return {
        "loop.txt": "unreadable",
        "lost.txt": "unreadable",
        "link.txt": "ok",
        "folder.pdf": "unreadable",
        "pipe.txt": "unreadable",
        "giant.txt": "too-large",
        "forbidden.txt": "ok" if readable else "unreadable",
    }
