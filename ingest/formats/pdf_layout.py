"""Positioned text → lines and tables in reading order.

Three steps: pieces on one baseline become segments, cut where the gap is wider than a word
space; ruled and aligned segments become tables; what is left is ordered by columns. A column is
found from the left edges that several lines share; a line that crosses the gutter (a title, a
full-width paragraph) ends the columns above it and begins new ones below.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.formats.pdf_glyphs import Glyphs, Rule, Run

__all__ = ["Segment", "order_page"]

_CELL_GAP = 1.1  # of the font size: a wider gap on one baseline separates columns or cells
_SPACE_GAP = 0.15
_EDGE = 4.0  # points within which edges count as aligned


@dataclass(slots=True)
class Segment:
    """A line of one column, or a whole table when ``rows`` is filled.

    Attributes:
        x0, x1: horizontal extent in points.
        y: baseline; of a table, the baseline of its first row.
        size: height of the font that most of it is in.
        text: as drawn.
        bold: most of it is bold.
        rows: cells of a table.
        column: which column run it stands in; lines of one run follow one another.
        bottom: baseline of its last line.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str = ""
    bold: bool = False
    rows: list[list[str]] = field(default_factory=list)
    column: int = 0
    bottom: float = 0.0


def order_page(glyphs: Glyphs) -> list[Segment]:
    """Segments and tables of a page in reading order."""
    rows = _rows(glyphs.runs, glyphs.rules)
    tables: list[Segment] = []
    rows = _take_ruled_tables(rows, glyphs.rules, tables)
    rows = _take_aligned_tables(rows, tables)
    segments = [segment for row in rows for segment in row] + tables
    ordered: list[Segment] = []
    _order(segments, ordered, 0)
    return ordered


# --- baselines ---------------------------------------------------------------------------------


def _rows(runs: Iterable[Run], rules: Sequence[Rule]) -> list[list[Segment]]:
    """Group pieces by baseline, then cut each row at wide gaps and at vertical lines."""
    drawn = [run for run in runs if run.text.strip() and run.size >= 1]
    drawn.sort(key=lambda run: (-run.y, run.x0))
    groups: list[list[Run]] = []
    for run in drawn:
        lead = groups[-1][0] if groups else None
        if lead is not None and lead.y - run.y <= 0.4 * max(lead.size, run.size):
            groups[-1].append(run)
        else:
            groups.append([run])
    walls = sorted((rule.x0, rule.y0, rule.y1) for rule in rules if rule.y1 - rule.y0 > 3)
    return [_segments(group, walls) for group in _join_raised(groups)]


def _join_raised(groups: Sequence[list[Run]]) -> list[list[Run]]:
    """Put the numbers that stand above a line, as footnote calls do, into that line."""
    joined: list[list[Run]] = []
    for group in groups:
        above = joined[-1] if joined else []
        if above and all(_is_raised(run, group) for run in above):
            joined[-1] = [*group, *above]
        else:
            joined.append(group)
    return joined


def _is_raised(run: Run, line: Sequence[Run]) -> bool:
    return bool(_CALL.match(run.text.strip())) and any(
        run.size < 0.8 * other.size
        and 0 < run.y - other.y < 0.8 * other.size
        and other.x0 <= run.x0 <= other.x1 + 0.5 * other.size
        for other in line
    )


def _segments(group: list[Run], walls: Sequence[tuple[float, float, float]]) -> list[Segment]:
    group.sort(key=lambda run: run.x0)
    made: list[Segment] = []
    parts: list[list[Run]] = []
    for run in group:
        if parts:
            last = parts[-1][-1]
            gap = run.x0 - max(piece.x1 for piece in parts[-1])
            doubled = last.text == run.text and abs(run.x0 - last.x0) < 0.3 * (run.x1 - run.x0)
            if doubled:
                continue  # bold faked by printing twice
            near = gap <= _CELL_GAP * max(last.size, run.size)
            if near and not (gap > 1 and _is_walled(last, run, walls)):
                parts[-1].append(run)
                continue
        parts.append([run])
    for part in parts:
        segment = _segment(part)
        if segment.text:
            made.append(segment)
    return made


def _is_walled(left: Run, right: Run, walls: Sequence[tuple[float, float, float]]) -> bool:
    """True when a vertical line stands between two pieces."""
    first = bisect_left(walls, (left.x1 - 1, 0.0, 0.0))
    for x, low, high in walls[first:]:
        if x > right.x0 + 1:
            return False
        if low - 1 <= left.y <= high + 1:
            return True
    return False


