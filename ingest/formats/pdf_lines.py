"""Positioned text → rows of segments: pieces on one baseline, cut where a gap or a line parts them.

A number that stands above a line, as the call of a footnote does, belongs to that line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.formats.pdf_glyphs import Rule, Run

__all__ = ["EDGE", "Segment", "rows_of"]

EDGE = 4.0
"""Points within which edges count as aligned."""
_CELL_GAP = 1.1  # of the font size: a wider gap on one baseline separates columns or cells
_SPACE_GAP = 0.15


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


def rows_of(runs: Iterable[Run], rules: Sequence[Rule]) -> list[list[Segment]]:
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
