"""The items of a list of which only the line that opens it was found.

A list that runs on behind paragraphs, or is too long to be one statement, is shown by its first
line and the beginning of each item: "… s'articule autour de cinq volets :" alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.limits.private import gives_private
from assistant.records import Evidence
from assistant.statements.written_orders import under_orders
from ingest.index import Index
from ingest.numbers import digits_for_words
from ingest.records import Span
from ingest.sentences import split_sentences

__all__ = ["with_items"]

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"(?:(•)|(\d{1,2})[.)]|([A-ZÀ-Ý]\w+) \d{1,2} ?[:.–-]) ")
"""What stands before an item: a bullet, a number, "Mission 1: "; the same for all."""
_COUNT = re.compile(r"(?<![\d.,])(\d{1,2}) (?!%)[^\d:]*:$")
"""How many items the line that opens a list announces, in digits."""
_MOST = 9
_REACH = 4000
"""Characters within which items that are announced by number are looked for."""


def with_items(index: Index, opener: Evidence) -> tuple[Evidence, ...]:
    """``opener`` and the items that it opens; itself alone where it opens none.

    Items follow it at once, or, where it says how many there are, in so many lines below.
    """
    page = index.store.page(opener.document_id, opener.span.page)
    if page is None or not opener.text.endswith(":"):
        return (opener,)
    announced = _COUNT.search(digits_for_words(opener.text))
    count = int(announced[1]) if announced else 0
    items = [
        Evidence(page.text[start:end], opener.document_id, Span(page.number, start, end),
                 opener.headings, year=opener.year)
        for start, end in _items(page.text, opener.span.end, count)
    ]  # fmt: skip
    whole = len(items) == count if count else len(items) > 1
    said = [opener.text, *(item.text for item in items)]
    if not whole or any(under_orders(said)) or any(map(gives_private, said)):
        return (opener,)
    return (opener, *items)


def _items(text: str, start: int, count: int) -> Iterator[tuple[int, int]]:
    """The first sentence of each item behind ``start``, at most ``count`` or a few of them."""
    found, mark = 0, ""
    for line in _LINE.finditer(text, start, min(len(text), start + _REACH)):
        if found == (count or _MOST):
            return
        item = _ITEM.match(line[0])
        own = item and (item[1] or item[3] or "number")
        if own and own == (mark or own):
            first, last = split_sentences(line[0])[0]
            yield line.start() + first, line.start() + last
            found, mark = found + 1, own
        elif not count:
            return
