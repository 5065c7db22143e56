"""One fact of one pôle: the latest value, that of a year, and nothing in place of it."""

import pytest

from assistant.answer import answer_question
from assistant.understanding.pole_fields import FIELDS
from ingest.cards import PoleCard
from tests.indexed import indexed

RECORD = """# Minalogic

## Gouvernance
- En 2026, Serge Veyres préside Minalogic et signe un manifeste avec 52 autres pôles.
- En 2018, Philippe Magarshack préside Minalogic depuis Grenoble.
- En 2019, le siège de Minalogic est à Grenoble, où il reçoit ses adhérents.
- En 2025, Minalogic fédère 450 adhérents, contre 50 à ses débuts.
- En 2019, Minalogic compte plus de 400 adhérents, dont 350 entreprises.
- En 2026, le club robotique de Minalogic réunit 80 membres de la région.
- En mars 2023, Minalogic est labellisé pour la phase V (2023-2026).
- En 2026, le site internet de Minalogic est www.minalogic.com.

# Imaginove

- En 2005, Imaginove est fondé par Atari, Dargaud et le Grand Lyon.
- En 2017, les membres d'Imaginove réunissent des studios et des écoles.
- En 2018, Imaginove compte 100 membres et 15 projets.
- Au 1er janvier 2019, Imaginove perd son label, et Minalogic reprend ses activités.

# Moveo

- En 2006, Mov'eo est créé.
- En 2006, Mov'eo a pour fondateurs Renault et Valeo.
- Le 7 janvier 2021, Mov'eo prend le nom de NextMove.

# NextMove

- En 2021, NextMove accompagne plus de 500 projets labellisés.
- En août 2021, NextMove aide les PME à lever des fonds.

# Tenerrdis

- En avril 2008, Tenerrdis réunit 170 acteurs et a labellisé 168 projets depuis 2005.
- En 2005, Tenerrdis voit le jour à Montbonnot.

# Plastipolis

- En mai 2020, Emmanuelle Bouvier préside Plastipolis, installé à Bellignat.
- Le 31 décembre 2020, Plastipolis fusionne avec Elastopôle pour former Polymeris.

# Vegepolys

- En 2017, Éric Groud préside Vegepolys.

# Vegepolys-Valley

- En 2026, Flavie Delattre préside Vegepolys Valley.
"""


HEIR = """# Pôle Mer Bretagne Atlantique

- En 2026, MORESPACE, piloté par le Pôle Mer Bretagne Atlantique, réunit plus de 80 membres.
- En mars 2019, le Pôle Mer Bretagne Atlantique compte 354 adhérents et 337 projets.
"""

