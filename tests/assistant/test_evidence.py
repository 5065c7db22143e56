"""What speaks for and against a statement."""

import pytest

from assistant.choosing.asked import asked_of
from assistant.evidence import gather_evidence
from assistant.question import understand
from assistant.retrieve import search
from assistant.understanding.concepts import concepts_of
from ingest.build import ingest
from ingest.index import open_index
from ingest.settings import Settings
from tests.indexed import indexed

TEXT = """En 2015, Aerospace Valley réunit 700 membres.

En 2026, Aerospace Valley réunit 854 membres.

En 2026, Minalogic réunit 500 membres.

En 2026, le Danemark réunit 90 membres.

Aerospace Valley est à Toulouse depuis toujours et y reste.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, {"note.txt": TEXT}) as index:
        yield index


def texts(index, asked, as_of=None):
    question = understand(asked, poles=index.cards.poles, as_of=as_of)
    concepts = concepts_of(question.standalone, index.lexical)
    found = gather_evidence(index, question, concepts, search(index, asked, 10))
    return [(item.text, item.score) for item in found]


def of_the(index, asked, part):
    """Is the statement with ``part`` of another than what is asked?"""
    question = understand(asked, poles=index.cards.poles)
    concepts = concepts_of(question.standalone, index.lexical)
    found = gather_evidence(index, question, concepts, search(index, asked, 10))
    return next(item.of_another for item in found if part in item.text)


def score_of(rows, part):
    return next(score for text, score in rows if part in text)


def test_the_newest_value_of_the_pole_that_is_named_comes_first(index):
    rows = texts(index, "Combien de membres réunit Aerospace Valley ?")
    assert "854" in rows[0][0]
    assert [score for _, score in rows] == sorted((s for _, s in rows), reverse=True)


def test_another_pole_and_a_missing_number_cost(index):
    rows = texts(index, "Combien de membres réunit Aerospace Valley ?")
    assert score_of(rows, "Minalogic") < 0.6 * score_of(rows, "854")
    assert score_of(rows, "Toulouse") < score_of(rows, "700")
    assert "Danemark" in texts(index, "Combien de membres réunit le Danemark ?")[0][0]


def test_a_value_of_all_poles_is_not_that_of_one(index):
    question = understand("Combien de membres ont les pôles ?", poles=index.cards.poles)
    concepts = concepts_of(question.standalone, index.lexical)
    retrieval = search(index, question.standalone, 10)
    found = gather_evidence(index, question, concepts, retrieval)
    of_one = {item.of_another for item in found if "Minalogic" in item.text}
    assert of_one == {True}
    assert not any(item.of_another for item in found if "Danemark" in item.text)


def test_members_of_none_are_those_of_all(index):
    assert of_the(index, "Combien d'entreprises sont membres ?", "Minalogic")
    assert not of_the(index, "Combien d'entreprises sont membres de Minalogic ?", "Minalogic")


@pytest.mark.parametrize(
    ("asked", "of_another"),
    [("Combien de brevets ont les pôles ?", True), ("Combien de brevets des SATT ?", False)],
)
def test_what_other_bodies_have_done_no_pole_has(tmp_path_factory, asked, of_another):
    text = "En 2021, les SATT avaient permis 3 387 brevets.\n\nCARA est un pôle à Lyon.\n"
    with indexed(tmp_path_factory, {"note.txt": text}) as index:
        assert of_the(index, asked, "SATT") is of_another


@pytest.mark.parametrize(
    ("asked", "of_another"),
    [("Quand commence la phase VI ?", True), ("Quand Minalogic est-il en phase VI ?", False)],
)
def test_the_date_of_a_phase_is_that_of_all(tmp_path_factory, asked, of_another):
    text = "En 2024, Minalogic annonce son label pour la phase VI.\n\nCARA est à Lyon.\n"
    with indexed(tmp_path_factory, {"note.txt": text}) as index:
        assert of_the(index, asked, "annonce") is of_another


def test_what_the_clause_asks_is_said_or_left_out(tmp_path_factory):
    notes = {f"{year}.txt": f"En {year}, CARA réunit ses membres." for year in range(1990, 2020)}
    notes["a.txt"] = "En 2019, le label technopole vaut six ans."
    notes["b.txt"] = "En 2016, le label EIP a levé 4 M€."
    asked = "Depuis le salon de l'aviation, le label technopole coûte combien ?"
    with indexed(tmp_path_factory, notes) as index:
        question = understand(asked)
        concepts = concepts_of(question.standalone, index.lexical)
        found = gather_evidence(index, question, concepts, search(index, asked, 40))
        technopole, eip = (next(e for e in found if part in e.text) for part in ("six", "EIP"))
    assert "technopole" in technopole.says
    assert "technopole" in eip.unsaid - technopole.unsaid
    assert not {"salon", "aviation"} & (eip.unsaid | eip.says)


FOUNDED = """En 1998, l'association Bioplus est créée.

