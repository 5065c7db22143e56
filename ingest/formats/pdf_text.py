"""Ordered lines of PDF pages → paragraphs, headings, items and tables, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.clean import (
    despace_capitals,
    is_sentence_end,
    join_lines,
    repair_characters,
    words_of,
)
from ingest.formats.blocks import Block, Kind, make_page
from ingest.formats.lines import CONTENTS_LINE, Mark, Paragraph, join_cut, mark_of
from ingest.formats.pdf_lines import Segment
from ingest.formats.tables import rows_of_table
from ingest.records import Page

__all__ = ["PageLines", "pages_of"]


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page as ordered segments.

    Attributes:
        number: physical page, from 1.
        label: printed label that the file declares, "" without.
        height: of the page, in points.
        segments: in reading order.
    """

    number: int
    label: str
    height: float
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class _Style:
    """What the document's text looks like, so that a heading can be told from it."""

    size: float
    heading_sizes: tuple[float, ...]  # the largest first
    vocabulary: frozenset[str]


def pages_of(pages: Sequence[PageLines]) -> list[Page]:
    """Make the pages of a document.

    Running heads, feet and page numbers are dropped first; a number that was printed becomes
    the label of a page that has none.
    """
    for page in pages:
        for segment in page.segments:
            segment.text = despace_capitals(repair_characters(segment.text))
    pages = _drop_running(pages)
    _carry_headers(pages)
    style = _style(pages)
    made = [_blocks(page, style) for page in pages]
    _mend_page_ends(made)
    return [
        make_page(blocks, page.number, page.label) for blocks, page in zip(made, pages, strict=True)
    ]


# --- running heads and feet --------------------------------------------------------------------

