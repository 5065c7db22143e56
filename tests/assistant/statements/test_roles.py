"""A role asked of a body is told by that role of that body, and by no other."""

import pytest

from assistant.answer import answer_question
from assistant.question import readings_of
from assistant.records import Evidence
from assistant.statements.roles import of_its_time, tells_role
from assistant.understanding.dates import statement_year
from assistant.understanding.kinds import Kind
from ingest.cards import PoleCard
from ingest.records import Span
from tests.indexed import indexed

CARDS = tuple(PoleCard(n.lower(), n, (n,), True) for n in ("Cimes", "Valorial", "Axelera"))
HEAD = "En 2026, Thierry Yalamas, président de Cimes, dirige Phimeca."
BOTH = "En 2017, Pierre Weill préside Valorial et Jean-Luc Perrot le dirige."


@pytest.mark.parametrize(
    ("asked", "said", "tells"),
    [
        ("Quel patron du bois était à la tête de Valorial ?", "Ida Roy préside Valorial.", True),
        ("directrice de Cimes ?", HEAD, False),
        ("Qui préside Cimes ?", HEAD, True),
        ("Qui dirige Valorial ?", BOTH, True),
        ("DG de Valorial ?", "Ida Roy, DG de Valorial avec l'appui des pôles", True),
        ("DG de Valorial ?", "En 2020, Ida Roy, directrice de l'innovation, cite Valorial.", False),
        ("DG de Valorial ?", "Ida Roy, présidente de Valorial, est directrice du CNES.", False),
        ("Qui préside Valorial ?", "Ida Roy, vice-présidente de Valorial, parle.", False),
        ("Qui est vice-présidente de Valorial ?", "Ida Roy, vice-présidente de Valorial.", True),
        ("Qui préside Valorial ?", "Ida Roy, présidente d'Axelera avec l'appui de Valorial", False),
        ("Qui préside Valorial ?", "Valorial, Ida Roy, Présidente.", True),
        ("Qui préside le conseil scientifique de Valorial ?", BOTH, False),
        ("Qui est le directeur technique de Valorial ?", BOTH, False),
        ("Qui dirige Valorial ?", "Valorial, que dirige Ida Roy, compte 90 membres.", True),
        ("Qui dirige Valorial ?", "En 2020, Valorial est dirigé par Ida Roy.", True),
        ("Qui préside l'ADEME ?", "Le comité, présidé par Ida Roy, s'est réuni.", False),
        ("Qui est directeur général de l'ADEME ?", "Ida Roy, Présidente de l’ADEME.", False),
        ("Qui est directeur exécutif Santé de l'ADEME ?", "Ida Roy, directrice Santé, ADEME", True),
        ("Qui est déléguée générale de l'ADEME ?", "Ida Roy, Déléguée Générale", True),
        ("Qui a fondé Valorial ?", HEAD, True),
        ("Who leads Valorial?", "En 2020, Valorial lance le concours Agreen.", False),
        ("Who leads Valorial?", "Valorial, Ida Roy, Présidente.", True),
        ("Qui est aux commandes de Valorial ?", "Valorial est dirigé par Ida Roy.", True),
    ],
)
def test_the_role_asked_of_the_body_asked(asked, said, tells):
    question = readings_of(asked, poles=CARDS)[0]
    assert tells_role(question, said) is tells


