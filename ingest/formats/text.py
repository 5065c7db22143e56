"""Plain text: bytes in any common encoding → pages with headings.

Text has no markup, so headings are guessed, and each rule is there because a real kind of
document needs it: titles in capitals, «01 Titre», numbered titles, questions, short lines before
long paragraphs, bold lines, anchors of a table of contents. Where a file was extracted from a
PDF, pages left traces (form feeds, glued seams): running heads are dropped and titles that the
extraction moved to the end of their page are put back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.clean import repair_characters, words_of
from ingest.formats.blocks import Block, Kind, make_page
from ingest.formats.delimited import leading_table
from ingest.formats.encodings import decode
from ingest.formats.lines import LABEL, Mark, Paragraph, read_paragraphs
from ingest.formats.text_order import drop_empty_repeats, join_labels, restore_order
from ingest.formats.text_parts import close_lost_parts, name_parts, nest_repeated, running_parts
from ingest.records import Document

__all__ = ["blocks_of", "read"]


def read(data: bytes) -> Document:
    """Read a plain text file.

    Raises:
        ReadError: "encoding" when the bytes are no text.
    """
    text = repair_characters(decode(data))
    rows, rest = leading_table(text)
    blocks = [*rows, *blocks_of(read_paragraphs(rest, words_of(rest)))]
    return Document(pages=(make_page(blocks),))


# --- from paragraphs to blocks -----------------------------------------------------------------


def blocks_of(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Tell headings from text and give every paragraph its kind."""
    work = _join_bare_numbers(_drop_furniture(paragraphs))
    work = _drop_pull_quotes(_free_footnotes(work))
    levels = _heading_levels(work)
    work, levels = restore_order(work, levels)
    work, levels = drop_empty_repeats(work, levels)
    work, levels = join_labels(work, levels)
    work, levels = name_parts(work, levels, running_parts(paragraphs))
    work, levels = nest_repeated(work, close_lost_parts(work, levels))
    return [_block(p, level) for p, level in zip(work, levels, strict=True)]


def _block(paragraph: Paragraph, level: int) -> Block:
    if level:
        return Block(paragraph.text, Kind.HEADING, level)
    if paragraph.mark in {Mark.BULLET, Mark.NUMBER}:
        return Block(paragraph.text, Kind.ITEM)
    return Block(paragraph.text, Kind.ROW if paragraph.mark is Mark.ROW else Kind.PARAGRAPH)


_CONTACT = re.compile(r"\b(?:Tél|Tel|Phone|Fax)\b|\bwww\.|https?://|@\w|\b\d{5} [A-ZÉ]")


