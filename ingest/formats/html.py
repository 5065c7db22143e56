"""HTML: the main content of a page, without menus, banners and footers.

The tree is walked with a loop, never by recursion, so the depth of a page costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from ingest.clean import repair_characters, tidy
from ingest.errors import ReadError
from ingest.formats.blocks import Block, Kind, make_page
from ingest.formats.encodings import decode
from ingest.formats.html_hidden import is_hidden
from ingest.formats.tables import (
    Cell,
    Spanned,
    columns_spanned,
    grid_of,
    rows_of_grid,
    rows_spanned,
)
from ingest.records import Document

__all__ = ["read", "read_fragment"]

_DROPPED = frozenset(
    """
    script style noscript template svg canvas iframe object embed nav form button select input
    textarea dialog audio video map head footer aside
    """.split()
)
_BREAKING = frozenset(
    """
    p div section article main header footer aside blockquote pre ul ol dl dt dd li table tr td th
    caption thead tbody tfoot h1 h2 h3 h4 h5 h6 hr figure figcaption address details summary body
    html fieldset center
    """.split()
)
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|fil-?d-?ariane|menu|navbar|navigation|sidebar|share|"
    r"sharing|social|newsletter|pagination|skip-?links?|advert|banner-?cookies?|site-?footer|"
    r"site-?header|comments?-?form|related-?posts?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read(data: bytes) -> Document:
    """Read an HTML page.

    Title, date, publisher and language come from the page's own metadata.

    Raises:
        ReadError: "damaged" when there is no element at all, "encoding" when it is no text.
    """
    tree = _parse(data)
    blocks = _blocks(_main(tree), _is_furniture)
    if not blocks and len("".join(tree.itertext())) > 200:
        # A menu that is never closed swallows the page; better its text than nothing.
        blocks = _blocks(tree, _is_code)
    return Document(
        pages=(make_page(blocks),),
        title=_title(tree, blocks),
        publisher=_meta(tree, "og:site_name", "dc.publisher", "dcterms.publisher", "publisher"),
        date=_date(tree),
        language=_language(tree),
    )


def read_fragment(text: str) -> list[Block]:
    """The blocks of a piece of HTML, as one may stand in Markdown; none when nothing is shown."""
    try:
        return _blocks(_parsed(text), _is_furniture)
    except ReadError:
        return []


def _parse(data: bytes) -> Any:
    return _parsed(_decode(data).replace("\x00", ""))


def _parsed(text: str) -> Any:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("damaged", f"not an HTML page: {error}") from error
    if tree is None:
        raise ReadError("damaged", "not an HTML page: no element in it")
    if any("depth" in entry.message for entry in parser.error_log):
        return html.document_fromstring(_flatten(text))  # the parser gave up and lost the rest
    return tree


def _flatten(text: str) -> str:
    """A page nested too deep for any parser, as paragraphs without structure."""
    text = re.sub(r"(?is)<(script|style|nav|footer)\b.*?</\1\s*>", " ", text)
    text = re.sub(
        r"(?i)</?(?:p|div|li|tr|h[1-6]|table|section|ul|ol|blockquote)\b[^>]*>", "\n\n", text
    )
    parts = (re.sub(r"<[^>]*>", "", part).strip() for part in re.split(r"\n\s*\n", text))
    return "<html><body>" + "".join(f"<p>{part}</p>" for part in parts if part) + "</body></html>"


_CALL = re.compile(r"\s*[\[(]?(?:\d{1,3}|\*{1,3}|[a-z])[\])]?\s*")


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii")
        name = "cp1252" if name.lower() in {"iso-8859-1", "latin1", "latin-1"} else name
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration: the bytes decide
    return decode(data)


def _main(tree: Any) -> Any:
    """The element that holds the content: ``main``, the only article, or the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = [e for e in tree.xpath(path) if len("".join(e.itertext()).strip()) > 80]
        if len(found) == 1:
            return found[0]
    body = tree.find("body")
    return tree if body is None else body


def _blocks(root: Any, is_dropped: Callable[[Any], bool]) -> list[Block]:
    walker = _Walker()
    for event, element in _walk(root, is_dropped):
        walker.take(event, element)
    walker.flush()
    return walker.blocks


def _is_code(element: Any) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in {"script", "style", "head"} or _is_call(element):
        return True
    return bool(element.attrib) and is_hidden(element)


def _is_call(element: Any) -> bool:
    """A footnote call: a number set high that is a link into the page, or behind a sentence.

    The digit of "m²" or "10³" stays.
    """
    if element.tag != "sup" or not _CALL.fullmatch("".join(element.itertext())):
        return False
    if any(link.get("href", "").startswith("#") for link in element.iter("a")):
        return True
    previous = element.getprevious()
    before = element.getparent().text if previous is None else previous.tail
    return (before or "").rstrip()[-1:] in {*".!?…»”"}


