"""Plain lines → paragraphs: what a text file's line breaks, bullets and blank lines mean.

A text file comes in one of two styles. In the *wrapped* one, lines are cut at a width and a
paragraph is several lines; in the *long* one, a line is a paragraph. Files extracted from PDF
also cut paragraphs at columns and page ends, so a paragraph may go on after a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum

from ingest.clean import despace_capitals, is_sentence_end, join_lines

__all__ = [
    "CONTENTS_LINE",
    "LABEL",
    "Mark",
    "Paragraph",
    "join_cut",
    "mark_of",
    "read_paragraphs",
]

# A line of a table of contents: «Le financement ........ 12». It says nothing by itself, and it
# would answer for the chapter that it announces.
CONTENTS_LINE = re.compile(r"(?:\. ?){5,}\s*(?:\d{1,4}|[ivxlc]{1,7})?$")

# A line that only numbers or names the part that the title beside it opens.
LABEL = re.compile(
    r"^(?:VOLET|THÈME|THEME|PARTIE|CHAPITRE|CHAPTER|PART|SECTION|AXE|TITRE|FICHE)(?: \w{1,4})?$"
)


class Mark(Enum):
    """What stands before the first word of a paragraph."""

    NONE = ""
    BULLET = "bullet"
    NUMBER = "number"  # "1." or "2)"
    INDENT = "indent"  # a tab: a paragraph of the item above
    HEADING = "heading"  # "# " or an anchor of a table of contents
    ROW = "row"  # one of several short lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line.

    Attributes:
        text: tidy text without its bullet; a number stays.
        mark: what stood before it.
        section: how many page seams come before it.
        level: of a heading mark, from 1.
        bold: the whole paragraph was bold.
        lines: how many lines it had.
        full: its last line ran to the full width, so the sentence may go on.
        attached: no blank line before it.
    """

    text: str
    mark: Mark = Mark.NONE
    section: int = 0
    level: int = 0
    bold: bool = False
    lines: int = 1
    full: bool = False
    attached: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    mark: Mark
    section: int
    level: int


_LONG_LINE = 160  # characters; wrapped text hardly reaches 120
_SHORT_ROW = 80
_BULLET = re.compile(r"^(?:[•●▪■◦‣⁃∙·○□➢➤►▶↗✓✔❖>]|o\t|[-–—*](?=[ \t]))[ \t]*(?=\S)")
_DASH = re.compile(r"^[-–—*]")
_NUMBER = re.compile(r"^\d{1,2}[.)][ \t]+(?=\S)")
_MARKDOWN = re.compile(r"^(#{1,6})\s+(?=\S)")
_BOOKMARK = re.compile(r"\[bookmark: ?([^\]\n]*)\]")
_TOC_ANCHOR = re.compile(r"^\s*\[bookmark: ?_Toc")
_QUOTE_MARKS = re.compile(r"^[\s“”‘’«»\"']+$")  # ornaments around a pull quote
_NOISE = re.compile(r"^[\W_]*$")
_CONTACT = re.compile(r"^(?:https?://|www\.|[\w.+-]+@[\w-]+\.)\S*$")
_FIRST_WORD = re.compile(r"[«“\"(] ?\S+|\S+")  # an opening quote stays with its word
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])")


def read_paragraphs(text: str, vocabulary: Set[str]) -> list[Paragraph]:
    """Split repaired text into paragraphs, in order.

    Args:
        text: output of ``clean.repair_characters``.
        vocabulary: ``clean.words_of(text)``, to mend words cut at line ends.
    """
    text, bold_lines = _strip_bold(text)
    lines = _read_lines(text)
    groups = _groups(lines)
    if _has_long_lines(lines):
        split = [_join_long(group, vocabulary) for group in groups]
    else:
        widths = _widths(groups)
        split = [_join_wrapped(g, vocabulary, w) for g, w in zip(groups, widths, strict=True)]
    paragraphs = [
        paragraph for made in split for paragraph in made if not _NOISE.match(paragraph.text)
    ]
    bold = frozenset(bold_lines)
    paragraphs = [replace(p, bold=True) if p.text in bold else p for p in paragraphs]
    return join_cut(paragraphs, vocabulary)


def _strip_bold(text: str) -> tuple[str, list[str]]:
    """Remove bold and emphasis marks; give the paragraphs that were bold as a whole."""
    if "**" not in text:
        return _EMPHASIS.sub(r"\1", text), []
    whole = re.findall(r"(?:^|\n)\s*\*\*([^*]{3,300}?)\*\*[ \t]*(?=\n|$)", text)
    bold = [join_lines(part.split("\n")) for part in whole if "\n\n" not in part]
    return _EMPHASIS.sub(r"\1", text.replace("**", "")), bold