def _drop_furniture(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Remove running heads and feet: contact lines, lines with a bar, bare page numbers."""
    if not paragraphs or not paragraphs[-1].section:
        return list(paragraphs)
    places: dict[str, list[int]] = {}
    for position, paragraph in enumerate(paragraphs):
        if len(paragraph.text) <= 150 and paragraph.mark in {Mark.NONE, Mark.ROW}:
            # «Rapport 2025 | Volet 3»: what stands before the bar is what repeats.
            places.setdefault(_head(paragraph), []).append(position)
    often = {text: at for text, at in places.items() if len(at) >= 3}
    dropped = {
        text
        for text, at in often.items()
        if any(_CONTACT.search(paragraphs[p].text) or " | " in paragraphs[p].text for p in at)
    }
    for text, at in often.items():
        above = sum(p + 1 < len(paragraphs) and _head(paragraphs[p + 1]) in dropped for p in at)
        if 2 * above >= len(at) and not text.endswith((".", "?")):
            dropped.add(text)
    number = re.compile(r"[1-9]\d{0,3}")
    return [p for p in paragraphs if _head(p) not in dropped and not number.fullmatch(p.text)]


def _head(paragraph: Paragraph) -> str:
    return paragraph.text.split(" | ")[0]


def _join_bare_numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """``01`` alone on its line numbers the title below it."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and re.fullmatch(r"0\d", joined[-1].text) and len(paragraph.text) <= 130:
            paragraph = replace(paragraph, text=f"{joined.pop().text} {paragraph.text}")  # noqa: PLW2901
        joined.append(paragraph)
    return joined


def _free_footnotes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Detach the call of a footnote from the word it was glued to.

    A paragraph ``1 Sous réserve…`` is a footnote when a word on the same page ends with the
    same figure.
    """
    work = list(paragraphs)
    for note in paragraphs:
        found = re.match(r"(\d{1,2}) (?=[A-ZÀ-Þ][a-zà-ÿ]+)", note.text)
        if not found or note.mark is not Mark.NONE:
            continue
        call = re.compile(rf"([^\W\d_]{{3}}){found.group(1)}(?=[\s.,;:)»]|$)")
        for place, paragraph in enumerate(work):
            if (
                paragraph.section == note.section
                and paragraph is not note
                and call.search(paragraph.text)
            ):
                work[place] = replace(paragraph, text=call.sub(r"\1", paragraph.text, count=1))
                work.remove(note)
                text = f"Note {found.group(1)} : {note.text[found.end() :]}"
                work.insert(work.index(work[place]) + 1, replace(note, text=text))
                break
    return work


def _drop_pull_quotes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Remove ``[…]`` extracts set in the margin: their page says the same in full."""
    kept = []
    for paragraph in paragraphs:
        if paragraph.text.startswith(("[…]", "[...]")):
            others = [
                p.text
                for p in paragraphs
                if abs(p.section - paragraph.section) <= 1 and p is not paragraph
            ]
            said = words_of(" ".join(others))
            own = words_of(paragraph.text)
            if own and len(own & said) >= 0.8 * len(own):
                continue
        kept.append(paragraph)
    return kept


# --- headings ----------------------------------------------------------------------------------

_NUMBERED = re.compile(r"^(?:0\d |\d+(?:\.\d+)+\.? |[IVX]+[.)] |[A-H][.)] )(?=[A-ZÀ-Þ«])")
_PART = re.compile(
    r"^(?:mission|volet|axe|thème|theme|partie|objectif|chapitre|enjeux?|annexe|section|étape|"
    r"part|chapter|step|goal) \w{1,3} ?(?:[:–—-]|$)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:,| [–-]) ?(?:co-?|vice-?)?(?:présidente?|directeur|directrice|déléguée?|DG|PDG|ministre|"
    r"secrétaire|responsable|maire|president|chair|director|manager|CEO)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:source|sources|nb|ndlr|note|notes|crédits?|photos?|légende|contacts?|date|tél|tel|fax|"
    r"e-?mail|website|site)\b ?",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"^(?:date\b|publié|mis à jour|le \d{1,2} |\d{1,2} \w+ \d{4}$)", re.IGNORECASE
)
_TITLE_START = re.compile(r"^[«“\"‹(]? ?[A-ZÀ-ÞŒ]")


def _heading_levels(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The level of each paragraph as a heading, 0 for text."""
    levels: list[int] = []
    listing = False  # inside an enumeration opened by a colon
    for position, paragraph in enumerate(paragraphs):
        if position and paragraph.section != paragraphs[position - 1].section:
            listing = False
        following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
        in_rows = bool(position) and paragraphs[position - 1].mark is Mark.ROW
        level = (
            0
            if in_rows and paragraph.mark is Mark.ROW
            else _level(paragraph, following, listing=listing)
        )
        levels.append(level)
        if paragraph.mark in {Mark.NONE, Mark.INDENT} and not level:
            ends = paragraph.text.endswith((".", "!", "?", "»"))
            listing = paragraph.text.endswith(":") or (listing and not ends)
        else:
            listing = False
    return _demote_trailing(paragraphs, levels)


def _level(paragraph: Paragraph, following: Paragraph | None, *, listing: bool) -> int:
    text = paragraph.text
    if paragraph.mark is Mark.HEADING:
        return paragraph.level
    if LABEL.match(text):
        return 1 if text.startswith(("VOLET", "PART")) else 2
    if not _may_be_title(paragraph):
        return 0
    if following is None:
        # The last line of the last page can only be a title that the extraction moved.
        return 3 if paragraph.section and not _NUMBERED.match(text) else 0
    return _guessed_level(paragraph, following, listing=listing)


def _guessed_level(paragraph: Paragraph, following: Paragraph, *, listing: bool) -> int:
    text = paragraph.text
    if paragraph.mark is Mark.NUMBER:
        return _numbered_level(paragraph, following)
    if paragraph.bold or _is_capitals(text):
        return 1
    if paragraph.mark is Mark.ROW:
        return 0
    if _NUMBERED.match(text):
        return 2
    return 3 if (not listing or _PART.match(text)) and _stands_over(paragraph, following) else 0


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    limit = 280 if text.endswith("?") else 130
    ends = (".", ";", ",", "!", "…") if _is_capitals(text) else (".", ";", ",", "!", "»", "…")
    if len(text) > limit or len(text) < 3 or text.endswith(ends):
        return False
    if text.endswith(":") and paragraph.mark is not Mark.NUMBER:
        return False
    if paragraph.mark in {Mark.BULLET, Mark.INDENT}:
        return paragraph.mark is Mark.INDENT and paragraph.lines == 1 and len(text) <= 60
    long_block = paragraph.lines > 2 and len(text) > 110 and text[-1] != "?"
    if paragraph.lines > 6 or (long_block and paragraph.mark is Mark.NONE):
        return False
    return not (_CONTACT.search(text) or _ROLE.search(text) or _NO_TITLE.match(text))


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) >= 0.9 * len(letters)


def _numbered_level(paragraph: Paragraph, following: Paragraph) -> int:
    """A numbered line is a title when paragraphs of its own follow it, an item otherwise."""
    if following.mark is Mark.INDENT:
        return 4
    plain = following.mark is Mark.NONE and len(following.text) > 80
    return 4 if plain and len(paragraph.text) <= 80 and not paragraph.text.endswith(":") else 0


def _stands_over(paragraph: Paragraph, following: Paragraph) -> bool:
    """True when a short line opens what follows: text, a list or a deeper title."""
    text = paragraph.text
    if not _TITLE_START.match(text) or (paragraph.attached and len(text.split()) < 3):
        return False
    if text.endswith("?"):
        return True
    if paragraph.mark is Mark.INDENT:
        return not paragraph.attached and len(following.text) > 140
    labelled = ": " in text and not _PART.match(text)
    if labelled and (len(text) > 90 or re.search(r":.*[,;\d]", text)):
        return False
    return _is_stood_over(following, titles=not labelled)


def _is_stood_over(following: Paragraph, *, titles: bool) -> bool:
    """True when a paragraph may be the first under a title."""
    text = following.text
    if following.mark is Mark.ROW:
        return False
    opens = following.mark in {Mark.BULLET, Mark.NUMBER, Mark.HEADING} or following.bold
    sentence = (len(text) >= 60 and text[-1:] in ".:;!?»…)") or len(text) >= 140
    title = titles and following.lines <= 6 and _may_be_title(following)
    return bool(opens or sentence or _DATE_LINE.match(text) or (title and _TITLE_START.match(text)))


def _demote_trailing(paragraphs: Sequence[Paragraph], levels: list[int]) -> list[int]:
    """Guessed titles with nothing but titles and contact lines after them are text."""
    for position in range(len(levels) - 1, -1, -1):
        text = paragraphs[position].text
        if not levels[position] and len(text) > 60 and not _CONTACT.search(text):
            break
        if levels[position] and paragraphs[position].section == 0:
            levels[position] = 0
    return levels