ROUGH = """# Hippolia

- En 2019, Hippolia compte plus de 200 membres répartis dans toute la France.
- En 2013, Hippolia accueille 22 entreprises et atteint 118 membres.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    files = {"poles/mer-bretagne-atlantique.md": HEIR, "poles/hippolia.md": ROUGH}
    for part in RECORD.split("\n# "):
        name = part.split("\n", 1)[0].strip("# ")
        files[f"poles/{name.lower()}.md"] = f"# {part.removeprefix('# ')}"
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Qui préside Minalogic ?", "En 2026, Serge Veyres"),
        ("president de minalogic", "En 2026, Serge Veyres"),
        ("Who chairs Minalogic?", "En 2026, Serge Veyres"),
        ("c ki le boss de Minalogic", "En 2026, Serge Veyres"),
        ("Qui est aux manettes de Minalogic ?", "En 2026, Serge Veyres"),
        ("Combien de monde chez Minalogic ?", "En 2025, Minalogic fédère 450"),
        ("Qui présidait Minalogic en 2018 ?", "En 2018, Philippe Magarshack"),
        ("Qui présidait Minalogic au printemps 2018 ?", "En 2018, Philippe Magarshack"),
        ("Qui présidait Minalogic en avril 2018 ?", "En 2018, Philippe Magarshack"),
        ("minalogic c'est où ?", "En 2019, le siège"),
        ("Combien de membres compte Minalogic ?", "En 2025, Minalogic fédère 450"),
        ("minalogic combien d'adherents", "En 2025, Minalogic fédère 450"),
        ("Combien d'adhérents Minalogic avait-il en 2019 ?", "En 2019, Minalogic compte plus"),
        ("y a combien de boîtes dans Minalogic ?", "En 2019, Minalogic compte plus de 400"),
        ("how many companies are in Hippolia", "En 2019, Hippolia compte plus de 200"),
        ("Minalogic est-il toujours labellisé ?", "En mars 2023"),
        ("Imaginove a-t-il perdu son label en 2019 ?", "Au 1er janvier 2019, Imaginove perd"),
        ("Combien de membres avait Imaginove ?", "En 2018, Imaginove compte 100 membres"),
        ("Imaginove existe-t-il encore ?", "Au 1er janvier 2019, Imaginove perd"),
        ("site web de Minalogic", "En 2026, le site internet"),
        ("quel age a nextmove ?", "Le 7 janvier 2021, Mov'eo prend"),
        ("Mov'eo c'est vieux ?", "En 2006, Mov'eo"),
        ("Tenerrdis date de quand ?", "En 2005, Tenerrdis voit le jour"),
        ("comment contacter Minalogic", "En 2026, le site internet"),
        ("Quel âge a Imaginove ?", "En 2005, Imaginove est fondé"),
        ("How old is Imaginove?", "En 2005, Imaginove est fondé"),
        ("imaginove a été créé en quelle année", "En 2005, Imaginove est fondé"),
        ("depuis combien de temps Imaginove existe-t-il ?", "En 2005, Imaginove est fondé"),
        ("qui preside le pole vegepolis ?", "En 2026, Flavie Delattre"),
        ("Qui présidait Vegepolys ?", "En 2017, Éric Groud"),
        ("Qui préside Vegepolys en 2017 ?", "En 2017, Éric Groud"),
        ("pole mer bretagne combien de membres", "En mars 2019, le Pôle Mer Bretagne Atlantique"),
        ("Combien de membres compte Hippolia ?", "En 2019, Hippolia compte plus de 200"),
        ("Qui a fondé NextMove ?", "En 2006, Mov'eo a pour fondateurs"),
        ("qui est à l'origine d'Imaginove ?", "En 2005, Imaginove est fondé par Atari"),
        ("Qui a fondé Imaginove ?", "En 2005, Imaginove est fondé par Atari"),
    ],
)
def test_the_latest_value_or_that_of_the_year_asked(index, asked, first):
    assert answer_question(index, asked).answer.startswith(first)


@pytest.mark.parametrize(("asked", "noted"), [("Minalogic", "400 adhérents"), ("Hippolia", "118")])
def test_earlier_values_are_notes_and_parts_are_not(index, asked, noted):
    notes = " ".join(answer_question(index, f"Combien de membres compte {asked} ?").notes)
    assert noted in notes
    assert "80 membres" not in notes


def test_who_presides_a_pole_is_not_who_directs_it(index):
    assert answer_question(index, "Qui dirige Minalogic ?").status == "declined"


@pytest.mark.parametrize(
    "asked",
    ["Combien de membres étrangers compte Minalogic ?", "Qui préside le club robotique ?",
     "Combien de présidents a eu Minalogic ?"],
)  # fmt: skip
def test_a_question_that_asks_more_is_left_to_the_search(index, asked):
    assert answer_question(index, asked).confidence != 0.95


def test_what_a_former_pole_became_follows(index):
    assert "former Polymeris" in answer_question(index, "Qui préside Plastipolis ?").answer


def test_what_became_of_a_pole_is_as_sure_as_what_records_state(index):
    answer = answer_question(index, "Qu'est devenu Plastipolis ?")
    assert (answer.status, answer.confidence) == ("answered", 0.95)


def test_a_year_is_answered_by_that_year(index):
    answer = answer_question(index, "Qui présidait Minalogic en 2019 ?").answer
    assert not answer.startswith("En 2026")


@pytest.mark.parametrize(
    "asked", ["Qui étaient les membres fondateurs d'Imaginove ?", "Who founded Imaginove?"]
)
def test_founders_are_told_by_who_founded_it_and_not_by_a_count_of_members(index, asked):
    answer = answer_question(index, asked)
    assert [c.quote for c in answer.citations] == [
        "En 2005, Imaginove est fondé par Atari, Dargaud et le Grand Lyon."
    ]


OWN = """# Axelera

