"""The table of trades: its lines, its mistakes, and what its words say."""

from __future__ import annotations

import pytest

from assistant.matching.trades import Trade, read_trades
from assistant.understanding.lexicon import common_words, load_lexicon

KINDS = {"sectors": ("eau", "energie"), "technologies": ("solaire",)}


def test_a_line_gives_each_term_to_each_theme(tmp_path):
    table = tmp_path / "trades.txt"
    table.write_text("# rem : arque\n\nenergie solaire?: tuile solaire, ombrière\nlocal: bar\n")
    assert list(read_trades(KINDS, table)) == [
        Trade("tuile solaire", "sectors", "energie", True),
        Trade("ombrière", "sectors", "energie", True),
        Trade("tuile solaire", "technologies", "solaire", False),
        Trade("ombrière", "technologies", "solaire", False),
        Trade("bar", "local_trades", "", True),
    ]


def test_a_theme_outside_the_vocabulary_is_named_with_its_line(tmp_path):
    table = tmp_path / "trades.txt"
    table.write_text("eau: puits\neuax: source\n")
    with pytest.raises(ValueError, match=r"trades\.txt, line 2: no theme is called 'euax'"):
        list(read_trades(KINDS, table))


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(common_words())


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("zingueur", "sectors", "mecanique-production"),
        ("ostéopathe équin", "sectors", "filiere-equine"),
        ("chambres froides", "sectors", "energie"),
        ("pompes à chaleur", "technologies", "efficacite-energetique"),
        ("parkings perméables", "sectors", "infrastructures"),
        ("piles à combustible", "technologies", "hydrogene"),
        ("clinical data", "technologies", "e-sante"),
        ("un bar à ongles", "local_trades", ""),
    ],
)
def test_words_of_a_trade(lexicon, text, kind, key):
    said = {(t.kind, t.key) for found in lexicon.themes(text) for t in found.targets}
    assert (kind, key) in said


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("scientifiques", "mecanique-production"),  # scie
        ("en pleine forêt", "mecanique-production"),  # foret
        ("engineering", "infrastructures"),  # engin
        ("Chips JU", "agroalimentaire"),
        ("pilot customers", "aeronautique-spatial"),
        ("matériels", "maritime"),
        ("éleveurs", "creation-culture"),  # élève
    ],
)
def test_words_that_only_look_alike(lexicon, text, never):
    assert never not in {t.key for found in lexicon.themes(text) for t in found.targets}