def _read_lines(text: str) -> list[_Line | None]:
    """Classify lines; None stands for a blank one."""
    raw = re.sub(r"\f", "\n\f", text).split("\n")
    indented = sum(line[:1] == " " and bool(line.strip()) for line in raw)
    seams = indented <= max(3, len(raw) // 20)
    lines: list[_Line | None] = []
    section = 0
    for number, line in enumerate(raw):
        if line.startswith("\f") or (seams and number and _is_seam(raw[number - 1], line)):
            section += 1
            lines.append(None)
        stripped = line.strip(" \t\f")
        if not stripped or _QUOTE_MARKS.match(stripped) or CONTENTS_LINE.search(stripped):
            lines.append(None)
            continue
        lines.append(_classify(line, stripped, section, not lines or lines[-1] is None))
    return lines


def _is_seam(previous: str, line: str) -> bool:
    """True where a page was glued to the next: one space where a form feed stood."""
    return line[:1] == " " and line[1:2] not in {" ", ""} and bool(previous.strip())


def _classify(line: str, stripped: str, section: int, blank_before: bool) -> _Line:
    anchor = bool(_TOC_ANCHOR.match(line))
    text = _BOOKMARK.sub("", stripped).strip()
    mark, level = Mark.NONE, 0
    if anchor:
        mark, level = Mark.HEADING, 2
    elif hashes := _MARKDOWN.match(text):
        mark, level, text = Mark.HEADING, len(hashes.group(1)), text[hashes.end() :]
    elif bullet := _BULLET.match(text):
        mark, text = Mark.BULLET, text[bullet.end() :]
        if _DASH.match(stripped) and not blank_before:
            # A dash inside a wrapped paragraph is an aside, unless its neighbours say otherwise.
            mark, text = Mark.NONE, stripped
    elif _NUMBER.match(text):
        mark = Mark.NUMBER
    elif re.match(r"^ ?\t", line):
        mark = Mark.INDENT
    return _Line(despace_capitals(text), mark, section, level)


def mark_of(text: str) -> tuple[Mark, str]:
    """The mark that opens a line of a paragraph, and the line without its bullet."""
    if bullet := _BULLET.match(text):
        return Mark.BULLET, text[bullet.end() :]
    return (Mark.NUMBER if _NUMBER.match(text) else Mark.NONE), text


def _has_long_lines(lines: Sequence[_Line | None]) -> bool:
    sizes = [len(line.text) for line in lines if line]
    return sum(s for s in sizes if s > _LONG_LINE) > 0.3 * sum(sizes)


def _groups(lines: Sequence[_Line | None]) -> list[list[_Line]]:
    """Runs of lines with no blank line between them."""
    groups: list[list[_Line]] = [[]]
    for line in lines:
        if line is None:
            groups.append([])
        else:
            groups[-1].append(line)
    return [_restore_dashes(group) for group in groups if group]


def _restore_dashes(group: list[_Line]) -> list[_Line]:
    """Lines that begin with a dash are items when the group opens a list of them."""
    restored: list[_Line] = []
    for line in group:
        before = restored[-1] if restored else None
        if (
            line.mark is Mark.NONE
            and _DASH.match(line.text)
            and (found := _BULLET.match(line.text))
            and before
            and (before.mark is Mark.BULLET or before.text.endswith((":", ";")))
        ):
            line = replace(line, mark=Mark.BULLET, text=line.text[found.end() :])  # noqa: PLW2901
        restored.append(line)
    return restored


def _widths(groups: Sequence[Sequence[_Line]]) -> list[int]:
    """The width at which each group was cut; a short group borrows its neighbours'."""
    own = [max(len(line.text) for line in group) for group in groups]
    widths = []
    for k, group in enumerate(groups):
        near = range(max(0, k - 3), min(len(groups), k + 4))
        around = sorted(own[n] for n in near if len(groups[n]) >= 4)
        short = len(group) < 5 and around
        widths.append(max(own[k], around[len(around) // 2]) if short else own[k])
    return widths


def _join_wrapped(group: Sequence[_Line], vocabulary: Set[str], width: int) -> list[Paragraph]:
    """Split a group of cut lines where a line ends well before the width, and join the rest."""
    runs: list[list[_Line]] = []
    longest = max(len(line.text) for line in group)
    for line in group:
        if runs and not _starts_anew(runs[-1][-1], line, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [_paragraph(run, vocabulary, longest, attached=i > 0) for i, run in enumerate(runs)]


def _starts_anew(previous: _Line, line: _Line, width: int) -> bool:
    if line.mark in {Mark.BULLET, Mark.NUMBER, Mark.HEADING}:
        return True
    if previous.mark is Mark.HEADING and previous.level:
        return True
    end, start = previous.text, line.text
    if LABEL.match(end) or LABEL.match(start) or _CONTACT.match(start):
        return True
    if _NOISE.match(end) or (end.isupper() and start.isupper() and max(len(end), len(start)) > 12):
        return False
    if start[:1].islower() or end.endswith(("-", ",", "(", "/", "’", "'")):
        return False
    # The next word would have fitted on the line above: the author ended it on purpose. The
    # slack is for proportional fonts, where characters do not count the width exactly.
    word = _FIRST_WORD.match(start)
    needed = len(end) + 1 + (word.end() if word else len(start))
    fits = needed <= (0.9 if is_sentence_end(end) else 0.8) * width
    return fits and (width >= 40 or _is_title(end)) and not start.startswith(("»", ")", "&"))


def _is_title(text: str) -> bool:
    return text[:1].isupper() and len(text) <= 40


def _join_long(group: Sequence[_Line], vocabulary: Set[str]) -> list[Paragraph]:
    """Every line a paragraph, but for a few that were cut; short lines in a run are rows."""
    runs: list[list[_Line]] = []
    for line in group:
        if runs and _goes_on(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    made = [_paragraph(run, vocabulary, 0, attached=i > 0) for i, run in enumerate(runs)]
    return _mark_items(_mark_rows(made))


def _goes_on(previous: _Line, line: _Line) -> bool:
    if line.mark not in {Mark.NONE, Mark.INDENT} or (
        previous.mark is Mark.HEADING and previous.level == 2
    ):
        return False
    if _CONTACT.match(line.text) or LABEL.match(previous.text) or LABEL.match(line.text):
        return False
    if len(previous.text) > _SHORT_ROW or previous.text.endswith((":", ";", ".")):
        return False
    return line.text[:1].islower() or line.text[:1] == "(" or previous.text.endswith((",", "-"))


def _mark_rows(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Three short lines or more in a row, none ending as a sentence, stand one a line."""
    result: list[Paragraph] = []
    run: list[Paragraph] = []
    for paragraph in [*paragraphs, Paragraph("", Mark.HEADING)]:
        plain = paragraph.mark in {Mark.NONE, Mark.INDENT} and len(paragraph.text) <= _SHORT_ROW
        if plain and not paragraph.text.endswith((".", ":", ";", "?", "!")):
            run.append(paragraph)
            continue
        is_list = len(run) >= 3
        result += [replace(p, mark=Mark.ROW) if is_list else p for p in run]
        result.append(paragraph)
        run = []
    return result[:-1]


def _mark_items(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Lines that end with a semicolon after a colon are a list that lost its bullets."""
    result: list[Paragraph] = []
    in_list = False
    for position, paragraph in enumerate(paragraphs):
        before = result[-1] if result else None
        opens = before is not None and before.text.endswith(":") and paragraph.text.endswith(";")
        in_list = paragraph.mark is Mark.NONE and (opens or in_list)
        if in_list:
            result.append(replace(paragraph, mark=Mark.BULLET))
            in_list = paragraph.text.endswith(";") and position + 1 < len(paragraphs)
        else:
            result.append(paragraph)
    return result


def _paragraph(
    run: Sequence[_Line], vocabulary: Set[str], width: int, *, attached: bool
) -> Paragraph:
    first, last = run[0], run[-1].text
    return Paragraph(
        text=join_lines([line.text for line in run], vocabulary),
        mark=first.mark,
        section=first.section,
        level=first.level,
        lines=len(run),
        full=len(run) >= 3 and len(last) >= 0.9 * width,
        attached=attached,
    )


# Words that never end a sentence: after one, the paragraph goes on whatever comes next.
_LINKING = frozenset(
    """
    le la les l’ un une des de du d’ et ou où à au aux en dans par pour sur sous avec sans entre
    vers chez que qui dont ce cet cette ces son sa ses leur leurs notre nos votre vos est sont
    the of and or to in on by for with from a an
    """.split()
)


def join_cut(paragraphs: Sequence[Paragraph], vocabulary: Set[str]) -> list[Paragraph]:
    """Join the paragraphs that a column or a page end cut in two.

    Args:
        paragraphs: in order.
        vocabulary: see ``clean.words_of``.
    """
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and _was_cut(joined[-1], paragraph):
            before = joined[-1]
            text = join_lines([before.text, paragraph.text], vocabulary)
            joined[-1] = replace(before, text=text, lines=before.lines + paragraph.lines,
                                 full=paragraph.full, bold=False)  # fmt: skip
        else:
            joined.append(paragraph)
    return joined


def _was_cut(before: Paragraph, after: Paragraph) -> bool:
    text, start = before.text, after.text
    lower = start[:1].islower()
    if after.mark not in {Mark.NONE, Mark.INDENT} or before.mark in {Mark.HEADING, Mark.ROW}:
        return False
    if LABEL.match(text) or LABEL.match(start) or _CONTACT.match(start):
        return False
    if text.count("(") > text.count(")") and after.mark is Mark.NONE and len(text) < 300:
        return True
    if is_sentence_end(text) or text[-1:].isdigit() or len(text) < 12:
        return lower and bool(re.search(r"(?:\.|…)\)$|etc\.$", text))
    aside = bool(re.match(r"\([^\W\d]", start)) and len(text) > 40
    listed = text[-1] in ",-" and after.mark is Mark.NONE
    linked = text.rsplit(" ", 1)[-1].lower() in _LINKING and len(text.split(" ")) > 3
    full = before.full and after.mark is Mark.NONE and after.lines >= 2 and len(start) > 80
    return lower or aside or listed or linked or full
