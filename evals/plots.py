"""Small plots as SVG text: no library, no script, readable in print. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["interval_plot", "line_plot", "reliability_plot"]

_ROW, _LABEL, _WIDTH = 22, 190, 640
_AXIS = '<line x1="{}" y1="{}" x2="{}" y2="{}" class="axis"/>'
_SIZE, _LEFT, _TOP = 240, 44, 14


def interval_plot(
    title: str, rows: Sequence[tuple[str, float, float, float]], low: float, high: float
) -> str:
    """One line a row: label, mean as a dot, 95 % interval as a bar, on [low, high].

    Args:
        title: what a screen reader says.
        rows: (label, mean, lower end, upper end).
        low, high: ends of the axis.
    """
    height = _ROW * len(rows) + 30
    x = _scale(low, high, _LABEL, _WIDTH - 60)
    parts = [_AXIS.format(x(t), 6, x(t), height - 22) for t in _ticks(low, high)]
    parts += [
        _text(x(t), height - 6, f"{t:g}".replace(".", ","), "middle") for t in _ticks(low, high)
    ]
    for number, (label, mean, lower, upper) in enumerate(rows):
        y = 18 + _ROW * number
        parts.append(_text(_LABEL - 8, y + 4, label, "end"))
        parts.append(f'<line x1="{x(lower)}" y1="{y}" x2="{x(upper)}" y2="{y}" class="bar"/>')
        parts.append(f'<circle cx="{x(mean)}" cy="{y}" r="4.5" class="dot"/>')
        parts.append(_text(_WIDTH - 50, y + 4, f"{mean:.3f}".replace(".", ","), "start"))
    return _svg(title, _WIDTH, height, parts)


def reliability_plot(title: str, bins: Sequence[tuple[float, float, int]]) -> str:
    """Confidence against share of right answers; a dot's area grows with its answers.

    Args:
        title: what a screen reader says.
        bins: (mean confidence, share right, answers).
    """
    x, y = _square()
    parts = _frame("confiance affichée", "part de réponses justes")
    parts.append(f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" class="ideal"/>')
    most = max((n for _, _, n in bins), default=1)
    for confidence, right, n in bins:
        radius = 3 + 7 * (n / most) ** 0.5
        parts.append(
            f'<circle cx="{x(confidence)}" cy="{y(right)}" r="{radius:.1f}" class="dot">'
            f"<title>{n} réponses</title></circle>"
        )
    return _svg(title, _SIZE + _LEFT + 20, _SIZE + 62, parts)


def line_plot(title: str, points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """A line through ``points``, both axes from 0 to 1."""
    x, y = _square()
    path = " ".join(f"{x(a)},{y(b)}" for a, b in points)
    parts = [*_frame(across, up), f'<polyline points="{path}" class="curve"/>']
    return _svg(title, _SIZE + _LEFT + 20, _SIZE + 62, parts)


class _scale:  # noqa: N801 - used as a function
    """A number of [low, high] → pixels of [start, end], rounded so that runs agree."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._values = low, high, start, end

    def __call__(self, value: float) -> float:
        low, high, start, end = self._values
        share = (min(max(value, low), high) - low) / (high - low)
        return round(start + share * (end - start), 1)


def _square() -> tuple[_scale, _scale]:
    return _scale(0, 1, _LEFT, _LEFT + _SIZE), _scale(0, 1, _TOP + _SIZE, _TOP)


def _ticks(low: float, high: float) -> list[float]:
    return [low + (high - low) * n / 4 for n in range(5)]


def _frame(across: str, up: str) -> list[str]:
    x, y = _square()
    parts = [_AXIS.format(x(0), y(0), x(1), y(0)), _AXIS.format(x(0), y(0), x(0), y(1))]
    for tick in (0, 0.5, 1):
        label = f"{tick:g}".replace(".", ",")
        parts.append(_text(x(tick), y(0) + 16, label, "middle"))
        parts.append(_text(x(0) - 6, y(tick) + 4, label, "end"))
    parts.append(_text(x(0.5), y(0) + 32, across, "middle"))
    turned = f'transform="rotate(-90 {x(0) - 30} {y(0.5)})"'
    parts.append(_text(x(0) - 30, y(0.5), up, "middle", turned))
    return parts


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {more}>{escape(text)}</text>'


def _svg(title: str, width: int, height: int, parts: Sequence[str]) -> str:
    name = escape(title, quote=True)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{name}"><title>{name}</title>{"".join(parts)}</svg>'
    )
