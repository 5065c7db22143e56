"""Of which pôle a sentence speaks that names none."""

import pytest

from assistant.statements.introduced import introduction
from ingest.cards import PoleCard
from ingest.records import Passage, Span

CARDS = (
    PoleCard("hippolia", "Hippolia", ("Hippolia",), True),
    PoleCard("minalogic", "Minalogic", ("Minalogic",), True),
)
LAST = "Plus de 400 projets ont été suivis."


@pytest.mark.parametrize(
    ("before", "pole"),
    [
        ("Hippolia est le pôle du cheval. Il aide les éleveurs.", "hippolia"),
        ("Minalogic est à Grenoble. Hippolia est à Caen.", "hippolia"),
        ("Hippolia et Minalogic travaillent ensemble.", None),
        ("Le réseau aide les éleveurs.", None),
        ("Hippolia est à Caen. A l'est. A l'ouest. Au nord. Au sud. Au centre.", None),
    ],
)
def test_introduction(before, pole):
    text = f"{before} {LAST}"
    span = Span(1, 100, 100 + len(text))
    passage = Passage("p", "note", (), (span,), text)
    place = Span(1, span.end - len(LAST), span.end)
    found = introduction(passage, place, CARDS)
    assert (found.pole.id if found else None) == pole
    if found:
        assert found.text == text[found.span.start - 100 : found.span.end - 100]
