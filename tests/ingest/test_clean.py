"""Repair of text: exact cases, and properties over any string."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import (
    despace_capitals,
    is_sentence_end,
    join_lines,
    join_pair,
    repair_characters,
    tidy,
    words_of,
)

LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n")), max_size=8)


@pytest.mark.parametrize(
    ("broken", "repaired"),
    [
        ("eﬃcacité ﬁnancière", "efficacité financière"),
        ("20\u00a0000\u202f€\u2009!", "20 000 € !"),
        ("compé\u00adtitivité", "compétitivité"),
        ("compé\u00ad\n  titivité", "compétitivité"),
        ("e\u0301tat", "état"),
        ("\u202etourné\u202c \u202dou\u061c non", "tourné ou non"),
        ("un\r\ndeux\rtrois\u2028quatre\u2029cinq", "un\ndeux\ntrois\nquatre\n\ncinq"),
        ("zéro\u200blargeur\ufeff", "zérolargeur"),
        ("‘‘ cité ’’", "“ cité ”"),
        ("pÃ´les de compÃ©titivitÃ©", "pôles de compétitivité"),
        ("lâ€™Ã‰tat", "l’État"),
        ("\uf0b7 puce de Word", "• puce de Word"),
        ("cloche\x07 et\x00 zéro", "cloche et zéro"),
        ("10 m² et CO₂ et 1ᵉʳ", "10 m² et CO₂ et 1ᵉʳ"),
        ("Âge, Ça et À", "Âge, Ça et À"),
    ],
)
def test_repair_characters(broken: str, repaired: str) -> None:
    assert repair_characters(broken) == repaired


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("les pu-", "blics visés", "les publics visés"),
        ("ils in-", "fluencent", "ils influencent"),
        ("le déve-", "loppement", "le développement"),
        ("inter-", "nationale", "internationale"),
        ("COMPÉTI-", "TIVITÉ", "COMPÉTITIVITÉ"),
        ("peut-", "être", "peut-être"),
        ("leur porte-", "parole", "leur porte-parole"),
        ("Auvergne-Rhône-", "Alpes", "Auvergne-Rhône-Alpes"),
        ("Pannier-", "Runacher", "Pannier-Runacher"),
        ("Côtes-", "d’Armor", "Côtes-d’Armor"),
        ("technico-", "économique", "technico-économique"),
        ("primaires-", "élémentaires", "primaires-élémentaires"),
        ("l’agro-", "industrie", "l’agro-industrie"),
        ("dit-", "il", "dit-il"),
        ("des start-", "ups", "des start-ups"),
        ("de 2019-", "2022", "de 2019-2022"),
        ("projets –", "suivis", "projets – suivis"),
        ("TPE/", "PME", "TPE/PME"),
        ("recherche /", "industrie", "recherche / industrie"),
        ("l’", "Europe", "l’Europe"),
        ("deux", "mots", "deux mots"),
        ("https://exemple.fr/a-b-", "c/d", "https://exemple.fr/a-b-c/d"),
        ("voir www.exemple.fr/", "Elle", "voir www.exemple.fr/ Elle"),
    ],
)
def test_join_pair(left: str, right: str, joined: str) -> None:
    assert join_pair(left, right) == joined


@pytest.mark.parametrize(
    "compound",
    [
        "c'est-à-|dire", "c’est-à-|dire", "ci-|dessous", "ci-|dessus", "ci-|après", "ci-|joint",
        "au-|delà", "au-|dessus", "au-|dessous", "par-|delà", "là-|bas", "là-|dessus",
        "mi-|parcours", "mi-|mars", "mi-|temps", "à mi-|chemin", "mise-en-|œuvre",
        "mise-|en-œuvre", "prêt-à-|porter", "bout-à-|bout", "tête-à-|tête", "vis-à-|vis",
        "les états-|membres", "le long-|terme", "le court-|terme", "une plus-|value",
        "sa quote-|part", "un compte-|rendu", "le centre-|ville", "le cahier-|des-charges",
        "le cahier-des-|charges", "multi-|filières", "multi-|sites", "arc-en-|ciel",
        "pourra-t-|on", "Saint-Rémy-de-|Provence",
    ],
)  # fmt: skip
def test_compounds_keep_their_hyphen_at_a_line_end(compound: str) -> None:
    left, right = compound.split("|")
    assert join_pair(left, right) == left + right


@pytest.mark.parametrize(
    "word",
    [
        "les ci-|toyens", "le ci-|ment", "une au-|torité", "un mi-|nistre", "le mi-|lieu",
        "long-|temps", "multi-|plier", "multi-|média", "ci-des-|sous", "là-des-|sus",
        "multi-|nationale", "sous-en-|semble", "non-des-|tructif",
        "micro-en-|treprise", "vice-prési-|dent", "savoir-fai-|re", "peut-ê-|tre", "la-|boratoire",
        "c’est-à-di-|re", "États-mem-|bres", "plu-|sieurs", "centre-vil-|le", "de-|mander",
    ],
)  # fmt: skip
def test_words_cut_at_a_line_end_lose_the_hyphen(word: str) -> None:
    left, right = word.split("|")
    assert join_pair(left, right) == left[:-1] + right


def test_the_whole_compound_may_be_known() -> None:
    assert join_pair("sous-en-", "semble", words_of("un sous-ensemble")) == "sous-ensemble"
    assert join_pair("savoir-bien-", "faire", words_of("le savoir-bien-faire")) == (
        "savoir-bien-faire"
    )


def test_the_documents_own_spelling_decides() -> None:
    known = words_of("l’éco-conception, les agroalimentaires")
    assert join_pair("l’éco-", "conception", known) == "l’éco-conception"
    assert join_pair("les agro-", "alimentaires", known) == "les agroalimentaires"


def test_a_word_cut_at_a_line_end_teaches_nothing() -> None:
    assert "déve" not in words_of("le déve-\nloppement")
    assert {"auvergne-rhône-alpes", "le"} <= words_of("Le Auvergne-Rhône-Alpes")


@pytest.mark.parametrize(
    ("untidy", "clean"),
    [
        ("  des   acteurs\n, puis  . ", "des acteurs, puis."),
        ("( par exemple ) et [ ceci ]", "(par exemple) et [ceci]"),
        ("quoi ? oui ; non : si !", "quoi ? oui ; non : si !"),
        ("suite ... et .5", "suite ... et .5"),
    ],
)
def test_tidy(untidy: str, clean: str) -> None:
    assert tidy(untidy) == clean


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("T H È M E  2", "THÈME 2"),
        ("V O L E T", "VOLET"),
        ("A B", "A B"),
        ("il y a", "il y a"),
        ("I T E R est", "I T E R est"),
    ],
)
def test_despace_capitals(line: str, closed: str) -> None:
    assert despace_capitals(line) == closed


@pytest.mark.parametrize("text", ["Fin.", "Quoi ?", "« Cité. »", "ceci :", "(voir plus haut.)"])
def test_sentence_ends(text: str) -> None:
    assert is_sentence_end(text)


@pytest.mark.parametrize("text", ["sans fin", "virgule,", "les PME (TPE)", ""])
def test_no_sentence_end(text: str) -> None:
    assert not is_sentence_end(text)


@given(st.text())
def test_repair_is_idempotent(text: str) -> None:
    once = repair_characters(text)
    assert repair_characters(once) == once


@given(st.text(st.sampled_from("ÂÃâ€™©´‘’\u00ad\n\r\u00a0é\u0301 a1\u2029")))
def test_repair_is_idempotent_on_what_it_repairs(text: str) -> None:
    once = repair_characters(text)
    assert repair_characters(once) == once


@given(st.text())
def test_tidy_is_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def _figures(text: str) -> list[str]:
    return [char for char in text if unicodedata.category(char) == "Nd"]


@given(st.text())
def test_no_figure_is_lost(text: str) -> None:
    assert _figures(tidy(repair_characters(text))) == _figures(text)


@given(LINES)
def test_joining_loses_neither_figure_nor_letter(lines: list[str]) -> None:
    def kept(text: str) -> list[str]:
        return [char for char in text if char.isalnum()]

    assert kept(join_lines(lines)) == kept("".join(lines))


@given(LINES)
def test_a_joined_paragraph_is_one_tidy_line(lines: list[str]) -> None:
    joined = join_lines([repair_characters(line) for line in lines])
    assert "\n" not in joined
    assert joined == tidy(joined)


def test_joining_many_lines_is_not_quadratic() -> None:
    joined = join_lines(["mot"] * 200_000)
    assert len(joined) == 4 * 200_000 - 1
