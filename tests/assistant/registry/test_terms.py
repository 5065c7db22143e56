"""Meanings and differences: the glossary's own entries."""

import pytest

from assistant.answer import answer_question
from assistant.question import understand
from assistant.registry.terms import entry_asked, is_told_of
from ingest.build import ingest
from ingest.index import open_index
from ingest.settings import Settings
from tests.indexed import indexed

GLOSSARY = """
- id: label
  term: Label de pôle de compétitivité
  english: competitiveness cluster label
  definition: "Reconnaissance donnée par l'État à un pôle de compétitivité."
- id: pole-de-competitivite
  term: Pôle de compétitivité
  english: competitiveness cluster
  definition: "Association qui réunit entreprises, laboratoires et formations d'un territoire."
- id: cluster
  term: Cluster
  english: business cluster
  definition: "Groupe d'entreprises d'un même domaine, proches et liées entre elles."
- id: france-strategie
  term: France Stratégie
  english: France Stratégie
  definition: "Institution placée auprès du Premier ministre, qui évalue les politiques publiques."
- id: cir
  term: Crédit d'impôt recherche
  acronym: CIR
  english: research tax credit
  definition: "Réduction d'impôt égale à 30 % des dépenses de R&D d'une entreprise."
- id: cii
  term: Crédit d'impôt innovation
  acronym: CII
  english: innovation tax credit
  definition: "Crédit d'impôt des PME pour les prototypes de produits nouveaux."
- id: fui
  term: Fonds unique interministériel
  acronym: FUI
  english: single interministerial fund
  definition: "Fonds de l'État qui a aidé de 2005 à 2018 les projets collaboratifs des pôles."
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    settings = Settings(home=tmp_path_factory.mktemp("home"), encoder="hashing")
    ingest([folder / "glossary.yaml"], settings)
    index = open_index(settings)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("c'est quoi un pole de competitivite", "Pôle de compétitivité ("),
        ("Qu'est-ce qu'un pôle ?", "Pôle de compétitivité ("),
        ("Qu'est-ce que le label de pôle de compétitivité ?", "Label de pôle"),
        ("Que veut dire CIR ?", "Crédit d'impôt recherche ("),
        ("What is a business cluster?", "Cluster ("),
        ("Peux-tu m'expliquer ce qu'est un cluster ?", "Cluster ("),
        ("Le CIR, en fiscalité, c'est quoi ?", "Crédit d'impôt recherche ("),
        ("Dans une politique de cluster, le CII : ça veut dire quoi ?", "Crédit d'impôt innov"),
        ("Who or what is the CIR?", "Crédit d'impôt recherche ("),
        ("Quel est le rôle du CII ?", "Crédit d'impôt innov"),
        ("Que fait le CIR ?", "Crédit d'impôt recherche ("),
        ("que sont les CIR", "Crédit d'impôt recherche ("),
        ("Est-ce que le FUI existe toujours ?", "Fonds unique"),
        ("Le FUI existait-il déjà en 2001 ?", "Fonds unique"),
        ("Is the FUI still running?", "Fonds unique"),
    ],
)
def test_the_entry_of_the_term_leads(index, asked, first):
    assert answer_question(index, asked).answer.startswith(first)


@pytest.mark.parametrize(
    ("asked", "heads"),
    [
        ("Quelle est la différence entre un pôle et un cluster ?", ("Pôle de c", "Cluster (")),
        ("C'est quoi la différence entre un pôle et un cluster ?", ("Pôle de c", "Cluster (")),
        ("pôle ou grappe d'entreprises, quelle différence ?", ("Pôle de c", "Cluster (")),
        ("difference entre CIR et CII", ("Crédit d'impôt recherche", "Crédit d'impôt innovation")),
        ("What is the difference between CIR and CII?", ("Crédit d'impôt r", "Crédit d'impôt i")),
    ],
)
def test_a_difference_is_told_by_both_entries(index, asked, heads):
    quotes = [citation.quote for citation in answer_question(index, asked).citations]
    assert len(quotes) == len(heads)
    assert all(map(str.startswith, quotes, heads))


@pytest.mark.parametrize(
    ("text", "spoken_of"),
    [
        ("Le crédit d'impôt recherche coûte cher.", True),
        ("The research tax credit is large.", True),
        ("Le crédit d'impôt innovation coûte cher.", False),
    ],
)
def test_a_term_is_spoken_of_by_any_of_its_names(index, text, spoken_of):
    assert is_told_of(index, "Research tax credit", text) is spoken_of
    assert not is_told_of(index, "tax", text)


def test_an_entry_without_a_date_tells_nothing_of_whether_it_still_is_there(index):
    assert entry_asked(index, understand("Est-ce que le FUI existe toujours ?")) is not None
    assert entry_asked(index, understand("Est-ce que le CII existe toujours ?")) is None


def test_a_difference_with_an_unknown_term_is_left_to_the_search(index):
    answer = answer_question(index, "Quelle est la différence entre le CIR et le PLU ?")
    assert not answer.answer.startswith("Crédit d'impôt innovation")


def test_a_name_of_common_words_is_told_by_all_of_them_side_by_side(tmp_path_factory):
    notes = (
        "En 2013, chaque pôle en France a une stratégie à cinq ans.\n\n"
        "En 2017, France Stratégie jugeait leurs effets faibles en aval.\n"
    )
    with indexed(tmp_path_factory, {"glossary.yaml": GLOSSARY, "note.txt": notes}) as index:
        answer = answer_question(index, "Que juge France Stratégie en France ?")
    assert "faibles en aval" in answer.citations[0].quote
    assert "cinq ans" not in answer.answer
