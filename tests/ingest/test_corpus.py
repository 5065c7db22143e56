"""The corpus that ships: sound, complete, and covering every name of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.corpus_stats import corpus_stats
from ingest.knowledge import Corpus, current, find_pole, lineage, poles_by
from ingest.registry import FIVE_DOCUMENTS, read_corpus
from ingest.registry_check import review_corpus

CORPUS = Path(__file__).parents[2] / "corpus"

# Names as the documents spell them, the longest first.
SIGNATORIES_2026 = """
Pôle Européen de la Céramique
Agri Sud Ouest Innovation
Systematic Paris Region
Atlanpole Biotherapies
Medicen Paris Region
Mer Bretagne Atlantique
Bioeconomy For Change
Astech Paris-Region
Véhicule du Futur
Finance Innovation
Biovalley France
Images & Réseaux
Aerospace Valley
Vegepolys Valley
Microtechniques
Innov'Alliance
Mer Méditerranée
Cosmetic Valley
Nuclear Valley
DERBI CEMATER
Euramaterials
ID4Mobility
Clubster-NSL
LyonBiopôle
Capenergies
Cap Digital
Smart Power
Qualitropic
AquaValley
Eurobiomed
Infra2050
Alpha RLH
Polymeris
Aquanova
Hippolia
Aktantis
Minalogic
NextMove
Tenerdis
Techtera
Vitagora
Xylofutur
Valorial
Axelera
Aquimer
I-Trans
Avenia
CIMES
ENTER
TEAM2
CARA
Emc2
Safe
""".strip().splitlines()

LISTED_2016 = """
PICOM (Industries du Commerce)
Pôle Européen de la Céramique
Industries et Agro-Ressources
Nutrition Santé Longévité
Agri Sud Ouest Innovation
Systematic Paris Region
Pôle Nucléaire Bourgogne
Mer Bretagne Atlantique
Atlanpole Biotherapies
Medicen Paris Region
Mont-Blanc Industries
Astech Paris-Region
Finance Innovation
Véhicule du Futur
Mer Méditerranée
Fibres Energivie
Images & Réseaux
Aerospace Valley
Route des Lasers
Alsace Biovalley
Microtechniques
Céréales Vallée
Lyon Biopôle
Cap Digital
Plastipolis
Elastopôle
Eurobiomed
Tenerrdis
Vegepolys
Minalogic
Advancity
Imaginove
Materalia
Techtera
Valorial
Vitagora
Axelera
Aquimer
I-Trans
Optitec
Matikem
Nov@log
ID4CAR
Viameca
Up-Tex
Mov'eo
Team2
S2E2
Emc2
Safe
LUTB
SCS
""".strip().splitlines()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(CORPUS)[0]  # problems have a test of their own


def test_the_corpus_has_no_problem() -> None:
    assert [str(problem) for problem in review_corpus(CORPUS).errors] == []


def test_lists_of_names_are_whole() -> None:
    assert len(set(SIGNATORIES_2026)) == 53
    assert len(set(LISTED_2016)) == 52


@pytest.mark.parametrize("name", SIGNATORIES_2026)
def test_signatory_of_2026_is_a_labelled_pole(corpus: Corpus, name: str) -> None:
    pole = find_pole(corpus, name)
    assert pole is not None
    status = current(pole.status)
    assert status is not None
    assert status.value == "labellisé"
    assert current(pole.president) is not None


@pytest.mark.parametrize("name", LISTED_2016)
def test_pole_of_the_2016_list_has_a_record(corpus: Corpus, name: str) -> None:
    assert find_pole(corpus, name) is not None


def test_each_document_is_cited(corpus: Corpus) -> None:
    cited = {note.source_id for item in corpus.statements() for note in item.references}
    assert cited.issuperset(FIVE_DOCUMENTS)


def test_size(corpus: Corpus) -> None:
    stats = corpus_stats(corpus)
    assert sum(stats.poles.values()) >= 71
    assert stats.sources >= 300
    assert sum(stats.statements.values()) >= 3000
    assert stats.glossary >= 150
    assert stats.undated == 0
    assert stats.asked >= 5000


def test_every_labelled_pole_has_what_people_ask(corpus: Corpus) -> None:
    stats = corpus_stats(corpus)
    assert stats.missing["president"] == ()
    assert stats.missing["sectors"] == ()
    assert stats.missing["regions"] == ("smart-power",)


def test_every_former_pole_says_why_it_ended(corpus: Corpus) -> None:
    silent = [
        pole.id
        for pole in poles_by(corpus, status="ancien")
        if not pole.successors and not pole.end_of_label
    ]
    # No source found that says how their label ended, or under which name it lives on.
    assert silent == ["fibres-energivie", "materalia", "s2e2", "trimatec"]


@pytest.mark.parametrize(
    ("former", "today"), [("plastipolis", "polymeris"), ("id4car", "id4mobility")]
)
def test_former_name_leads_to_today(corpus: Corpus, former: str, today: str) -> None:
    pole = find_pole(corpus, former)
    assert pole is not None
    assert today in [heir.id for heir in lineage(corpus, pole).descendants]


def test_typed_words_lead_to_a_glossary_entry(corpus: Corpus) -> None:
    entries = {name.lower(): entry.id for entry in corpus.glossary for name in entry.names}
    typed = ["fui", "credit impot recherche", "sme", "ipcei", "appel a projets", "cascade funding"]
    assert [entries.get(word) for word in typed] == [
        "fui",
        "cir",
        "pme",
        "piiec",
        "appel-a-projets",
        "cascade",
    ]
