"""Pages → passages: pieces of one section, whole sentences, whole list items. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Page, Passage, Source, Span
from ingest.referring import continues
from ingest.sentences import split_sentences

__all__ = ["PASSAGES_VERSION", "embedded_text", "split_passages"]

PASSAGES_VERSION = 2
"""Part of a document's fingerprint: change it whenever the passages change."""

TARGET_CHARS = 700
"""A passage closes at the first block end past this length."""
MAX_CHARS = 1200
"""A block longer than this is cut between sentences."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, a list item, a row, or some sentences of a long paragraph."""

    section: int
    path: tuple[str, ...]
    span: Span
    text: str
    is_item: bool


def split_passages(source: Source, pages: tuple[Page, ...]) -> tuple[Passage, ...]:
    """Passages of a document, in reading order.

    A passage never leaves its section (path of headings); a list stays with the line that
    introduces it where the length allows, and a paragraph that goes on from the one before it
    ("Le projet est doté…") with that one. A paragraph that runs over a page break gives a
    passage with two spans. Headings are not in the text: they are the passage's path.
    """
    passages: list[Passage] = []
    group: list[_Block] = []
    for block in _blocks(pages):
        if group and _closes(group, block):
            kept = _kept(group, block)
            passages.append(_passage(source, pages, group[: len(group) - len(kept)]))
            group = kept
        group.append(block)
    if group:
        passages.append(_passage(source, pages, group))
    return tuple(passages)


def embedded_text(source: Source, passage: Passage) -> str:
    """What is encoded and indexed: the text behind its title and headings."""
    path = [source.title, *(h for h in passage.headings if h != source.title)]
    return " — ".join(part for part in path if part) + "\n" + passage.text


def _closes(group: list[_Block], block: _Block) -> bool:
    if block.section != group[0].section:
        return True
    length = sum(b.span.end - b.span.start for b in group)
    if length + block.span.end - block.span.start > MAX_CHARS:
        return True
    return length >= TARGET_CHARS and not block.is_item


def _kept(group: list[_Block], block: _Block) -> list[_Block]:
    """What of a passage that closes opens the next one, because ``block`` goes on from it."""
    before = group[-1]
    if len(group) == 1 or before.is_item or block.is_item or before.section != block.section:
        return []
    together = len(before.text) + len(block.text) <= MAX_CHARS
    return [before] if together and continues(block.text) else []


def _blocks(pages: tuple[Page, ...]) -> Iterator[_Block]:
    path: list[tuple[int, str]] = []
    section = 0
    for page in pages:
        headings = {h.start: h for h in page.headings}
        for start, end in _lines(page.text):
            heading = headings.get(start)
            if heading is not None:
                section += 1
                path = [entry for entry in path if entry[0] < heading.level]
                path.append((heading.level, page.text[heading.start : heading.end]))
                continue
            names = tuple(name for _, name in path)
            for piece in _pieces(page.text, start, end):
                text = page.text[slice(*piece)]
                is_item = page.text.startswith("•", start)
                yield _Block(section, names, Span(page.number, *piece), text, is_item)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        start = end + 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The line itself, or runs of its sentences of at most MAX_CHARS."""
    if end - start <= MAX_CHARS:
        yield start, end
        return
    begin = last = start
    for left, right in _bounded_sentences(text, start, end):
        if right - begin > MAX_CHARS and last > begin:
            yield begin, last
            begin = left
        last = right
    yield begin, last


def _bounded_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences; one longer than MAX_CHARS (no punctuation at all) is cut between words."""
    for left, right in split_sentences(text[start:end]):
        begin, stop = start + left, start + right
        while stop - begin > MAX_CHARS:
            cut = text.rfind(" ", begin + MAX_CHARS // 2, begin + MAX_CHARS)
            cut = cut if cut > 0 else begin + MAX_CHARS
            yield begin, cut
            begin = cut + (text[cut] == " ")
        yield begin, stop


def _passage(source: Source, pages: tuple[Page, ...], group: list[_Block]) -> Passage:
    spans: list[Span] = []
    for block in group:
        if spans and spans[-1].page == block.span.page:
            spans[-1] = Span(block.span.page, spans[-1].start, block.span.end)
        else:
            spans.append(block.span)
    texts = {page.number: page.text for page in pages}
    text = "\n".join(texts[s.page][s.start : s.end] for s in spans)
    path = group[0].path
    key = "\x1f".join([source.id, source.title, *path, repr(spans), text])
    digest = hashlib.blake2b(key.encode(), digest_size=12).hexdigest()
    return Passage(digest, source.id, path, tuple(spans), text)