def _segment(part: Sequence[Run]) -> Segment:
    weights: dict[float, int] = {}
    for run in part:
        weights[round(run.size, 1)] = weights.get(round(run.size, 1), 0) + len(run.text)
    size = max(weights, key=lambda key: weights[key])
    base = median(run.y for run in part if abs(run.size - size) < 0.3)
    text = ""
    end = part[0].x0
    for run in part:
        if _is_call(run, text, size, base):
            end = max(end, run.x1)
            continue
        apart = run.x0 - end > _SPACE_GAP * run.size
        piece = run.text
        if not apart and piece.strip().isdecimal() and _is_raised_in(run, size, base):
            piece = piece.translate(_POWERS)
        text += (" " if apart and text and text[-1] != " " and piece[0] != " " else "") + piece
        end = max(end, run.x1)
    bold = sum(len(run.text) for run in part if run.bold) > 0.6 * sum(len(run.text) for run in part)
    return Segment(part[0].x0, end, base, size, text.strip(), bold, bottom=base)


_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CALL = re.compile(r"\(?\d{1,3}\)?$")
_BEFORE_CALL = re.compile(r"(?:[^\W\d_]{3}|[.,;:»)”’\"!?%€]|[^\W\d_]\)|(?<![\d.,])\d{3,4})\s*$")


def _is_call(run: Run, before: str, size: float, base: float) -> bool:
    """A footnote call: a small raised number after a word or a year. «m²», «10³» are none."""
    raised = _is_raised_in(run, size, base)
    return raised and bool(_CALL.match(run.text.strip())) and bool(_BEFORE_CALL.search(before))


def _is_raised_in(run: Run, size: float, base: float) -> bool:
    return run.size < 0.8 * size and run.y > base + 0.1 * size


# --- tables ------------------------------------------------------------------------------------


def _take_ruled_tables(
    rows: list[list[Segment]], rules: Sequence[Rule], tables: list[Segment]
) -> list[list[Segment]]:
    """Tables drawn with lines: rows between horizontal ones, columns between vertical ones."""
    for x0, x1, ys, xs in _grids(rules):
        inside = [
            s for row in rows for s in row
            if x0 - _EDGE <= s.x0 and s.x1 <= x1 + 2 * _EDGE and ys[0] <= s.y <= ys[-1]
        ]  # fmt: skip
        columns = xs[1:-1] if len(xs) >= 3 else _starts(inside)[1:]
        cells = _cells_between(inside, ys, columns)
        filled = [sum(bool(cell) for cell in row) for row in cells]
        if len(columns) < 1 or sum(count >= 2 for count in filled) < 2:
            continue
        taken = {id(s) for s in inside}
        rows = [[s for s in row if id(s) not in taken] for row in rows]
        tables.append(_table(inside, cells))
    return [row for row in rows if row]


def _grids(rules: Sequence[Rule]) -> list[tuple[float, float, list[float], list[float]]]:
    """Stacks of three horizontal lines or more that share their extent, with the verticals."""
    pieces: dict[int, list[Rule]] = {}
    for rule in rules:
        if abs(rule.y1 - rule.y0) < 0.01 and rule.x1 - rule.x0 > 2:
            pieces.setdefault(round(rule.y0), []).append(rule)
    spans: list[tuple[float, float, float]] = []
    for level in pieces.values():
        level.sort(key=lambda rule: rule.x0)
        start, end = level[0].x0, level[0].x1
        for rule in level[1:]:
            if rule.x0 > end + _EDGE:
                spans.append((start, end, level[0].y0))
                start = rule.x0
            end = max(end, rule.x1) if rule.x0 <= end + _EDGE else rule.x1
        spans.append((start, end, level[0].y0))
    groups: list[list[tuple[float, float, float]]] = []
    for span in sorted(spans, key=lambda s: s[2]):
        for group in groups:
            near = abs(group[0][0] - span[0]) <= _EDGE and abs(group[0][1] - span[1]) <= _EDGE
            if near and span[2] - group[-1][2] < 250:
                group.append(span)
                break
        else:
            groups.append([span])
    return [_grid(group, rules) for group in groups if len(group) >= 3]


