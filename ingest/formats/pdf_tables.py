"""Tables of a page: ruled by lines, or cells at the same places in several rows.

Each function takes the rows of a page, adds the tables that it finds, as segments with ``rows``,
to a list, and returns the rows that are left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from ingest.formats.pdf_glyphs import Rule
from ingest.formats.pdf_lines import EDGE, Segment

__all__ = ["take_aligned_tables", "take_ruled_tables"]


def take_ruled_tables(
    rows: list[list[Segment]], rules: Sequence[Rule], tables: list[Segment]
) -> list[list[Segment]]:
    """Tables drawn with lines: rows between horizontal ones, columns between vertical ones."""
    for x0, x1, ys, xs in _grids(rules):
        inside = [
            s for row in rows for s in row
            if x0 - EDGE <= s.x0 and s.x1 <= x1 + 2 * EDGE and ys[0] <= s.y <= ys[-1]
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
            if rule.x0 > end + EDGE:
                spans.append((start, end, level[0].y0))
                start = rule.x0
            end = max(end, rule.x1) if rule.x0 <= end + EDGE else rule.x1
        spans.append((start, end, level[0].y0))
    groups: list[list[tuple[float, float, float]]] = []
    for span in sorted(spans, key=lambda s: s[2]):
        for group in groups:
            near = abs(group[0][0] - span[0]) <= EDGE and abs(group[0][1] - span[1]) <= EDGE
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
        and x0 - EDGE <= rule.x0 <= x1 + EDGE and rule.y1 > ys[0] - 2 and rule.y0 < ys[-1] + 2
    )  # fmt: skip
    xs: list[float] = []
    for x in found:
        if not xs or x - xs[-1] > EDGE:
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
        if clusters and x - clusters[-1][-1] <= 2 * EDGE:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    return [cluster[0] for cluster in clusters if len(cluster) >= 2]


def take_aligned_tables(rows: list[list[Segment]], tables: list[Segment]) -> list[list[Segment]]:
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
    return min(edges) <= 2 * EDGE or (a.x0 <= b.x1 and b.x0 <= a.x1)


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
