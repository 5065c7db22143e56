"""Markdown, with front matter, tables and footnotes.

A footnote is evidence, not text: the call becomes a ``Reference`` at the place where it stood,
the definition says where in the source to look, and neither is part of the page. Whether a
footnote names a source at all only the catalogue knows: the texts go with the document (see
``ingest.footnotes``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ingest.clean import repair_characters, tidy, words_of
from ingest.formats.blocks import Block, Call, Kind, make_page
from ingest.formats.encodings import decode
from ingest.formats.lines import read_paragraphs
from ingest.formats.tables import rows_of_table
from ingest.formats.text import blocks_of
from ingest.records import Document

__all__ = ["read"]

_QUOTE = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)
_MATTER = re.compile(r"\A---\n.*?\n---(?:\n|\Z)", re.DOTALL)
_URL = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_]\w+)*")
_CALL = "\x01"  # stands for a footnote call while spaces are tidied; repair removes any other


def read(data: bytes) -> Document:
    """Read a Markdown file.

    The front matter's ``title``, ``publisher``, ``date``, ``url`` and ``language`` (or ``lang``)
    go to the document; without a title, the first level-1 heading is taken.

    Raises:
        ReadError: "encoding" when the bytes are no text.
    """
    text = repair_characters(decode(data))
    tokens = _parser().parse(text)
    matter, warnings = _front_matter(tokens)
    definitions = _definitions(tokens)
    blocks = _Blocks(definitions)
    blocks.add(tokens)
    if not any(block.text or block.calls for block in blocks.made):
        # Nested deeper than the parser follows: the text without its structure.
        bare = _QUOTE.sub("", _MATTER.sub("", text))
        blocks.made += blocks_of(read_paragraphs(bare, words_of(bare)))
    title = matter.get("title", "") or next(
        (b.text for b in blocks.made if b.kind is Kind.HEADING and b.level == 1), ""
    )
    return Document(
        pages=(make_page(blocks.made),),
        title=title,
        publisher=matter.get("publisher", ""),
        date=matter.get("date", ""),
        language=_language(matter.get("language", "") or matter.get("lang", "")),
        warnings=warnings,
        url=matter.get("url", "") if _URL.fullmatch(matter.get("url", "")) else "",
        footnotes=tuple((_source_of(label), text) for label, text in definitions.items() if text),
    )


def _parser() -> MarkdownIt:
    # An undefined call stays visible as text otherwise, so the plugin alone is not enough:
    # see ``_inline_text``.
    return (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(front_matter_plugin)
        .use(footnote_plugin)
    )


def _front_matter(tokens: Sequence[Token]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Scalars of the front matter as text; a broken one is a warning, not a failure."""
    if not tokens or tokens[0].type != "front_matter":
        return {}, ()
    import yaml

    try:
        loaded = yaml.load(tokens[0].content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        where = str(getattr(error, "problem", "") or "not YAML")
        return {}, (f"front matter ignored: {where}",)
    if not isinstance(loaded, dict):
        return {}, ()
    return {
        str(key): value.isoformat() if isinstance(value, datetime.date) else tidy(str(value))
        for key, value in loaded.items()
        if isinstance(value, str | int | float | datetime.date)
    }, ()


def _language(text: str) -> str:
    """ "fr" of "fr", "FR" and "fr-FR"; "" of what is no language tag."""
    found = _LANGUAGE.fullmatch(text)
    return found[1].lower() if found else ""


def _definitions(tokens: Iterable[Token]) -> dict[str, str]:
    """Footnote texts by label, without markup."""
    found: dict[str, str] = {}
    label: str | None = None
    for token in tokens:
        if token.type == "footnote_open":
            label = _label(token)
        elif token.type == "footnote_close":
            label = None
        elif token.type == "inline" and label is not None:
            text = tidy(_inline_text(token.children or [])[0].replace(_CALL, ""))
            found[label] = f"{found.get(label, '')} {text}".strip()
    return found


def _label(token: Token) -> str:
    """The label of a footnote; one that is written in the text itself has only a number."""
    return str(token.meta.get("label") or int(token.meta.get("id", 0)) + 1)


def _source_of(label: str) -> str:
    """The source that a footnote's label names: ``brochure-2016`` of ``brochure-2016@liste``."""
    return label.split("@", 1)[0]


_STRAY = re.compile(r"\[\^([^\]\s]+)\]")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CODE_TAG = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)


