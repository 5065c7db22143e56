"""A PDF page's content stream → positioned pieces of text and ruling lines.

pypdf parses the file and decodes the fonts; what it does not give is the place where each piece
of text ends, and columns and tables are made of such places. So the text operators are followed
here (PDF 32000-1:2008, section 9), with pypdf's fonts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, StreamObject
from pypdf.generic._font import Font

from ingest.formats.pdf_fields import filled_fields
from ingest.formats.pdf_ground import Box, box_of, holds, is_clear, is_paper

__all__ = ["FontCache", "Glyphs", "Rule", "Run", "read_glyphs"]

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_FORM_DEPTH = 8
_LEAST_SIZE = 1.0  # points: what is written smaller is not meant to be seen
_WORD_GAP = 0.17  # of the font size: a larger move inside a line is a space


@dataclass(slots=True)
class Run:
    """Text drawn in one go, upright; coordinates in points from the page's lower left corner.

    Attributes:
        x0, x1: where it begins and ends.
        y: its baseline.
        size: height of its font.
        text: decoded.
        bold: by the font's name or weight.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, or the edge of a box: horizontal when ``y0 == y1``."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Glyphs:
    """What a page draws: text, lines, and whether there are pictures."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: bool = False
    width: float = 0.0
    height: float = 0.0
    unseen: list[Run] = field(default_factory=list)
    """Text that is not drawn: what was recognised in a picture, or hidden on any other page."""
    turned: dict[int, int] = field(default_factory=dict)
    """Characters that stand upright once the page is turned clockwise by 90, 180 or 270°."""


def _multiply(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _matrix(operands: Sequence[Any]) -> Matrix:
    if len(operands) < 6:
        return _IDENTITY
    a, b, c, d, e, f = (float(value) for value in operands[:6])
    return (a, b, c, d, e, f)


@dataclass(slots=True)
class _State:
    """The graphics state that text depends on."""

    ctm: Matrix
    font: Font | None = None
    bold: bool = False
    size: float = 12.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    drawn: bool = True
    filled: bool = True
    white: bool = False
    clear: bool = False

    def copy(self) -> _State:
        return replace(self)


# Fonts by the identity of their resource; the resource is kept so that the identity stays its own.
FontCache = dict[int, tuple[DictionaryObject, Font, bool]]


def read_glyphs(page: PageObject, fonts: FontCache | None = None, turn: int = 0) -> Glyphs:
    """Follow the operators of a page.

    Args:
        page: of a ``pypdf.PdfReader``.
        fonts: decoded fonts, shared by the pages of one file.
        turn: degrees by which the page is turned clockwise before it is read.

    Raises:
        Whatever pypdf raises on a broken page; the caller names the page.
    """
    box = page.mediabox
    width, height = float(box.width), float(box.height)
    rotation = (int(page.rotation or 0) + turn) % 360
    start = _upright(rotation, float(box.left), float(box.bottom), width, height)
    if rotation in {90, 270}:
        width, height = height, width
    glyphs = Glyphs(width=width, height=height)
    contents = page.get_contents()
    if contents is not None:
        resources = page.get("/Resources")
        shown = page.cropbox
        corners = (
            _apply(start, float(shown.left), float(shown.bottom)),
            _apply(start, float(shown.right), float(shown.top)),
        )
        _Interpreter(glyphs, page.pdf, {} if fonts is None else fonts, box_of(corners)).run(
            contents, _resolved(resources), _State(start)
        )
    if glyphs.pictures and _characters_of(glyphs.unseen) > _characters_of(glyphs.runs):
        glyphs.runs += glyphs.unseen  # a scanned page, and what was recognised on it
    if not turn:
        glyphs.runs.extend(_field_runs(page, start))
    return glyphs


def _characters_of(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _field_runs(page: PageObject, start: Matrix) -> Iterator[Run]:
    """The values of form fields, each on a baseline a quarter up its box."""
    for (left, bottom, right, top), text in filled_fields(page):
        x0, y = _apply(start, left + 2, bottom + 0.25 * (top - bottom))
        yield Run(x0, x0 + right - left, y, min(12.0, 0.7 * (top - bottom)), text, bold=False)


def _upright(rotation: int, left: float, bottom: float, width: float, height: float) -> Matrix:
    if rotation == 90:
        return (0.0, -1.0, 1.0, 0.0, -bottom, width + left)
    if rotation == 180:
        return (-1.0, 0.0, 0.0, -1.0, width + left, height + bottom)
    if rotation == 270:
        return (0.0, 1.0, -1.0, 0.0, height + bottom, -left)
    return (1.0, 0.0, 0.0, 1.0, -left, -bottom)


def _resolved(value: Any) -> DictionaryObject:
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


@dataclass(slots=True)
class _TextObject:
    """Where the pen stands, and where its line began."""

    matrix: Matrix = _IDENTITY
    line: Matrix = _IDENTITY


_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_PAINTING = _FILLS | {b"n", b"S", b"s", b"c", b"v", b"y", b"sh"}
_TEXT_OPERATORS = frozenset({b"BT", b"Tm", b"Td", b"TD", b"T*", b"Tj", b"TJ", b"'", b'"'})


class _Interpreter:
    def __init__(self, glyphs: Glyphs, pdf: Any, fonts: FontCache, shown: Box) -> None:
        self.glyphs = glyphs
        self.pdf = pdf
        self.fonts = fonts
        self.shown = shown
        self.depth = 0
        self.outline: list[tuple[float, float]] = []
        self.grounds: list[Box] = []

    def run(self, contents: Any, resources: DictionaryObject, state: _State) -> None:
        stack: list[_State] = []
        text = _TextObject()
        point = (0.0, 0.0)
        for operands, operator in contents.operations:
            if operator == b"q":
                stack.append(state.copy())
            elif operator == b"Q":
                state = stack.pop() if stack else state
            elif operator == b"cm":
                state.ctm = _multiply(_matrix(operands), state.ctm)
            elif operator == b"Tf":
                self._set_font(operands, resources, state)
            elif operator == b"Do":
                self._draw(operands, resources, state)
            elif operator in {b"INLINE IMAGE", b"BI"}:
                self.glyphs.pictures = True
                self._add_ground(state)
            elif operator in {b"m", b"l", b"re"}:
                self._outline(operands, state, corner=operator == b"re")
                point = self._path(operator, operands, state, point)
            elif operator in _PAINTING:
                self._paint(operator, operands, state)
            elif operator == b"gs":
                _set_opacity(operands, resources, state)
            elif operator in _TEXT_OPERATORS:
                self._text(operator, operands, state, text)
            else:
                _set_text_state(operator, operands, state)

    def _text(
        self, operator: bytes, operands: Sequence[Any], state: _State, text: _TextObject
    ) -> None:
        if operator == b"BT":
            text.matrix = text.line = _IDENTITY
        elif operator == b"Tm":
            text.matrix = text.line = _matrix(operands)
        elif operator in {b"Tj", b"TJ"}:
            items = operands[0] if operator == b"TJ" and operands else operands[:1]
            text.matrix = self._show(items, state, text.matrix)
        else:
            tx, ty = self._line_move(operator, operands, state)
            text.line = text.matrix = _multiply((1, 0, 0, 1, tx, ty), text.line)
            if operator in {b"'", b'"'} and operands:
                text.matrix = self._show(operands[-1:], state, text.matrix)

    @staticmethod
    def _line_move(operator: bytes, operands: Sequence[Any], state: _State) -> tuple[float, float]:
        if operator in {b"Td", b"TD"} and len(operands) >= 2:
            if operator == b"TD":
                state.leading = -float(operands[1])
            return float(operands[0]), float(operands[1])
        if operator == b'"' and len(operands) >= 3:
            state.word_space, state.char_space = float(operands[0]), float(operands[1])
        return 0.0, -state.leading

    def _set_font(
        self, operands: Sequence[Any], resources: DictionaryObject, state: _State
    ) -> None:
        if len(operands) < 2:
            return
        state.size = float(operands[1])
        found = _resolved(resources.get("/Font")).get(operands[0])
        if found is None:
            state.font = None
            return
        resource = found.get_object()
        if not isinstance(resource, DictionaryObject):
            state.font = None
            return
        if id(resource) not in self.fonts:
            font = Font.from_font_resource(resource)
            name = f"{font.name} {font.font_descriptor.name}".lower()
            heavy = any(word in name for word in ("bold", "black", "heavy", "semib", "demi"))
            weight = str(font.font_descriptor.weight)
            bold = heavy or (weight.isdigit() and int(weight) >= 600)
            self.fonts[id(resource)] = resource, font, bold
        _, state.font, state.bold = self.fonts[id(resource)]

    def _draw(self, operands: Sequence[Any], resources: DictionaryObject, state: _State) -> None:
        found = _resolved(resources.get("/XObject")).get(operands[0]) if operands else None
        thing = found.get_object() if found is not None else None
        if not isinstance(thing, StreamObject):
            return
        if thing.get("/Subtype") == "/Image":
            self.glyphs.pictures = True
            self._add_ground(state)
        elif thing.get("/Subtype") == "/Form" and self.depth < _MAX_FORM_DEPTH:
            inner = state.copy()
            inner.ctm = _multiply(_matrix(thing.get("/Matrix", ())), state.ctm)
            own = thing.get("/Resources")
            self.depth += 1
            self.run(ContentStream(thing, self.pdf), _resolved(own) if own else resources, inner)
            self.depth -= 1

    def _path(
        self, operator: bytes, operands: Sequence[Any], state: _State, point: tuple[float, float]
    ) -> tuple[float, float]:
        numbers = [float(value) for value in operands]
        if operator == b"re" and len(numbers) >= 4:
            x, y, w, h = numbers[:4]
            x0, y0 = _apply(state.ctm, x, y)
            x1, y1 = _apply(state.ctm, x + w, y + h)
            self._add_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            return x0, y0
        if len(numbers) < 2:
            return point
        here = _apply(state.ctm, numbers[0], numbers[1])
        if operator == b"l":
            (x0, y0), (x1, y1) = sorted((point, here))
            if abs(y1 - y0) < 1:
                self.glyphs.rules.append(Rule(x0, y0, x1, y0))
            elif abs(x1 - x0) < 1:
                self.glyphs.rules.append(Rule(x0, min(y0, y1), x0, max(y0, y1)))
        return here

    def _paint(self, operator: bytes, operands: Sequence[Any], state: _State) -> None:
        """Curves, what ends a path, and shades."""
        if operator in {b"c", b"v", b"y"}:
            self._outline(operands, state)
        elif operator == b"sh":
            self.grounds.append(self.shown)
        else:
            self._end_path(state, filled=operator in _FILLS)

    def _outline(self, operands: Sequence[Any], state: _State, *, corner: bool = False) -> None:
        """Points that the path reaches; of a rectangle, two corners."""
        numbers = [float(value) for value in operands]
        if corner and len(numbers) >= 4:
            numbers = [*numbers[:2], numbers[0] + numbers[2], numbers[1] + numbers[3]]
        points = zip(numbers[::2], numbers[1::2], strict=False)
        self.outline += (_apply(state.ctm, x, y) for x, y in points)

    def _end_path(self, state: _State, *, filled: bool) -> None:
        if filled and self.outline and not (state.white or state.clear):
            self.grounds.append(box_of(self.outline))
        self.outline = []

    def _add_ground(self, state: _State) -> None:
        """A picture fills the unit square."""
        corners = ((0, 0), (1, 0), (0, 1), (1, 1))
        self.grounds.append(box_of(_apply(state.ctm, x, y) for x, y in corners))

    def _is_seen(self, run: Run, state: _State) -> bool:
        """Does ``run`` begin on the page, in another colour than the paper or on another ground?"""
        x, y = 0.5 * (run.x0 + run.x1), run.y + 0.3 * run.size
        if state.clear or not holds(self.shown, x, y, run.size):
            return False
        pale = state.white and state.filled
        return not pale or any(holds(ground, x, y, 1.0) for ground in self.grounds)

    def _add_box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x1 - x0 < 2.5 and y1 - y0 > 4:
            self.glyphs.rules.append(Rule(x0, y0, x0, y1))
        elif y1 - y0 < 2.5 and x1 - x0 > 4:
            self.glyphs.rules.append(Rule(x0, y0, x1, y0))
        elif 6 < y1 - y0 < 400 and x1 - x0 > 6:
            edges = (
                Rule(x0, y0, x1, y0),
                Rule(x0, y1, x1, y1),
                Rule(x0, y0, x0, y1),
                Rule(x1, y0, x1, y1),
            )
            self.glyphs.rules.extend(edges)

    def _show(self, items: Sequence[Any], state: _State, text_matrix: Matrix) -> Matrix:
        """Draw strings and moves; gives the text matrix after them."""
        font = state.font
        pen = 0.0
        run: Run | None = None
        made: list[Run] = []
        base = _multiply(text_matrix, state.ctm)
        size = abs(state.size) * math.hypot(base[2], base[3])
        upright = base[0] > 0 and abs(base[1]) < 0.05 * abs(base[0])
        unit = math.hypot(base[0], base[1])
        for item in items:
            if isinstance(item, int | float):
                pen -= float(item) / 1000 * state.size * state.scale
                continue
            text, advance = _decode(item, font, state)
            legible = bool(text) and (font is None or font.interpretable)
            if legible and not upright:
                turn = _turn(base)
                self.glyphs.turned[turn] = self.glyphs.turned.get(turn, 0) + len(text)
            elif legible and size >= _LEAST_SIZE:
                x0, y = _apply(base, pen, state.rise)
                x1 = x0 + advance * unit
                if run is not None and x0 - run.x1 <= _WORD_GAP * size:
                    run.text += text
                    run.x1 = x1
                else:
                    run = Run(x0, x1, y, size, text, state.bold)
                    made.append(run)
            pen += advance
        seen = [one for one in made if self._is_seen(one, state)]
        (self.glyphs.runs if state.drawn else self.glyphs.unseen).extend(seen)
        return _multiply((1, 0, 0, 1, pen, 0), text_matrix)


def _turn(base: Matrix) -> int:
    """How far text must be turned clockwise to stand upright; 0 when it is aslant."""
    along, across = base[:2]
    if abs(across) < 0.05 * abs(along):
        return 180 if along < 0 else 0
    if abs(along) < 0.05 * abs(across):
        return 90 if across > 0 else 270
    return 0


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def _set_opacity(operands: Sequence[Any], resources: DictionaryObject, state: _State) -> None:
    found = _resolved(resources.get("/ExtGState")).get(operands[0]) if operands else None
    opacity = _resolved(found).get("/ca")
    if isinstance(opacity, int | float):
        state.clear = is_clear(float(opacity))


def _set_text_state(operator: bytes, operands: Sequence[Any], state: _State) -> None:
    if operator in {b"g", b"rg", b"k", b"cs", b"sc", b"scn"}:
        state.white = operator != b"cs" and bool(operands) and is_paper(operator, operands)
        return
    if operator not in {b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Tr"} or not operands:
        return
    value = float(operands[0])
    if operator == b"Tc":
        state.char_space = value
    elif operator == b"Tw":
        state.word_space = value
    elif operator == b"Tz":
        state.scale = value / 100
    elif operator == b"TL":
        state.leading = value
    elif operator == b"Tr":
        state.drawn, state.filled = value != 3, value == 0
    else:
        state.rise = value


def _decode(item: Any, font: Font | None, state: _State) -> tuple[str, float]:
    """Text of a string and how far it moves the pen, in text space."""
    data = getattr(item, "original_bytes", item)
    if isinstance(data, str):
        data = data.encode("latin-1", "replace")
    if not isinstance(data, bytes) or not data:
        return "", 0.0
    if font is None:
        return data.decode("cp1252", "replace"), 0.5 * state.size * len(data) * state.scale
    codes, text = _characters(data, font)
    widths = font.character_widths
    default = widths.get("default", 500)
    total = sum(widths.get(code, default) for code in codes) / 1000 * state.size
    total += len(codes) * state.char_space + codes.count(" ") * state.word_space
    return text, total * state.scale


def _characters(data: bytes, font: Font) -> tuple[str, str]:
    """The character codes of a string, and its text."""
    encoding, names = font.encoding, font.character_map
    if isinstance(encoding, str):
        codes = data.decode(encoding, "replace")
        return codes, "".join(_mapped(names, codes))
    codes = "".join(map(chr, data))
    return codes, "".join(_mapped(names, (encoding.get(byte, chr(byte)) for byte in data)))


_UNUSED = {"\x7f": "•"}  # WinAnsi shows a bullet for its unused codes (PDF 32000-1, annex D)


def _mapped(names: dict[Any, Any], characters: Any) -> Iterator[str]:
    return (str(names.get(c, _UNUSED.get(c, c))) for c in characters)
