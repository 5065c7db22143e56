"""Of which pôle a sentence speaks that names none."""

import pytest

from assistant.statements.introduced import introduction, opening
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


@pytest.mark.parametrize(
    ("item", "opener"),
    [
        ("en finançant les réseaux ;", "L'État soutient les pôles :"),
        ("en payant des études.", "L'État soutient les pôles :"),
        ("i-Nov aide les start-up.", None),
        ("Des études sont payées.", None),
    ],
)
def test_an_item_that_is_no_sentence_stands_behind_what_opens_its_list(item, opener):
    text = f"Le cadre a changé.\n\nL'État soutient les pôles :\n• en aidant les projets ;\n• {item}"
    span = Span(1, 0, len(text))
    passage = Passage("p", "note", (), (span,), text)
    found = opening(passage, Span(1, len(text) - len(item), len(text)), item)
    assert (found[0] if found else None) == opener