- En 2026, DECLYC, porté par Axelera, a un budget de 1,7 million d'euros.
- En 2019, Axelera a labellisé 300 projets, pour un budget cumulé de 900 millions d'euros.
- En 2015, Axelera compte depuis 2005 quelque 232 projets de R&D labellisés et financés.
- En 2026, Axelera labellise trois projets au Brésil.
- En 2025, Axelera compte 400 adhérents.
- En 2005, Axelera est fondé par Arkema et le CNRS.
- En 2022, Axelera fonde une alliance avec Techtera.

# Techtera

- En 2024, le budget de Techtera est de 2 millions d'euros, et celui de ses projets de 47 M€.
- En 2024, Techtera compte douze salariés et 282 membres.
- En 2019, Techtera est labellisé pour la phase IV (2019-2022).
- Le 12 juillet 2005, l'État labellise Techtera pôle de compétitivité.
- En 2007, Techtera a labellisé 20 projets en Auvergne-Rhône-Alpes.
- En juillet 2005, Techtera est retenu comme pôle à vocation nationale.
- En 2012, l'adhésion à Techtera coûte 900 euros par an à une PME.
- Le 1er octobre 2025, la fête de Techtera a lieu au siège de la Région.

# Qualitropic

- En 2023, une centaine de membres, dont plus de 80 entreprises, adhèrent à Qualitropic.
- En 2019, l'alliance dont Qualitropic est membre annonce plus de 2 500 projets labellisés.
- En mars 2023, Qualitropic est l'un des 48 pôles labellisés pour quatre ans.

- En 2023, Qualitropic se présente comme le pôle national de la canne à sucre.

# Infra2050

- En février 2024, Infra2050 annonce 240 adhérents à son lancement.
- En 2024, Infra2050 compte 289 adhérents.
- Au bilan de 2024, Infra2050 a accompagné 35 projets, dont 22 déposés et 12 labellisés.
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    parts = OWN.split("\n# ")
    files = {f"poles/{p.split(maxsplit=2)[0 if n else 1].lower()}.md": f"# {p.strip('# ')}"
             for n, p in enumerate(parts)}  # fmt: skip
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("budget de Techtera", "En 2024, le budget de Techtera"),
        ("Combien de salariés compte Techtera ?", "En 2024, Techtera compte douze"),
        ("Combien de personnes travaillent chez Techtera ?", "En 2024, Techtera compte douze"),
        ("effectif d'Axelera", "En 2025, Axelera compte 400"),
        ("Depuis quand Techtera est-il labellisé ?", "Le 12 juillet 2005, l'État"),
        ("Qui a fondé Axelera ?", "En 2005, Axelera est fondé par"),
        ("Combien de membres compte Qualitropic ?", "En 2023, une centaine de membres"),
        ("Combien de membres compte Infra2050 ?", "En 2024, Infra2050 compte 289"),
        ("Combien de projets Axelera a labellisés depuis ses débuts ?", "En 2019, Axelera a"),
        ("How many projects has Techtera labelled?", "En 2007, Techtera a labellisé 20"),
        ("nombre de projets labellisés par Infra2050", "Au bilan de 2024, Infra2050"),
        ("Techtera est un pôle mondial ?", "En juillet 2005, Techtera est retenu comme pôle"),
        ("quel rang avait Techtera en 2005 ?", "En juillet 2005, Techtera est retenu comme pôle"),
        ("c'est cher d'adhérer à Techtera ?", "En 2012, l'adhésion à Techtera coûte 900"),
        ("De quelle région dépend Techtera ?", "En 2007, Techtera a labellisé 20"),
    ],
)
def test_what_only_statements_tell(own, asked, told):
    assert answer_question(own, asked).answer.startswith(told)