_NUMBER = re.compile(
    r"^(?:page|p\.)?\s*[-–—|(]*\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|)]*(?:\s*(?:/|sur|of)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_EDGE_LINES = 3


def _drop_running(pages: Sequence[PageLines]) -> list[PageLines]:
    counts: Counter[str] = Counter()
    heights: dict[str, set[int]] = {}
    for page in pages:
        for segment in _edges(page):
            for shape in _shapes(segment, page.number):
                counts[shape] += 1
                heights.setdefault(shape, set()).add(round(segment.y))
    body = _style(pages).size
    running = {
        shape: heights[shape]
        for shape, count in counts.items()
        if _runs(shape, count, len(pages), body)
    }
    return [_without_running(page, running) for page in pages]


def _runs(shape: str, count: int, pages: int, body: float) -> bool:
    """True for what repeats like a running head; large type has to repeat more often."""
    if pages <= 4:
        return count >= 2
    large = float(shape.rsplit("@", 1)[1]) > 1.05 * body
    return count >= (max(3, pages // 5) if large else 3)


def _edges(page: PageLines) -> list[Segment]:
    """Lines at the top and the bottom of the page that a gap parts from the body."""
    lines = [s for s in page.segments if not s.rows]
    levels = sorted({round(y) for s in page.segments for y in _baselines(s)}, reverse=True)
    outer = {*_apart(levels), *_apart(levels[::-1])}
    top, bottom = 0.86 * page.height, 0.12 * page.height
    return [s for s in lines if round(s.y) in outer and (s.y >= top or s.y <= bottom)]


def _baselines(segment: Segment) -> list[float]:
    """Where a segment has lines: a table is body text too, its rows taken as evenly spaced."""
    steps = len(segment.rows) - 1
    if steps < 1:
        return [segment.y]
    return [segment.y + (segment.bottom - segment.y) * k / steps for k in range(steps + 1)]


def _apart(levels: Sequence[int]) -> Sequence[int]:
    """The outermost of ``levels``, up to a gap wider than the lines of the body are apart.

    A page's first lines are body text when nothing parts them from what follows.
    """
    gaps = [abs(a - b) for a, b in pairwise(levels)]
    if not gaps:
        return levels
    usual = sorted(gaps)[len(gaps) // 2]
    for count, gap in enumerate(gaps[:_EDGE_LINES], 1):
        if gap > 1.4 * usual:
            return levels[:count]
    return ()


def _shapes(segment: Segment, page: int) -> set[str]:
    """The text as it is, and with each number in turn read as a page counter.

    A counter keeps its distance to the page's number; any other figure that changes from page
    to page ("Membres : 450") is the page's own, and stays.
    """
    size = f"@{segment.size:.1f}"
    shapes = {segment.text + size}
    for match in list(re.finditer(r"[0-9]{1,5}", segment.text))[:4]:
        distance = int(match[0]) - page
        shapes.add(f"{segment.text[: match.start()]}#{distance}{segment.text[match.end() :]}{size}")
    return shapes


def _without_running(page: PageLines, running: Mapping[str, Set[int]]) -> PageLines:
    dropped = {id(s) for s in page.segments if CONTENTS_LINE.search(s.text)}
    edges = {id(s) for s in _edges(page)}
    label = page.label
    for segment in page.segments:
        at_edge = id(segment) in edges
        number = _NUMBER.match(segment.text) if at_edge else None
        if number or _is_running(segment, page.number, running, at_edge):
            dropped.add(id(segment))
            if number and not label:
                label = number.group(1)
    return PageLines(
        page.number, label, page.height, [s for s in page.segments if id(s) not in dropped]
    )


def _is_running(
    segment: Segment, page: int, running: Mapping[str, Set[int]], at_edge: bool
) -> bool:
    """True for a running head; without a gap below it, its height on other pages tells it."""
    if segment.rows:
        return False
    found = [running[shape] for shape in _shapes(segment, page) if shape in running]
    return bool(found) and (at_edge or any(abs(segment.y - y) <= 1 for ys in found for y in ys))


def _carry_headers(pages: Sequence[PageLines]) -> None:
    """A table that goes on over a page end keeps its header."""
    for before, after in pairwise(pages):
        if not before.segments or not after.segments:
            continue
        above, below = before.segments[-1], after.segments[0]
        if not above.rows or not below.rows or len(above.rows[0]) != len(below.rows[0]):
            continue
        aligned = abs(above.x0 - below.x0) < 6 and abs(above.x1 - below.x1) < 40
        if aligned and above.rows[0] != below.rows[0]:
            below.rows.insert(0, above.rows[0])


# --- style -------------------------------------------------------------------------------------


def _style(pages: Sequence[PageLines]) -> _Style:
    sizes: Counter[float] = Counter()
    for page in pages:
        for segment in page.segments:
            sizes[round(segment.size * 2) / 2] += len(segment.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    larger = sorted((size for size in sizes if size >= 1.12 * body), reverse=True)
    # The column keeps line ends, so that a word cut at one of them teaches nothing.
    text = "\n".join(s.text for page in pages for s in page.segments)
    return _Style(body, tuple(larger), words_of(text))


# --- paragraphs --------------------------------------------------------------------------------


def _blocks(page: PageLines, style: _Style) -> list[Block]:
    groups = _paragraph_groups(page.segments)
    paragraphs: list[tuple[Paragraph, list[Segment]]] = []
    for group in groups:
        texts = [segment.text for segment in group]
        mark, first = mark_of(texts[0])
        text = join_lines([first, *texts[1:]], style.vocabulary)
        width = max((s.x1 - s.x0 for s in group), default=0.0)
        full = len(group) >= 2 and group[-1].x1 - group[-1].x0 >= 0.9 * width
        paragraphs.append((Paragraph(text, mark, lines=len(group), full=full), group))
    notes = [p for p, group in paragraphs if _is_note(p, group, page, style)]
    flow = [(p, group) for p, group in paragraphs if p not in notes]
    blocks: list[Block] = []
    for paragraph, group in _join_columns(flow, style):
        blocks += _block(paragraph, group, style)
    for note in notes:
        number, _, text = note.text.partition(" ")
        blocks.append(Block(f"Note {number.strip('.()')} : {text}"))
    return blocks


def _paragraph_groups(segments: Sequence[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in segments:
        table = bool(segment.rows) or bool(groups and groups[-1][-1].rows)
        if groups and not table and not _begins(groups[-1], segment, segments):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups


_MARKED = re.compile(r"^(?:[•●▪■◦‣∙·○➢➤►✓✔❖]|[-–—]\s|\d{1,2}[.)]\s|[a-z]\)\s|\d+(?:\.\d+)+\.?\s)")


def _begins(group: Sequence[Segment], segment: Segment, all_segments: Sequence[Segment]) -> bool:
    """True when a segment opens a new paragraph below the group."""
    above = group[-1]
    if segment.column != above.column or abs(segment.size - above.size) > 0.08 * above.size:
        return True
    gap = above.y - segment.y
    if abs(gap) < 0.5 * segment.size:  # one line that a wide gap had cut
        return not _is_lone_bullet(above.text)
    if gap <= 0 or segment.bold != above.bold or _MARKED.match(segment.text):
        return True
    usual = above.size * 1.25 if len(group) < 2 else median([a.y - b.y for a, b in pairwise(group)])
    if gap > max(1.35 * usual, 1.6 * segment.size) or (len(group) >= 2 and gap > 1.3 * usual):
        return True
    left = min(s.x0 for s in group)
    right = max(s.x1 for s in all_segments if s.column == segment.column and not s.rows)
    indented = segment.x0 > left + 0.8 * segment.size and segment.x0 > above.x0 + 0.8 * segment.size
    short = above.x1 < right - 0.15 * (right - left)
    return (short and is_sentence_end(above.text)) or (
        indented and (short or is_sentence_end(above.text)) and len(group) > 1
    )


def _is_lone_bullet(text: str) -> bool:
    return bool(re.fullmatch(r"[^\w\s]|\d{1,2}[.)]|[oO§Ø]", text.strip()))


def _is_note(
    paragraph: Paragraph, group: Sequence[Segment], page: PageLines, style: _Style
) -> bool:
    """A footnote: a number, small type, in the lower part of the page."""
    return (
        not group[0].rows
        and group[0].size <= 0.92 * style.size
        and group[0].y < 0.5 * page.height
        and bool(re.match(r"\(?\d{1,3}[.)]? ", paragraph.text))
    )


def _join_columns(
    flow: Iterable[tuple[Paragraph, list[Segment]]], style: _Style
) -> list[tuple[Paragraph, list[Segment]]]:
    """Join paragraphs that the end of a column cut, but never a title."""
    joined: list[tuple[Paragraph, list[Segment]]] = []
    for paragraph, group in flow:
        if joined and not group[0].rows and not joined[-1][1][0].rows:
            before, first = joined[-1]
            alike = abs(first[-1].size - group[0].size) < 0.5 and first[-1].bold == group[0].bold
            if alike and first[-1].column != group[0].column:
                merged = join_cut([before, paragraph], style.vocabulary)
                if len(merged) == 1:
                    joined[-1] = merged[0], [*first, *group]
                    continue
        joined.append((paragraph, group))
    return joined


def _block(paragraph: Paragraph, group: Sequence[Segment], style: _Style) -> list[Block]:
    if group[0].rows:
        return rows_of_table([[repair_characters(c) for c in row] for row in group[0].rows])
    level = _heading_level(paragraph, group, style)
    if level:
        return [Block(paragraph.text, Kind.HEADING, level)]
    is_item = paragraph.mark in {Mark.BULLET, Mark.NUMBER}
    return [Block(paragraph.text, Kind.ITEM if is_item else Kind.PARAGRAPH)]


def _heading_level(paragraph: Paragraph, group: Sequence[Segment], style: _Style) -> int:
    """By size first, then by weight; a number such as «2.3» says the depth itself."""
    text = paragraph.text
    if len(text) > 200 or len(group) > 4 or not re.search(r"[^\W\d_]{2}", text):
        return 0
    if text.endswith((".", ";", ",")) or paragraph.mark is Mark.BULLET:
        return 0
    size = round(group[0].size * 2) / 2
    if size in style.heading_sizes:
        level = min(style.heading_sizes.index(size) + 1, 6)
    elif all(s.bold for s in group) and not text.endswith(":") and size >= 0.95 * style.size:
        level = min(len(style.heading_sizes) + 1, 6)
    else:
        return 0
    return level


# --- page ends ---------------------------------------------------------------------------------


def _mend_page_ends(pages: list[list[Block]]) -> None:
    """Bring the end of a word that a page end cut back to where the word begins."""
    for before, after in pairwise(pages):
        last = next(
            (k for k in range(len(before) - 1, -1, -1) if not _is_footnote(before[k])), None
        )
        first = next((k for k, b in enumerate(after) if b.kind is Kind.PARAGRAPH), None)
        if last is None or first is None or not re.search(r"[^\W\d_]-$", before[last].text):
            continue
        rest, _, remainder = after[first].text.partition(" ")
        if rest[:1].islower() and remainder:
            before[last] = replace(before[last], text=join_lines([before[last].text, rest]))
            after[first] = replace(after[first], text=remainder)


def _is_footnote(block: Block) -> bool:
    return block.text.startswith("Note ")