def _grid(
    group: Sequence[tuple[float, float, float]], rules: Sequence[Rule]
) -> tuple[float, float, list[float], list[float]]:
    x0, x1 = group[0][0], group[0][1]
    ys = [span[2] for span in group]
    found = sorted(
        rule.x0 for rule in rules
        if abs(rule.x1 - rule.x0) < 0.01 and rule.y1 - rule.y0 > 3
        and x0 - _EDGE <= rule.x0 <= x1 + _EDGE and rule.y1 > ys[0] - 2 and rule.y0 < ys[-1] + 2
    )  # fmt: skip
    xs: list[float] = []
    for x in found:
        if not xs or x - xs[-1] > _EDGE:
            xs.append(x)
    return x0, x1, ys, xs


def _cells_between(
    inside: Sequence[Segment], ys: Sequence[float], columns: Sequence[float]
) -> list[list[str]]:
    bands: list[list[list[str]]] = [[[] for _ in range(len(columns) + 1)] for _ in ys]
    for segment in sorted(inside, key=lambda s: (-s.y, s.x0)):
        band = bands[max(0, bisect_right(ys, segment.y) - 1)]
        band[bisect_right(columns, segment.x0 + 1)].append(segment.text)
    return [[" ".join(cell) for cell in band] for band in reversed(bands) if any(band)]


def _starts(segments: Sequence[Segment]) -> list[float]:
    """Left edges that at least two segments share."""
    clusters: list[list[float]] = []
    for x in sorted(s.x0 for s in segments):
        if clusters and x - clusters[-1][-1] <= 2 * _EDGE:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    return [cluster[0] for cluster in clusters if len(cluster) >= 2]


def _take_aligned_tables(rows: list[list[Segment]], tables: list[Segment]) -> list[list[Segment]]:
    """Tables without lines: three rows or more of short cells at the same places."""
    kept: list[list[Segment]] = []
    k = 0
    while k < len(rows):
        stop = _aligned_until(rows, k)
        if stop - k >= 3:
            body = [segment for row in rows[k:stop] for segment in row]
            tables.append(_table(body, _aligned_cells(rows[k:stop])))
            k = stop
        else:
            kept.append(rows[k])
            k += 1
    return kept


def _aligned_until(rows: Sequence[Sequence[Segment]], start: int) -> int:
    width = len(rows[start])
    if width < 2 or median(len(s.text) for s in rows[start]) > 24:
        return start
    stop = start + 1
    while stop < len(rows) and _continues(rows[start], rows[stop - 1], rows[stop]):
        stop += 1
    return stop if _are_cells([s for row in rows[start:stop] for s in row]) else start


def _are_cells(segments: Sequence[Segment]) -> bool:
    """False for columns of prose: long lines, or lines that begin in the middle of a sentence."""
    lower = sum(s.text[:1].islower() for s in segments)
    return median(len(s.text) for s in segments) <= 24 and lower < 0.3 * len(segments)


def _continues(head: Sequence[Segment], above: Sequence[Segment], row: Sequence[Segment]) -> bool:
    if len(row) != len(head) or above[0].y - row[0].y > 4 * row[0].size:
        return False
    return all(_same_column(a, b) for a, b in zip(head, row, strict=True))


def _same_column(a: Segment, b: Segment) -> bool:
    """Aligned left, right or centred, or overlapping."""
    edges = (abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2)
    return min(edges) <= 2 * _EDGE or (a.x0 <= b.x1 and b.x0 <= a.x1)


def _aligned_cells(rows: Sequence[Sequence[Segment]]) -> list[list[str]]:
    return [[segment.text for segment in row] for row in rows]


def _table(segments: Sequence[Segment], cells: list[list[str]]) -> Segment:
    return Segment(
        min(s.x0 for s in segments),
        max(s.x1 for s in segments),
        max(s.y for s in segments),
        median(s.size for s in segments),
        rows=cells,
        bottom=min(s.y for s in segments),
    )


# --- columns -----------------------------------------------------------------------------------


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
        while stop < len(edges) and edges[stop] - edges[k] <= _EDGE:
            stop += 1
        if stop - k >= 3 and edges[k] > edges[0] + _EDGE:
            found.append(edges[k])
        k = stop
    return found


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    top = min(max(s.y for s in left), max(s.y for s in right))
    bottom = max(min(s.y for s in left), min(s.y for s in right))
    heights = [max(s.y for s in side) - min(s.y for s in side) for side in (left, right)]
    return top - bottom >= 0.5 * min(heights) and top > bottom