En 1999, Bioplus est renommée Biovalley.

En 2001, Biovalley a été renommée parce que Bioplus était pris.

En 2004, Biovalley n'a pas rejoint Medicen.
"""


@pytest.mark.parametrize(
    ("asked", "begins", "restates", "unexplained"),
    [
        ("Qui a créé l'association Bioplus en 1998 ?", "En 1998", True, False),
        ("Quand l'association Bioplus est-elle créée ?", "En 1998", False, False),
        ("L'association Bioplus est-elle créée en 1998 ?", "En 1998", False, False),
        ("Pourquoi Bioplus est-elle renommée ?", "En 1999", False, True),
        ("Pourquoi Bioplus est-elle renommée ?", "En 2001", False, False),
        ("Pourquoi Bioplus est-elle vendue ?", "En 1999", False, False),  # may deny it
        ("Pourquoi Biovalley a-t-elle rejoint Medicen ?", "En 2004", False, False),
    ],
)
def test_what_only_says_the_question_again_is_no_answer(
    tmp_path_factory, asked, begins, restates, unexplained
):
    with indexed(tmp_path_factory, {"note.txt": FOUNDED}) as index:
        question = understand(asked)
        concepts = concepts_of(question.standalone, index.lexical)
        found = gather_evidence(index, question, concepts, search(index, asked, 10))
        said = next(item for item in found if item.text.startswith(begins))
    assert (said.restates, said.unexplained) == (restates, unexplained)


FUND = """En 2012, après neuf appels, le FUI avait retenu 813 projets.

En 2017, le 24e appel du FUI a retenu 38 projets.