@pytest.mark.parametrize(
    "asked",
    ["budget d'Axelera", "Combien de salariés compte Axelera ?", "Qui a fondé Techtera ?",
     "adresse de Techtera", "Qualitropic est un pôle mondial ?", "cotisation d'Axelera",
     "Combien de projets Qualitropic a labellisés ?"],
)  # fmt: skip
def test_of_another_thing_than_the_pole_itself_no_value_is_given(own, asked):
    assert answer_question(own, asked).status == "declined"


def test_a_value_of_another_year_is_none_of_the_year_asked(own):
    refusal = answer_question(own, "quel était le budget de Techtera en 2021 ?")
    assert refusal.status == "declined"
    assert refusal.answer.endswith("d'autres années : 2024.")


def test_several_facts_in_one_breath_are_each_told_or_said_to_be_missing(index):
    answer = answer_question(index, "siège, président et site internet de Minalogic")
    said = [citation.quote for citation in answer.citations]
    assert all(any(w in quote for quote in said) for w in ("siège", "Veyres", "www."))
    partly = answer_question(index, "président et budget de Minalogic")
    assert partly.status == "partial"
    assert "budget" in partly.notes[-1]


def test_a_value_told_beside_a_later_one_is_that_of_its_year(shipped):
    assert "117 en 2006" in answer_question(shipped, "Combien de membres PEIFL en 2006 ?").answer


def test_a_refusal_names_other_years_than_the_one_asked(shipped):
    refusal = answer_question(shipped, "Qui dirigeait Aerospace Valley en 2015 ?").answer
    assert refusal.endswith("d'autres années : 2013, 2017, 2021, 2025.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Born in December 2015, SAFE Cluster is the first of its kind.", True),
        ("Créé en 2015, le pôle SAFE réunit 450 membres.", True),
        ("Born in 2015, with today 450 members from all over France, SAFE is the first.", True),
        ("Created by SAFE Cluster in 2015, the fund pays for tests.", False),
        ("En 2015, un fonds est créé avec SAFE.", False),
    ],
)
def test_a_beginning_that_opens_the_sentence_is_of_what_it_names(text, told):
    safe = PoleCard("safe", "SAFE", ("SAFE",), True)
    assert FIELDS["created"].told_in(text, safe) is told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Imaginove était-il toujours un pôle en 2016 ?", "2016, Imaginove figure sur la liste"),
        ("TEAM2 avait-il encore le label en 2016 ?", "2016, TEAM2 figure sur la liste"),
    ],
)
def test_whether_it_was_still_a_pole_is_told_by_a_statement_of_that_year(shipped, asked, told):
    assert told in answer_question(shipped, asked).citations[0].quote


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("région de SAFE en 2016 ?", "En 2016, SAFE"),
        ("quand Alsace BioValley a-t-il été labellisé ?", "Alsace BioValley est labellisé pôle"),
        ("where was the MAUD cluster?", "MAUD"),
        ("Materalia est-il encore un pôle ?", "ne figure pas parmi les 53"),
        ("Qui dirige Cap Digital à l'heure actuelle ?", "Carlos Cunha"),
        ("Hydreos était-il un pôle labellisé en 2016 ?", "En 2016, Hydreos porte le label"),
        ("Minalogic était-il labellisé en 2008 ?", "Le 12 juillet 2005, Minalogic"),
        ("Imaginove était-il un pôle en 2020 ?", "Au 1er janvier 2019, Imaginove perd"),
        ("où trouver ALPHA-RLH sur le web ?", "www.alpha-rlh.com"),
        ("quels secteurs couvre EMC2 ?", "EMC2 est le pôle européen des technologies"),
        ("what fields does Bioeconomy For Change work on?", "la chimie du végétal"),
        ("Vegepolys ça date de quand", "En juillet 2005, Végépolys"),
        ("quand Xylofutur a été lancé", "le futur Xylofutur"),
    ],
)
def test_a_year_the_plain_word_and_the_past_are_heeded(shipped, asked, told):
    assert told in answer_question(shipped, asked).citations[0].quote
