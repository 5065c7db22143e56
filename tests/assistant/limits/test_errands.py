import pytest

from assistant.limits.errands import is_errand
from ingest.analysis import fold


@pytest.mark.parametrize(
    "text",
    [
        "Un bon coiffeur près du siège d'i-Trans ?",
        "Quel gîte pour deux nuits à Angers ?",
        "Où déjeuner à Metz pendant l'assemblée du pôle ?",
        "Which laptop should I buy?",
        "Can you suggest a decent hotel near the airport?",
        "J'hésite à quitter mon poste dans un pôle : que feriez-vous à ma place ?",
        "On veut racheter ma PME, est-ce que je devrais accepter ?",
        "Comment créer une micro-entreprise ?",
        "best bike under 500 euros",
        "Quelle crème pour mon bébé ?",
        "Mon ordinateur ne démarre plus",
        "Comment réparer ma chaudière ?",
        "quel taux pour un prêt immobilier",
        "Qui a gagné la coupe de France ?",
    ],
)
def test_private_errands(text):
    assert is_errand(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "Notre PME veut acheter des drones, à qui parler ?",
        "Où réserver une plateforme d'essais ?",
        "Quel est le meilleur pôle pour le vélo ?",
        "Je fabrique des vélos : qui peut financer mon vélo électrique ?",
        "Quels vins soutient Inno'vin ?",
        "Comment louer des bureaux dans l'incubateur ?",
        "Combien de voitures à hydrogène en 2030 ?",
        "Can I visit the factory of a member?",
        "Quelle aide pour embaucher un docteur ?",
        "Dois-je adhérer à un pôle pour vendre mes capteurs ?",
        "Comment créer une entreprise avec l'aide d'un pôle ?",
    ],
)
def test_questions_of_the_field_are_none(text):
    assert not is_errand(fold(text))