De 2007 à 2013, Minalogic a labellisé 49 projets, dont 40 financés par le FUI.
"""


def test_what_a_fund_gave_over_all_its_calls_is_not_told_by_one_call_or_one_pole(tmp_path_factory):
    with indexed(tmp_path_factory, {"note.txt": FUND}) as index:
        rows = texts(index, "Combien de projets le FUI a-t-il retenus ?")
        assert max(rows, key=lambda row: row[1])[0].startswith("En 2012")
        assert of_the(index, "Combien de projets le FUI a-t-il retenus ?", "Minalogic")
        assert not of_the(index, "Combien de projets FUI pour Minalogic ?", "Minalogic")
        of_2017 = texts(index, "Combien de projets le FUI a-t-il retenus en 2017 ?")
        assert max(of_2017, key=lambda row: row[1])[0].startswith("En 2017")


def test_the_year_that_is_asked_wins(index):
    assert "700" in texts(index, "Combien de membres réunit Aerospace Valley en 2015 ?")[0][0]


def test_what_came_later_counts_nothing(index):
    rows = texts(index, "Combien de membres réunit Aerospace Valley ?", as_of=2016)
    assert score_of(rows, "854") == 0
    assert "700" in rows[0][0]


def test_a_sentence_without_its_subject_brings_it(tmp_path):
    text = (
        "Hippolia est né à Caen. Il réunit 450 membres. Il aide les éleveurs.\n\n"
        "- CARA est un pôle.\n- Il prépare un plan pour les haras.\n"
    )
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "note.md").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", encoder="hashing")
    ingest([folder], settings)
    index = open_index(settings)
    (first, *_) = texts(index, "Combien de membres réunit Hippolia ?")
    assert first[0] == "Hippolia est né à Caen. Il réunit 450 membres."
    (item, *_) = texts(index, "Quel plan pour les haras ?")
    assert item[0] == "Il prépare un plan pour les haras."  # an item stays an item
    index.close()


def test_a_heading_that_asks_the_same_counts(tmp_path):
    text = (
        "# Guide\n\n## Entretien des locaux\n\nEn 2012, une PME versait 500 euros par an.\n\n"
        "## Combien coûte l'adhésion\n\nEn 2012, une PME versait 945 euros par an.\n"
    )
    (tmp_path / "guide.md").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", encoder="hashing")
    ingest([tmp_path / "guide.md"], settings)
    index = open_index(settings)
    rows = texts(index, "Combien coûte l'adhésion pour une PME ?")
    index.close()
    assert "945" in rows[0][0]
    assert score_of(rows, "945") > score_of(rows, "500") + 0.1


def test_a_list_answers_with_the_line_or_the_heading_that_opens_it(tmp_path):
    text = (
        "# Évaluation du fonds\n\nLe fonds soutient les projets des entreprises depuis 2018.\n\n"
        "Ne sont pas éligibles les loyers et les dépenses engagées avant le dépôt.\n\n"
        "Les dépenses éligibles sont les suivantes :\n\n- les audits ;\n- la formation.\n\n"
        "## Recommandations\n\n1. Réserver le fonds aux PME.\n2. Réduire le délai.\n"
    )
    (tmp_path / "fonds.md").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", encoder="hashing")
    ingest([tmp_path], settings)
    index = open_index(settings)
    assert texts(index, "Quelles dépenses sont éligibles ?")[0][0] == (
        "Les dépenses éligibles sont les suivantes :\n\n• les audits ;\n• la formation."
    )
    assert texts(index, "Que recommande l'évaluation du fonds ?")[0][0] == (
        "1. Réserver le fonds aux PME.\n• 2. Réduire le délai."
    )
    dated = [text for text, *_ in texts(index, "Depuis quand le fonds soutient-il les projets ?")]
    assert not any("\n•" in text for text in dated)
    index.close()


COUNTED = """En 2022, le programme Flexitanie déploie 150 bornes de recharge en Occitanie.

En 2022, le programme Flexitanie réunit 12 entreprises et 3 écoles.

De 2009 à 2011, l'État apporte au programme Flexitanie 600 000 euros par an, sans Limagrain.

En 2023, l'État apporte au programme Flexitanie 700 000 euros par an.
"""


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    other = {f"{n}.txt": f"Note {n} : rien de tel n'y est dit." for n in range(30)}
    files = {"note.txt": COUNTED, **other}
    with indexed(tmp_path_factory, files, encoder="embedded") as index:
        yield index


def evidence_of(index, asked):
    question = understand(asked, poles=index.cards.poles)
    concepts = concepts_of(question.standalone, index.lexical)
    return gather_evidence(index, question, concepts, search(index, asked, 10))


@pytest.mark.parametrize(
    ("asked", "part", "typed"),
    [
        ("How many charging points does Flexitanie deploy?", "bornes", True),
        ("How many charging points does Flexitanie deploy?", "écoles", False),
        ("How many schools does Flexitanie bring together?", "écoles", True),
        ("How many tonnes does Flexitanie save?", "bornes", False),
        ("Combien de tonnes Flexitanie économise-t-il ?", "bornes", False),
    ],
)
def test_things_are_counted_in_either_language(counted, asked, part, typed):
    found = [item for item in evidence_of(counted, asked) if part in item.text]
    assert [item.typed for item in found] == [typed]


def test_a_sum_is_that_of_whoever_the_question_names(counted):
    found = evidence_of(counted, "Combien Limagrain donne-t-il à Flexitanie ?")
    of_another = {item.text[:7]: item.of_another for item in found if "euros" in item.text}
    assert of_another == {"De 2009": False, "En 2023": True}


PARAGRAPHS = """# Projets

