"""Which pôle a company is told to turn to."""

import pytest

import assistant.choosing.select
from assistant.answer import answer_question
from assistant.question import understand
from assistant.records import Evidence
from assistant.registry.advice import asks_advice
from ingest.records import Span
from tests.indexed import indexed

LIBRARY = {
    "wood.md": (
        "# Le bois\n\nXylofutur est le pôle de la filière forêt et bois.\n\n"
        "Industries et pin maritime du futur est le pôle de la menuiserie, du bois et de la "
        "charpente pour les PME des Landes.\n"
    )
}


def test_a_company_is_not_sent_to_a_former_pole(tmp_path_factory, monkeypatch):
    with indexed(tmp_path_factory, LIBRARY) as index:
        page = index.store.page("wood", 1).text
        start = page.index("Xylofutur")
        row = "Xylofutur est le pôle de la filière forêt et bois."
        found = Evidence(row, "wood", Span(1, start, start + len(row)), ())
        monkeypatch.setattr(assistant.choosing.select, "advised", lambda *_: (found,))
        asked = "PME de menuiserie et charpente dans les Landes, à quel pôle m'adresser ?"
        answer = answer_question(index, asked)
    assert [citation.quote for citation in answer.citations] == [row]


@pytest.mark.parametrize(
    "asked",
    [
        "ma boite fait des logiciels médicaux à Montpellier",
        "Nous sommes une start up de cybersécurité à Rennes.",
        "je suis viticulteur à Bordeaux",
        "we make batteries near Lyon",
        "Quel pôle pour un producteur de fromages en Auvergne ?",
        "ostréiculteur à Arcachon",
        "capteurs pour voitures, près de Grenoble",
        "wooden furniture maker in Nantes",
        "éditeur de jeux vidéo à Lyon",
        "je suis menuisier dans les Landes il y a un pôle pour moi ?",
    ],
)
def test_what_a_company_makes_asks_which_pole_fits_it(asked):
    assert asks_advice(understand(asked))


@pytest.mark.parametrize(
    "said",
    [
        "je suis journaliste à Bordeaux",
        "nous sommes le 3 mai",
        "ma boîte fait des logiciels, combien coûte un brevet ?",
        "Ma société développe un prototype : à quelles subventions a-t-elle droit ?",
        "l'entreprise fabrique des avions",
        "je fais des recherches sur les pôles bretons",
        "emplois industriels en Bretagne",
        "budget à Lyon",
        "la santé en 2019",
        "textile et chômage à Roubaix",
        "plombier à Lille",
        "le président de la santé à Lyon",
    ],
)
def test_who_tells_no_trade_or_asks_something_else_seeks_no_pole(said):
    assert not asks_advice(understand(said))


@pytest.mark.parametrize(
    ("asked", "pole"),
    [
        ("ma boite fait des logiciels médicaux à Montpellier", "Eurobiomed"),
        ("je fais des panneaux solaires à Perpignan", "Derbi-Cemater"),
        ("Start-up de biotech à Nantes : quel pôle rejoindre ?", "Atlanpole Biotherapies"),
        ("which cluster should a Grenoble microelectronics start-up join?", "Minalogic"),
    ],
)
def test_the_poles_that_fit_a_company_come_before_what_else_is_found(shipped, asked, pole):
    assert pole in answer_question(shipped, asked).citations[0].quote


def test_a_pole_that_fits_is_shown_by_what_it_is_where_that_is_a_reason(shipped):
    answer = answer_question(shipped, "nous fabriquons des batteries près de Lyon")
    assert "Tenerrdis est le pôle de la transition énergétique" in answer.citations[0].quote


def test_a_company_that_no_pole_fits_is_given_none(shipped):
    assert answer_question(shipped, "je vends des pizzas à Lille, quel pôle ?").citations == ()


def test_a_trade_that_no_document_names_has_its_poles(shipped):
    answer = answer_question(shipped, "ostréiculteur à Arcachon")
    assert "Aquimer" in answer.answer
    assert answer_question(shipped, "brodeuse martienne à Arcachon").status == "declined"
