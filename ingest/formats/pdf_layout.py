"""Positioned text → lines and tables in reading order.

Three steps: pieces on one baseline become segments, cut where the gap is wider than a word
space; ruled and aligned segments become tables; what is left is ordered by columns. A column is
found from the left edges that several lines share; a line that crosses the gutter (a title, a
full-width paragraph) ends the columns above it and begins new ones below.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.formats.pdf_glyphs import Glyphs
from ingest.formats.pdf_lines import EDGE, Segment, rows_of
from ingest.formats.pdf_tables import take_aligned_tables, take_ruled_tables

__all__ = ["order_page"]


def order_page(glyphs: Glyphs) -> list[Segment]:
    """Segments and tables of a page in reading order."""
    rows = rows_of(glyphs.runs, glyphs.rules)
    tables: list[Segment] = []
    rows = take_ruled_tables(rows, glyphs.rules, tables)
    rows = take_aligned_tables(rows, tables)
    segments = [segment for row in rows for segment in row] + tables
    ordered: list[Segment] = []
    _order(segments, ordered, 0)
    return ordered


def _order(segments: list[Segment], ordered: list[Segment], depth: int) -> None:
    """Append segments in reading order, column after column."""
    segments.sort(key=lambda s: (-s.y, s.x0))
    gutter = _gutter(segments) if depth < 4 else None
    if gutter is None:
        column = ordered[-1].column + 1 if ordered else 0
        for segment in segments:
            segment.column = column
        ordered.extend(segments)
        return
    band: list[Segment] = []
    for segment in segments:
        if segment.x0 < gutter - 1 < segment.x1 - 1:
            _order_band(band, gutter, ordered, depth)
            band = []
            _append_crossing(segment, ordered)
        else:
            band.append(segment)
    _order_band(band, gutter, ordered, depth)


def _append_crossing(segment: Segment, ordered: list[Segment]) -> None:
    """Full-width lines that follow one another are one run."""
    above = ordered[-1] if ordered else None
    together = above is not None and 0 < above.bottom - segment.y < 3 * segment.size
    segment.column = above.column + (0 if together else 1) if above else 0
    ordered.append(segment)


def _order_band(band: list[Segment], gutter: float, ordered: list[Segment], depth: int) -> None:
    left = [s for s in band if s.x0 < gutter - 1]
    right = [s for s in band if s.x0 >= gutter - 1]
    above = ordered[-1] if ordered else None
    # The short last line of a full-width paragraph crosses nothing; it stays with it.
    while left and above is not None and not right_of_same_line(left[0], right):
        if not 0 < above.bottom - left[0].y < 1.6 * above.size or above.size != left[0].size:
            break
        left[0].column = above.column
        above = left.pop(0)
        ordered.append(above)
    for side in (left, right):
        if side:
            _order(side, ordered, depth + 1)


def right_of_same_line(segment: Segment, others: Sequence[Segment]) -> bool:
    """True when another segment stands on the same baseline."""
    return any(abs(other.y - segment.y) < 0.6 * segment.size for other in others)


def _gutter(segments: Sequence[Segment]) -> float | None:
    """The left edge of a column on the right, or None when there is one column.

    Three lines or more begin there, three or more end before it, the two groups stand side by
    side over half of the shorter one's height, and fewer lines cross it there than begin there.
    """
    lines = [s for s in segments if not s.rows]
    best: tuple[int, float] | None = None
    for edge in _column_starts(lines):
        left = [s for s in lines if s.x1 <= edge + 1]
        right = [s for s in lines if s.x0 >= edge - 1]
        if len(left) < 3 or len(right) < 3 or not _side_by_side(left, right):
            continue
        low, high = min(s.y for s in right), max(s.y for s in right)
        crossing = sum(s.x0 < edge - 1 and s.x1 > edge + 1 and low <= s.y <= high for s in lines)
        if crossing >= min(len(left), len(right)) or median(len(s.text) for s in right) < 4:
            continue
        score = min(len(left), len(right)) - crossing
        if best is None or score > best[0]:
            best = score, edge
    return best[1] if best else None


def _column_starts(lines: Sequence[Segment]) -> list[float]:
    edges = sorted(s.x0 for s in lines)
    found: list[float] = []
    k = 0
    while k < len(edges):
        stop = k
        while stop < len(edges) and edges[stop] - edges[k] <= EDGE:
            stop += 1
        if stop - k >= 3 and edges[k] > edges[0] + EDGE:
            found.append(edges[k])
        k = stop
    return found


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    top = min(max(s.y for s in left), max(s.y for s in right))
    bottom = max(min(s.y for s in left), min(s.y for s in right))
    heights = [max(s.y for s in side) - min(s.y for s in side) for side in (left, right)]
    return top - bottom >= 0.5 * min(heights) and top > bottom
