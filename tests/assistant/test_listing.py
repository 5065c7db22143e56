"""Which questions ask for a list of pôles that the records hold exactly."""

import pytest

from assistant.answer import answer_question


@pytest.mark.parametrize(
    ("asked", "some", "others"),
    [
        ("Quels pôles en Bretagne ?", {"valorial", "images-et-reseaux"}, {"minalogic"}),
        ("Combien de pôles travaillent sur l'hydrogène ?", {"tenerrdis"}, {"hippolia"}),
        ("Which clusters deal with health?", {"lyonbiopole", "eurobiomed"}, {"tenerrdis"}),
        ("cybersécurité : donnez-moi tous les pôles concernés", {"systematic-paris-region"}, set()),
        ("Je prépare une note : quels pôles en Bretagne ?", {"valorial"}, {"minalogic"}),
        ("Quel pôle contacter pour un projet sur les batteries ?", {"tenerrdis"}, {"valorial"}),
        ("Quel pôle pour une PME de robotique à Lyon ?", {"minalogic"}, {"tenerrdis"}),
        ("Qui s'occupe de l'hydrogène parmi les pôles ?", {"tenerrdis"}, {"hippolia"}),
        ("Y a-t-il un pôle en Corse ?", {"capenergies"}, {"valorial"}),
        ("Quels pôles outre-mer ?", {"qualitropic"}, {"valorial"}),
        ("Which cluster covers the overseas territories?", {"qualitropic"}, {"valorial"}),
    ],
)
def test_every_pole_of_the_records_and_no_other(shipped, asked, some, others):
    answer = answer_question(shipped, asked)
    assert some <= set(answer.poles)
    assert not others & set(answer.poles)
    assert len(answer.citations) == len(answer.poles)
    assert str(len(answer.poles)) in answer.answer


@pytest.mark.parametrize(
    "asked",
    [
        "Qui finance les pôles ?",
        "Quel pôle ?",
        "liste des pôles avec leur président",
        "Quel pôle préside l'AFPC ?",
        "Que pensent les pôles de l'eau ?",
        "Quels pôles de la santé ont lancé un observatoire commun ?",
        "Je veux la liste des pôles qui ont perdu leur label en Bretagne",
        "Quels pôles ne sont plus labellisés en Bretagne ?",
        "Quels sont les anciens pôles de la santé ?",
        "Combien de PME dans les pôles bretons ?",
        "Chapitre numérique du texte : combien de pôles y ont travaillé ?",
    ],
)
def test_a_question_about_poles_is_no_request_for_a_list(shipped, asked):
    assert "selon les fiches" not in answer_question(shipped, asked).answer


@pytest.mark.parametrize(
    "asked",
    [
        "liste des pôles de compétitivité",
        "Donne-moi tous les pôles labellisés aujourd'hui",
        "Which competitiveness clusters exist in France?",
    ],
)
def test_all_of_them_by_region_with_the_official_count_in_a_note(shipped, asked):
    answer = answer_question(shipped, asked)
    labelled = {card.id for card in shipped.cards.poles if card.labelled}
    assert set(answer.poles) == labelled
    assert "Bretagne (ID4MOBILITY [" in answer.answer
    assert any("53" in note for note in answer.notes)


def test_two_lists_are_two(shipped):
    answer = answer_question(shipped, "Combien de pôles en Bretagne et combien en Corse ?").answer
    bretagne, corse = answer.split("Combien de pôles en Corse ?")
    assert "Valorial" in bretagne
    assert "Capenergies" not in bretagne
    assert "Capenergies" in corse


def test_a_list_beside_another_answer(shipped):
    answer = answer_question(shipped, "Quels pôles en Corse et qui préside Minalogic ?")
    assert answer.status == "answered"
    assert answer.answer.startswith("Quels pôles en Corse ? 1 pôle")
    assert "Minalogic" in answer.citations[-1].quote
    assert answer.answer.count("[1]") == 1


def test_a_former_name_brings_its_successor_once(shipped):
    answer = answer_question(shipped, "Comment s'appelle aujourd'hui Mov'eo ?")
    assert "NextMove" in answer.answer
    assert len({c.quote for c in answer.citations}) == len(answer.citations)


@pytest.mark.parametrize(
    ("asked", "read_as"),
    [
        ("Quels pôles à Toulouse ?", ("La liste répond à : Toulouse : Occitanie.",)),
        (
            "Quels pôles en Bretagne sur la cybersécurité ?",
            ("La liste répond à : Bretagne ; « cybersécurité ».",),
        ),
    ],
)
def test_a_note_says_how_place_and_theme_were_read(shipped, asked, read_as):
    assert answer_question(shipped, asked).notes == read_as


def test_all_poles_need_no_such_note(shipped):
    notes = answer_question(shipped, "Quels sont tous les pôles ?").notes
    assert not any("La liste" in note for note in notes)


def test_no_row_is_proved_by_a_title(shipped):
    answer = answer_question(shipped, "Quels pôles à Toulouse ?")
    assert all(citation.quote.endswith(".") for citation in answer.citations)
