"""Which title stands under which, read from what repeats in a plain text.

A text has no levels, but documents are regular: every part opens alike, every chapter has the
same sub-titles, and running heads name the part that they run over. Each function takes the
paragraphs and the level of each as a heading (0 for text), as ``text_order`` does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.formats.lines import LABEL, Mark, Paragraph

__all__ = ["close_lost_parts", "name_parts", "nest_repeated", "running_parts"]

_PART, _CHAPTER, _TITLE = 1, 2, 3  # the levels that ``text`` guesses


# --- running heads that name their part ---------------------------------------------------------


def running_parts(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """The part that the running head of each page names: «Rapport 2025 | Volet Énergie»."""
    named: dict[int, str] = {}
    for paragraph in paragraphs:
        _, bar, part = paragraph.text.partition(" | ")
        words = part.split(" ", 1)
        if bar and len(part) <= 80 and len(words) == 2 and LABEL.match(words[0].upper()):
            named.setdefault(paragraph.section, part)
    return named


def name_parts(
    paragraphs: list[Paragraph], levels: list[int], running: dict[int, str]
) -> tuple[list[Paragraph], list[int]]:
    """Give its title to a part that only its running heads name.

    The title goes to the top of the first page whose head differs from the part above it. A page
    just before it without head and without title opened the part: first pages bear no head.
    """
    if not running:
        return paragraphs, levels
    titled = {p.section for p, level in zip(paragraphs, levels, strict=True) if level}
    above = ""
    opened: dict[int, str] = {}
    for section in range(paragraphs[-1].section + 1 if paragraphs else 0):
        for paragraph, level in zip(paragraphs, levels, strict=True):
            if paragraph.section == section and level == _PART:
                above = _part_key(paragraph.text)
        name = running.get(section)
        if name and _part_key(name) != above:
            before = section - 1
            alone = before not in titled and before not in running and before > 0
            opened[before if alone else section] = name
            above = _part_key(name)
    made: list[Paragraph] = []
    ranks: list[int] = []
    for paragraph, level in zip(paragraphs, levels, strict=True):
        if name := opened.pop(paragraph.section, ""):
            made.append(Paragraph(name, Mark.HEADING, paragraph.section, _PART))
            ranks.append(_PART)
        made.append(paragraph)
        ranks.append(level)
    return made, ranks


def _part_key(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()


# --- parts whose title is lost ------------------------------------------------------------------


def close_lost_parts(paragraphs: Sequence[Paragraph], levels: Sequence[int]) -> list[int]:
    """End a part where the next one opens, though its title was a picture.

    A title that comes first in two parts or more opens a part wherever it heads a page. What
    stands in a part without a name stands under no other: its first titles and its chapters
    rise to the level of parts.
    """
    ranks = list(levels)
    openers = _openers(paragraphs, levels)
    lost = False
    chapters = False
    for i, (paragraph, level) in enumerate(zip(paragraphs, levels, strict=True)):
        heads_page = i > 0 and paragraphs[i - 1].section != paragraph.section
        if level == _PART:
            lost = False
        elif level and heads_page and _part_key(paragraph.text) in openers:
            lost, chapters = True, False
        if lost and level:
            chapters = chapters or level == _CHAPTER
            if level == _CHAPTER or (level == _TITLE and not chapters):
                ranks[i] = _PART
    return ranks


def _openers(paragraphs: Sequence[Paragraph], levels: Sequence[int]) -> set[str]:
    first = Counter(
        _part_key(below.text)
        for (above, rank), (below, level) in zip(
            zip(paragraphs, levels, strict=True),
            zip(paragraphs[1:], levels[1:], strict=True),
            strict=False,
        )
        if rank == _PART and level > _PART and above.section <= below.section
    )
    return {title for title, count in first.items() if count >= 2}


# --- sub-titles that repeat ---------------------------------------------------------------------


def nest_repeated(
    paragraphs: list[Paragraph], levels: list[int]
) -> tuple[list[Paragraph], list[int]]:
    """Put the sub-titles that every chapter repeats under the chapter's own title.

    «Actions menées», «Propositions» come again and again at the level of «Compétences»: the
    title that comes once names the chapter, and the series that starts again stands under it.
    """
    counts = Counter(
        _part_key(p.text)
        for p, level in zip(paragraphs, levels, strict=True)
        if level and p.mark is not Mark.HEADING
    )
    repeated = {title for title, count in counts.items() if count >= 3}
    if not repeated:
        return paragraphs, levels
    paragraphs, levels = _lift_chapters(paragraphs, levels, repeated)
    ranks = list(levels)
    seen: set[str] = set()  # the sub-titles met in the chapter
    in_chapter = below = False
    for i, (paragraph, level) in enumerate(zip(paragraphs, levels, strict=True)):
        if not level:
            continue
        key = _part_key(paragraph.text)
        if level < _TITLE:
            seen, in_chapter, below = set(), False, False
        elif not _guessed(paragraph, level):
            ranks[i] += below
        elif key in repeated:
            seen.add(key)
            below = in_chapter
            ranks[i] += below
        else:
            following = _next_repeated(i, paragraphs, levels, repeated)
            if seen and in_chapter and following and following not in seen:
                below = True  # one more of the series, met in this chapter alone
                ranks[i] += 1
            else:
                seen, in_chapter, below = set(), True, False
    return paragraphs, ranks


def _guessed(paragraph: Paragraph, level: int) -> bool:
    return level == _TITLE and paragraph.mark is not Mark.HEADING


def _next_repeated(
    i: int, paragraphs: Sequence[Paragraph], levels: Sequence[int], repeated: set[str]
) -> str:
    """The next sub-title of the same part that repeats."""
    for paragraph, level in zip(paragraphs[i + 1 :], levels[i + 1 :], strict=True):
        if 0 < level < _TITLE:
            break
        if level and _part_key(paragraph.text) in repeated:
            return _part_key(paragraph.text)
    return ""


def _lift_chapters(
    paragraphs: list[Paragraph], levels: list[int], repeated: set[str]
) -> tuple[list[Paragraph], list[int]]:
    """Put a chapter's title and first text above the series that starts again on its page.

    A page in columns gives the text of its columns before the band that stands over them.
    """
    order = list(range(len(paragraphs)))
    seen: set[str] = set()
    for i, (paragraph, level) in enumerate(zip(paragraphs, levels, strict=True)):
        if not level:
            continue
        key = _part_key(paragraph.text)
        top = i > 0 and paragraphs[i - 1].section != paragraph.section
        if key not in repeated:
            if level <= _TITLE:
                seen = set()
            continue
        if top and key in seen:
            band = _band(i, paragraphs, levels, repeated)
            if band:
                order = [k for k in order if k not in band]
                place = order.index(i)
                order[place:place] = band
                seen = set()
        seen.add(key)
    return [paragraphs[k] for k in order], [levels[k] for k in order]


def _band(
    top: int, paragraphs: Sequence[Paragraph], levels: Sequence[int], repeated: set[str]
) -> list[int]:
    """The only title of its own on the page, with the text under it."""
    page = [
        k for k in range(top, len(paragraphs)) if paragraphs[k].section == paragraphs[top].section
    ]
    own = [
        k for k in page
        if _guessed(paragraphs[k], levels[k]) and _part_key(paragraphs[k].text) not in repeated
    ]  # fmt: skip
    if len(own) != 1:
        return []
    rest = [k for k in page if k > own[0]]
    end = next((k for k in rest if levels[k]), page[-1] + 1)
    return list(range(own[0], end)) if end > own[0] + 1 else []