RECORD = """# Cimes

- En 2026, Thierry Yalamas, président de Cimes, dirige Phimeca, société de services.
- En 2026, Cimes est présidé par Thierry Yalamas.
- En 2025, Cimes compte 450 adhérents, contre 50 à ses débuts.
- En 2019, Cimes compte plus de 400 adhérents, dont 350 entreprises et 12 % de laboratoires.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, {"poles/cimes.md": RECORD}) as index:
        yield index


@pytest.mark.parametrize(
    "asked",
    [
        "Who leads Cimes?",
        "Who's in charge of Cimes?",
        "Who is leading the Cimes cluster today?",
        "Who is at the head of Cimes?",
        "Qui mène Cimes ?",
        "Qui est aux commandes du pôle Cimes ?",
        "Qui est à la tête de Cimes ?",
        "Qui est le patron de Cimes ?",
    ],
)
def test_who_leads_a_pole_presides_or_directs_it(index, asked):
    answer = answer_question(index, asked)
    assert answer.answer.startswith("En 2026, Cimes est présidé par Thierry Yalamas.")


@pytest.mark.parametrize(
    "asked", ["Who leads the Cimes project on wood?", "Qui est mené par Cimes ?"]
)
def test_who_leads_something_else_is_no_person(asked):
    assert readings_of(asked, poles=CARDS)[0].kind is Kind.NAME


def test_a_refusal_says_which_role_is_known(index):
    answer = answer_question(index, "directrice de Cimes ?")
    assert answer.status == "declined"
    assert answer.answer.endswith("La fiche du pôle dit qui le préside, non qui le dirige.")


@pytest.mark.parametrize(
    "asked",
    ["Sur les 450 membres de Cimes, combien sont des PME ?", "Combien de PME compte Cimes ?"],
)
def test_a_count_of_the_whole_is_none_of_a_part(index, asked):
    assert answer_question(index, asked).status == "declined"


def test_a_part_is_told_by_its_count_or_its_share(index):
    answer = answer_question(index, "Parmi les adhérents de Cimes, combien d'entreprises ?")
    assert [c.quote for c in answer.citations] == [RECORD.splitlines()[5].removeprefix("- ")]


AFPC = """# Les acteurs

- Luc Roy, président de Cimes, a présidé l'AFPC de 2013 à 2024.
- Le 17 juin 2024, Ida Morel, présidente de Valorial, succède à Luc Roy à la présidence de l'AFPC.
- En 2026, Ida Morel, présidente de Valorial, préside l'AFPC.
- Luc Roy, président de l'AFPC.
- En 2024, Ugo Petit devient le premier président de l'Ademex.
"""

FREQUENT = """# Questions fréquentes

## Qui préside l'AFPC ?

- En 2026, Ida Morel, présidente de Valorial, préside l'AFPC.
- De 2013 à 2024, l'AFPC a eu pour président Luc Roy, de Cimes.
"""


@pytest.fixture(scope="module")
def body(tmp_path_factory):
    files = {"policy/acteurs.md": AFPC, "policy/questions.md": FREQUENT}
    with indexed(tmp_path_factory, files) as index:
        yield index


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Luc Roy préside-t-il toujours l'AFPC ?", "En 2026, Ida Morel"),
        ("Is Luc Roy still chair of the AFPC?", "En 2026, Ida Morel"),
        ("Luc Roy est-il encore président de l'AFPC ?", "En 2026, Ida Morel"),
        ("Victor Hugo préside-t-il l'AFPC ?", "En 2026, Ida Morel"),
        ("Luc Roy présidait-il l'AFPC en 2014 ?", "De 2013 à 2024, l'AFPC a eu"),
        ("Was Luc Roy president of the AFPC in 2014?", "De 2013 à 2024, l'AFPC a eu"),
        ("Qui a remplacé Luc Roy ?", "Le 17 juin 2024, Ida Morel"),
    ],
)
def test_who_holds_a_role_of_a_body(body, asked, told):
    assert answer_question(body, asked).answer.startswith(told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Qui présidait l'AFPC en 2014 ?", [0]),
        ("Qui présidait l'AFPC en 2024 ?", [0, 1]),
        ("Qui présidait l'AFPC en 2010 ?", []),
        ("Qui préside l'AFPC ?", [2, 0, 1, 3]),
        ("Quel est le budget de l'AFPC ?", [0, 1, 2, 3]),
    ],
)
def test_of_the_years_asked_or_the_latest_first(asked, told):
    lines = [line.removeprefix("- ") for line in AFPC.splitlines()[2:6]]
    said = [
        Evidence(text, "acteurs", Span(1, 0, 9), (), year=statement_year(text, None, 2026))
        for text in lines
    ]
    found = of_its_time(readings_of(asked, poles=CARDS)[0], said)
    assert [lines.index(item.text) for item in found] == told


@pytest.mark.parametrize(
    "asked",
    [
        "Qui présidait l'AFPC en 2010 ?",
        "Qui a été le premier président de l'AFPC ?",
        "Qui a remplacé Ida Morel ?",
    ],
)
def test_no_other_holder_of_another_time(body, asked):
    assert answer_question(body, asked).status == "declined"
