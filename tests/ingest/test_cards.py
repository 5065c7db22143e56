import pytest

from ingest.cards import Cards, PoleCard, TermCard, load_cards, make_cards, save_cards
from ingest.corpus_path import shipped_corpus
from ingest.errors import IndexUnavailable

CARDS = Cards(
    (PoleCard("a", "Pôle A", ("Pôle A", "A"), True, ("Bretagne",), (), ("hydrogene",), (5,), ()),),
    (TermCard("Fonds unique", "FUI", ("Fonds unique", "FUI")),),
)


def test_cards_come_back_as_they_were(tmp_path):
    save_cards(tmp_path / "cards.json", CARDS)
    assert load_cards(tmp_path / "cards.json") == CARDS


def test_no_knowledge_base_gives_no_cards(tmp_path):
    assert make_cards(tmp_path) == Cards()


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"poles": [1], "terms": []}'])
def test_a_missing_or_damaged_file_is_a_clear_error(tmp_path, text):
    if text is not None:
        (tmp_path / "cards.json").write_text(text)
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        load_cards(tmp_path / "cards.json")


def test_the_shipped_corpus():
    cards = make_cards(shipped_corpus())
    by_id = {card.id: card for card in cards.poles}
    assert len(cards.poles) >= 100
    assert by_id["plastipolis"].successors == ("polymeris",)
    assert not by_id["plastipolis"].labelled
    assert "Normandie" in by_id["hippolia"].regions
    assert any(term.acronym == "FUI" for term in cards.terms)
