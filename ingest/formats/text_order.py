"""Titles of a plain text put back where they stood, before their page was extracted.

Each function takes the paragraphs and the level of each as a heading (0 for text).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from ingest.formats.lines import LABEL, Mark, Paragraph

__all__ = ["drop_empty_repeats", "join_labels", "restore_order"]


def restore_order(
    paragraphs: list[Paragraph], levels: list[int]
) -> tuple[list[Paragraph], list[int]]:
    """Put back the titles that the extraction moved to the end of their page.

    Such a title has no text of its own. It belongs before a list on the same page that starts
    again at 1 without a title, or at the top of the page when the page has none.
    """
    if not paragraphs or not paragraphs[-1].section:
        return paragraphs, levels
    frequent = Counter(p.text for p, level in zip(paragraphs, levels, strict=True) if level)
    running = frozenset(text for text, count in frequent.items() if count >= 3)
    order: list[int] = []
    for section in range(paragraphs[-1].section + 1):
        page = [i for i, p in enumerate(paragraphs) if p.section == section]
        order += _page_order(page, paragraphs, levels, running)
    return [paragraphs[i] for i in order], [levels[i] for i in order]


def _page_order(
    page: list[int], paragraphs: Sequence[Paragraph], levels: Sequence[int], running: Set[str]
) -> list[int]:
    guessed = [
        i for k, i in enumerate(page)
        if levels[i] in {1, 3} and (k + 1 == len(page) or 0 < levels[page[k + 1]] <= levels[i])
    ]  # fmt: skip
    top = {page[0]} if page else set()
    stranded = [i for i in guessed if i not in top and not LABEL.match(paragraphs[i].text)]
    restarts = [i for k, i in enumerate(page) if _restarts(k, page, paragraphs, levels)]
    order = list(page)
    for title, place in zip(stranded, restarts, strict=False):
        if title > place:
            order.remove(title)
            order.insert(order.index(place), title)
    left = [i for i in stranded[len(restarts) :] if paragraphs[i].text not in running]
    first = next((k for k, i in enumerate(order) if paragraphs[i].text not in running), 0)
    # Labels in capitals that name columns say nothing against it.
    last = left[-1] if left and all(levels[i] < levels[left[-1]] for i in left[:-1]) else None
    if last is not None and order[-1] == last and not levels[order[first]]:
        order.insert(first, order.pop())
    return order


def _restarts(
    k: int, page: Sequence[int], paragraphs: Sequence[Paragraph], levels: Sequence[int]
) -> bool:
    """True where a numbered list begins at 1 without a title above it on its page."""
    paragraph = paragraphs[page[k]]
    if paragraph.mark is not Mark.NUMBER or not re.match(r"1[.)]", paragraph.text):
        return False
    return k == 0 or (not levels[page[k - 1]] and not paragraphs[page[k - 1]].text.endswith(":"))


def drop_empty_repeats(
    paragraphs: list[Paragraph], levels: list[int]
) -> tuple[list[Paragraph], list[int]]:
    """Remove the repeats of a title that stands over nothing: it is a running head."""
    texts = Counter(p.text for p, level in zip(paragraphs, levels, strict=True) if level)
    kept: list[int] = []
    for i, paragraph in enumerate(paragraphs):
        empty = levels[i] > 0 and (i + 1 == len(levels) or 0 < levels[i + 1] <= levels[i])
        if not (empty and texts[paragraph.text] >= 3 and not LABEL.match(paragraph.text)):
            kept.append(i)
    return [paragraphs[i] for i in kept], [levels[i] for i in kept]


def join_labels(
    paragraphs: list[Paragraph], levels: list[int]
) -> tuple[list[Paragraph], list[int]]:
    """Join ``THÈME 2`` with the title that it numbers, and questions that share one answer."""
    joined: list[Paragraph] = []
    kept: list[int] = []
    for paragraph, level in zip(paragraphs, levels, strict=True):
        above = joined[-1].text if joined and kept[-1] else ""
        if above and level and LABEL.match(above) and not LABEL.match(paragraph.text):
            text, rank = f"{above} – {paragraph.text}", kept[-1]
        elif above and LABEL.match(paragraph.text) and not LABEL.match(above):
            text, rank = f"{paragraph.text} – {above}", level
        elif above.endswith("?") and level == kept[-1] and paragraph.text.endswith("?"):
            text, rank = f"{above} {paragraph.text}", level
        else:
            joined.append(paragraph)
            kept.append(level)
            continue
        joined[-1] = replace(joined[-1], text=text)
        kept[-1] = rank
    return joined, kept