def _inline_text(children: Iterable[Token]) -> tuple[str, list[str]]:
    """Text of inline tokens with ``_CALL`` for each footnote call, and the labels called."""
    parts: list[str] = []
    labels: list[str] = []
    is_code = False
    for child in children:
        if child.type == "html_inline" and (tag := _CODE_TAG.match(child.content)):
            is_code = not tag[1]
        elif is_code:
            continue
        elif child.type == "footnote_ref":
            labels.append(_label(child))
            parts.append(_CALL)
        elif child.type == "code_inline":
            parts.append(child.content)
        elif child.type in {"text", "image"}:
            # An entity is a character only here. A call without a definition is still a call, with
            # an empty locator.
            content = repair_characters(child.content)
            labels += _STRAY.findall(content)
            parts.append(_STRAY.sub(_CALL, content))
        elif child.type in {"softbreak", "hardbreak"} or _BREAK_TAG.match(child.content):
            parts.append(" ")
    return "".join(parts), labels


@dataclass(slots=True)
class _Blocks:
    """Turns the parser's tokens into blocks, one after the other."""

    definitions: Mapping[str, str]
    made: list[Block] = field(default_factory=list)
    _lists: list[int] = field(default_factory=list)  # next number of each open list, 0 if bulleted
    _item: str | None = None  # marker of an item whose first paragraph is still to come
    _heading: int = 0
    _rows: list[list[str]] = field(default_factory=list)
    _in_table: bool = False
    _skip: bool = False

    def add(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            self._add_token(token)

    def _add_token(self, token: Token) -> None:
        kind = token.type
        if kind in {"footnote_block_open", "footnote_block_close"}:
            self._skip = kind.endswith("open")
        if self._skip:
            return
        if kind == "heading_open":
            self._heading = int(token.tag[1:])
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            start = token.attrGet("start")
            self._lists.append(0 if kind[0] == "b" else int(start) if start is not None else 1)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif kind == "list_item_open":
            self._open_item()
        elif kind == "inline":
            self._add_inline(token)
        elif kind in {"fence", "code_block"}:
            lines = (tidy(line) for line in token.content.splitlines())
            self.made += [Block(line, Kind.ROW) for line in lines if line]
        elif kind == "html_block":
            self._add_html(token.content)
        else:
            self._add_table(kind)

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._item = f"{number}. " if number else ""
        if number:
            self._lists[-1] += 1

    def _add_inline(self, token: Token) -> None:
        text, calls = self._inline(token.children or [])
        if self._in_table:
            self._rows[-1].append(text)
        elif self._heading:
            self.made.append(Block(text, Kind.HEADING, self._heading, calls))
            self._heading = 0
        elif self._item is not None:
            shift = len(self._item)
            moved = tuple(Call(c.offset + shift, c.source_id, c.locator) for c in calls)
            self.made.append(Block(self._item + text, Kind.ITEM, len(self._lists) - 1, moved))
            self._item = None
        else:
            self.made.append(Block(text, Kind.PARAGRAPH, 0, calls))

    def _add_table(self, kind: str) -> None:
        if kind == "table_open":
            self._in_table, self._rows = True, []
        elif kind == "tr_open":
            self._rows.append([])
        elif kind == "table_close":
            self._in_table = False
            self.made += rows_of_table(self._rows)

    def _add_html(self, content: str) -> None:
        from ingest.formats.html import read_fragment

        self.made += read_fragment(content)

    def _inline(self, children: Iterable[Token]) -> tuple[str, tuple[Call, ...]]:
        """Text of inline tokens, with the footnote calls taken out and placed."""
        text, labels = _inline_text(children)
        pieces = re.sub(rf" +(?={_CALL})", "", tidy(text)).split(_CALL)
        calls: list[Call] = []
        offset = 0
        for piece, label in zip(pieces, labels, strict=False):
            offset += len(piece)
            calls.append(self._call(offset, label))
        return "".join(pieces), tuple(calls)

    def _call(self, offset: int, label: str) -> Call:
        _, dash, locator = self.definitions.get(label, "").partition(" — ")
        return Call(offset, _source_of(label), tidy(locator) if dash else "")
