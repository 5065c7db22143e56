"""What is kept of passages between questions is what would be made anew."""

from __future__ import annotations

import numpy as np

from assistant.statements import VectorCache, contents_of
from ingest.encode import load_encoder
from ingest.records import Passage, Span

FIRST = "Hippolia compte 450 membres en Normandie."
SECOND = "Le pôle est né en 2005 avec la filière équine."


class Counting:
    """An encoder that notes what it is given."""

    def __init__(self):
        self._encoder = load_encoder("hashing")
        self.given = []

    @property
    def name(self):
        return self._encoder.name

    @property
    def dimension(self):
        return self._encoder.dimension

    def encode(self, texts):
        self.given += texts
        return self._encoder.encode(texts)


def test_statements_stand_where_the_page_has_them():
    text = f"{FIRST} {SECOND}"
    page = f"Titre\n\n{text}"
    start = page.index(FIRST)
    passage = Passage("p", "s", (), (Span(3, start, len(page)),), text)
    statements = contents_of(passage).statements
    assert statements[0][0] == FIRST
    assert any(SECOND in said for said, _, _ in statements)
    assert all(page[span.start : span.end] == said for said, span, _ in statements)
    assert {span.page for _, span, _ in statements} == {3}
    assert contents_of(passage) is contents_of(passage)


def test_each_text_is_encoded_once_and_the_oldest_forgotten():
    encoder, cache = Counting(), VectorCache(size=2)
    twice = cache.encode(encoder, [FIRST, SECOND, FIRST])
    assert encoder.given == [FIRST, SECOND]
    assert np.array_equal(twice, load_encoder("hashing").encode([FIRST, SECOND, FIRST]))
    cache.encode(encoder, ["un troisième texte"])
    cache.encode(encoder, [SECOND])
    cache.encode(encoder, [FIRST])
    assert encoder.given[2:] in (
        ["un troisième texte", FIRST],
        ["un troisième texte", SECOND, FIRST],
    )