def _walk(root: Any, is_dropped: Callable[[Any], bool]) -> Iterator[tuple[str, Any]]:
    """Start and end of every element that is shown and is content."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element is not root and is_dropped(element):
            walk.skip_subtree()
            yield "skipped", element
        elif event == "end" and element is not root and is_dropped(element):
            continue
        else:
            yield event, element


def _is_furniture(element: Any) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED or _is_call(element):
        return True
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    return bool(element.attrib) and (is_hidden(element) or _is_boilerplate(element))


def _is_boilerplate(element: Any) -> bool:
    attributes = element.attrib
    if attributes.get("role") in {"navigation", "banner", "contentinfo", "search"}:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return element.tag not in {"body", "main", "article"} and bool(_BOILERPLATE.search(names))


@dataclass(slots=True)
class _Walker:
    """Collects inline text and closes a block at every block-level boundary."""

    blocks: list[Block] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _heading: int = 0
    _lists: list[int] = field(default_factory=list)
    _item: str | None = None
    _tables: list[list[list[Spanned]]] = field(default_factory=list)
    _in_cell: bool = False

    def take(self, event: str, element: Any) -> None:
        tag = element.tag
        if event == "start":
            self._open(tag, element)
            self._text.append(element.text or "")
            return
        if event == "end":
            self._close(tag, element)
        self._text.append(element.tail or "")

    def _open(self, tag: str, element: Any) -> None:
        if tag == "br":
            self._text.append(" ")
        if tag not in _BREAKING or self._in_cell:
            if self._in_cell and tag in _BREAKING:
                self._text.append(" ")
            if tag != "table":
                return
        self.flush()
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading = int(tag[1])
        elif tag in {"ul", "ol"}:
            start = element.get("start", "1")
            self._lists.append((int(start) if start.isdigit() else 1) if tag == "ol" else 0)
        elif tag == "li":
            self._open_item()
        elif tag == "table":
            self._tables.append([])
            self._in_cell = False
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in {"td", "th"} and self._tables:
            self._in_cell = True

    def _open_item(self) -> None:
        number = self._lists[-1] if self._lists else 0
        self._item = f"{number}. " if number else ""
        if number:
            self._lists[-1] += 1

    def _close(self, tag: str, element: Any) -> None:
        if tag in {"td", "th"} and self._tables:
            self._close_cell(element)
            return
        if tag not in _BREAKING or self._in_cell:
            return
        self.flush()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item = None
        elif tag == "table" and self._tables:
            rows = self._tables.pop()
            if _is_data(rows):
                self.blocks += rows_of_grid(grid_of(rows))
            else:
                texts = (spanned.cell.text for row in rows for spanned in row)
                self.blocks += [Block(text) for text in texts if text]
            self._in_cell = False
        elif tag.startswith("h") and tag[1:].isdigit():
            self._heading = 0

    def _close_cell(self, element: Any) -> None:
        if not self._in_cell:  # a table in the cell took its text; the cell keeps its place
            self.flush()
        text = tidy(repair_characters("".join(self._text)))
        header = element.tag == "th" or _is_in_head(element)
        spans = rows_spanned(element.get("rowspan")), columns_spanned(element.get("colspan"))
        if not self._tables[-1]:
            self._tables[-1].append([])
        self._tables[-1][-1].append(Spanned(Cell(text, header), *spans))
        self._text = []
        self._in_cell = False

    def flush(self) -> None:
        """Close the block that is open, if it has text."""
        text = tidy(repair_characters("".join(self._text)))
        self._text = []
        if not text:
            return
        if self._heading:
            self.blocks.append(Block(text, Kind.HEADING, self._heading))
        elif self._item is not None:
            self.blocks.append(Block(self._item + text, Kind.ITEM, len(self._lists)))
            self._item = None
        else:
            self.blocks.append(Block(text))


def _is_in_head(element: Any) -> bool:
    around = next(element.iterancestors("thead", "table"), None)
    return around is not None and around.tag == "thead"


def _is_data(rows: list[list[Spanned]]) -> bool:
    """False for a table that only lays out the page: one column, or cells of whole texts."""
    texts = [spanned.cell.text for row in rows for spanned in row if spanned.cell.text]
    wide = max((len(row) for row in rows), default=0) >= 2
    return wide and bool(texts) and sum(map(len, texts)) / len(texts) < 300


def _meta(tree: Any, *names: str) -> str:
    for name in names:
        for element in tree.iter("meta"):
            key = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if key.lower() == name and element.get("content", "").strip():
                return tidy(repair_characters(str(element.get("content"))))
    return ""


def _title(tree: Any, blocks: list[Block]) -> str:
    title = _meta(tree, "og:title", "dc.title", "dcterms.title")
    if not title:
        element = tree.find(".//title")
        title = "" if element is None else tidy(repair_characters("".join(element.itertext())))
    return title or next((b.text for b in blocks if b.kind is Kind.HEADING and b.level == 1), "")


def _date(tree: Any) -> str:
    names = ("article:published_time", "datepublished", "dc.date", "dcterms.date", "dcterms.issued",
             "date", "article:modified_time", "datemodified", "dcterms.modified")  # fmt: skip
    text = _meta(tree, *names)
    if not text:
        element = tree.find(".//time[@datetime]")
        text = "" if element is None else str(element.get("datetime"))
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", text.strip())
    return found.group() if found else ""


def _language(tree: Any) -> str:
    text = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    text = text or _meta(tree, "dc.language", "language")
    return text[:2].lower() if re.match(r"[A-Za-z]{2}(?:\W|$)", text) else ""