Tenerrdis suit plusieurs jeunes pousses. Rosalie (créée en 2017) recycle des panneaux, emploie \
50 salariés et grandit. Prodovar, experte du biogaz, emploie 400 salariés.

En 2020, le réseau Zéphyr réunit 56 pôles. Les adhérents sont au nombre de 12 000.
"""


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory):
    with indexed(tmp_path_factory, {"projets.md": PARAGRAPHS}) as index:
        yield index


def test_the_sentence_before_dates_and_names(paragraphs):
    asked = "Combien d'adhérents Zéphyr a-t-il en 2020 ?"
    (item,) = [e for e in evidence_of(paragraphs, asked) if e.text.startswith("Les adhérents")]
    assert item.introduced_by is not None
    assert "Zéphyr" in item.introduced_by.text
    assert not item.missing_name
    assert item.year == 2020


def test_a_sentence_with_its_own_subject_is_not_about_the_one_before(paragraphs):
    found = evidence_of(paragraphs, "Combien de salariés Rosalie emploie-t-elle ?")
    assert found[0].text.startswith("Rosalie")
    (other,) = [e for e in found if e.text.startswith("Prodovar")]
    assert other.missing_name
    assert other.introduced_by is None


def test_of_several_questions_in_a_heading_the_nearest_counts(tmp_path_factory):
    note = "# Note\n\n## {}\n\nEn 2022, le pôle emploie 900 salariés en France.\n"

    def score_under(heading):
        with indexed(tmp_path_factory, {"note.md": note.format(heading)}) as own:
            return score_of(texts(own, "Quels freins au recrutement ?"), "900")

    both = "Comment former les chercheurs publics ? Quels freins au recrutement ?"
    assert score_under(both) > score_under("Comment former les chercheurs publics ?") + 0.05


SHEETS = """# Projets

Axelune porte le projet DECLIN avec l'appui de la métropole. Le projet mobilise treize industriels.

Objectif : une baisse de 80 % des émissions. Le projet est doté d'un budget de 1,7 million d'euros.

L'ONDE, train léger, relance les lignes de desserte fine, et d'autres telles que celles-là.

REFOU, projet textile, développe une filature. Financé par trois agences, le projet recycle l'eau.
"""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    with indexed(tmp_path_factory, {"projets.md": SHEETS}) as index:
        yield index


def test_a_line_of_a_form_is_of_the_project_of_the_paragraph_before(sheets):
    best = evidence_of(sheets, "Quel est le budget de DECLIN ?")[0]
    assert "1,7" in best.text
    assert not best.of_another
    assert best.introduced_by is not None
    assert "DECLIN" in best.introduced_by.text


@pytest.mark.parametrize("asked", ["Qui finance DECLIN ?", "Quel est le budget de REFOU ?"])
def test_the_project_that_is_not_named_is_not_the_one_asked(sheets, asked):
    other = "trois agences" if "DECLIN" in asked else "1,7"
    (item,) = [e for e in evidence_of(sheets, asked) if other in e.text][:1]
    assert item.of_another


def test_a_name_whose_stem_is_that_of_a_filler_word_is_asked_for_word_for_word(sheets):
    found = evidence_of(sheets, "Qui finance le projet Telli ?")
    assert found
    assert all(item.missing_name for item in found)  # "telles" is no Telli


@pytest.mark.parametrize(
    ("asked", "names"),
    [("Telli, c'est quel projet ?", ["Telli"]), ("Telles sont les aides ?", [])],
)
def test_a_name_that_stands_alone_opens_a_question(sheets, asked, names):
    assert [c.word for c in concepts_of(asked, sheets.lexical) if c.is_name] == names


def test_a_common_word_in_capitals_holds_no_office(sheets):
    text = "Quel député a noté que DECLIN coûte aux Régions ?"
    concepts = concepts_of(text, sheets.lexical)
    asked = asked_of(understand(text), concepts, (), sheets.encoder)
    assert [concept.word for concept in asked.holders] == ["DECLIN"]
