"""Meanings and differences: the glossary's own entries."""

import pytest

from assistant.answer import answer_question
from ingest.build import ingest
from ingest.index import open_index
from ingest.settings import Settings

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
    ],
)
def test_the_entry_of_the_term_leads(index, asked, first):
    assert answer_question(index, asked).answer.startswith(first)


@pytest.mark.parametrize(
    ("asked", "heads"),
    [
        ("Quelle est la différence entre un pôle et un cluster ?", ("Pôle de c", "Cluster (")),
        ("pôle ou grappe d'entreprises, quelle différence ?", ("Pôle de c", "Cluster (")),
        ("difference entre CIR et CII", ("Crédit d'impôt recherche", "Crédit d'impôt innovation")),
        ("What is the difference between CIR and CII?", ("Crédit d'impôt r", "Crédit d'impôt i")),
    ],
)
def test_a_difference_is_told_by_both_entries(index, asked, heads):
    answer = answer_question(index, asked)
    assert [c.quote.startswith(head) for c, head in zip(answer.citations, heads, strict=True)] == [
        True,
        True,
    ]


def test_a_difference_with_an_unknown_term_is_left_to_the_search(index):
    answer = answer_question(index, "Quelle est la différence entre le CIR et le PLU ?")
    assert not answer.answer.startswith("Crédit d'impôt innovation")
