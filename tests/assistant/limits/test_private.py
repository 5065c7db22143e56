import pytest

from assistant.limits.private import asks_private, gives_private
from assistant.question import understand
from assistant.records import Turn
from ingest.cards import PoleCard

CARDS = tuple(
    PoleCard(name.lower(), name, (name,), True) for name in ("Minalogic", "Cap Digital", "SAFE")
)


@pytest.mark.parametrize(
    "text",
    [
        "Quel est le numéro de téléphone de Jeanne Martin ?",
        "Tu aurais le mail de Jeanne Martin stp ?",
        "courriel de Jeanne Martin",
        "Jeanne Martin, son portable ?",
        "Jeanne Martin téléphone",
        "numero de telephone de jeanne martin",
        "l'adresse de Jeanne Martin",
        "How can I reach Jeanne Martin by phone?",
        "What is Jeanne Martin's phone number?",
        "e-mail address of Jeanne Martin",
        "Comment joindre le président de Minalogic ?",
        "Donne-moi le 06 du directeur de Cap Digital",
        "numéro du président de Minalogic",
        "What is the cell of the Europe manager at Minalogic?",
        "Where does the chairman of Minalogic live?",
        "quelles sont les coordonnées de la déléguée générale",
        "her number?",
        "Peux-tu me donner le contact direct de Jeanne Martin ?",
        "Auriez-vous un moyen d'appeler Jeanne-Luce Martin directement ?",
        "je cherche le num de la présidente de Minalogic",
        "the best number to get hold of the president of Minalogic",
        "À qui appartient le 06 12 34 56 78 ?",
        "jeanne.martin@example.org, c'est qui ?",
        "elle a quel âge la présidente de Minalogic ?",
        "Minalogic est présidé par Jeanne Martin, elle a quel âge ?",
    ],
)
def test_how_to_reach_a_person_is_private(text):
    assert asks_private(text, CARDS)


@pytest.mark.parametrize(
    "text",
    [
        "Comment contacter Minalogic ?",
        "Quel est l'e-mail de Cap Digital ?",
        "Quel est le téléphone du pôle Minalogic ?",
        "Quelle est l'adresse de l'AFPC ?",
        "Quelle est l'adresse du pôle que préside Jeanne Martin ?",
        "What is the cluster's phone number?",
        "How do I contact the association?",
        "Comment joindre la Région Bretagne ?",
        "Comment s'appelle le président de Minalogic ?",
        "À qui s'adresse le dispositif ?",
        "Quel est le numéro de la phase actuelle ?",
        "Quel président a été élu le 07 juillet 2021 ?",
        "Qui contacter pour adhérer ?",
        "Quelles actions sont coordonnées par les responsables de filière ?",
        "Un tel directeur existe-t-il ?",
        "Quelles PME sont en contact de dirigeants de pôles ?",
        "Faut-il joindre au dossier une lettre du dirigeant ?",
        "Call 8: who was the director?",
        "How does the call help company directors?",
        "Le salaire des employés de R&D est-il aidé ?",
        "Le pôle French Tech s'adresse aux start-up de quel âge ?",
        "Quelle application mobile le pôle a-t-il lancée ?",
        "Quel est le site internet de Minalogic ?",
        "il a quel âge Minalogic ?",
        "elle a quel âge l'association des pôles",
    ],
)
def test_how_to_reach_a_body_is_not(text):
    assert not asks_private(text, CARDS)


@pytest.mark.parametrize(
    ("statement", "private"),
    [
        ("Email: jeanne.martin@example.org", True),
        ("Tel: +33 (0)6 12 34 56 78", True),
        ("Jeanne Martin, 06 12 34 56 78.", True),
        ("Contact : contact@example.org", False),
        ("Tél. : 03 12 34 56 78", False),
        ("1 rue du Port, 29200 Brest | Tél. : 06 12 34 56 78 - www.example.org", False),
        ("Le pôle Nov@log a 120 membres.", False),
    ],
)
def test_a_line_with_somebody_s_own_contact_is_private(statement, private):
    assert gives_private(statement) is private


def test_a_follow_up_asks_it_of_whoever_was_named():
    history = [Turn("user", "Qui préside Minalogic ?"), Turn("assistant", "Jeanne Martin. [1]")]
    assert understand("et son mail ?", history, poles=CARDS).limit == "private"
    pay = understand("il touche combien ?", history, poles=CARDS)
    assert (pay.limit, understand("il touche combien d'aides ?", history, poles=CARDS).limit) == (
        "private",
        "",
    )
    history[1] = Turn("assistant", "En 2026, Jeanne Martin préside Minalogic. [1]")
    address = understand("Et son adresse ?", history, poles=CARDS)
    assert (address.limit, address.standalone) == ("", "Et son adresse (Minalogic) ?")
    history = [Turn("user", "Qui préside l'AFPC ?"), Turn("assistant", "Jeanne Martin. [1]")]
    assert understand("son adresse ?", history, poles=CARDS).limit == ""
    assert understand("son mail ?", history, poles=CARDS).limit == "private"
    history = [Turn("user", "Que fait Minalogic ?"), Turn("assistant", "Minalogic innove. [1]")]
    assert understand("et son adresse ?", history, poles=CARDS).limit == ""


def test_what_is_gained_by_joining_is_nobody_s_pay():
    assert not asks_private("Je suis patron, qu'est-ce que j'y gagne à adhérer ?")
    assert not asks_private("Qu'est-ce que le patron gagne à adhérer ?")
    assert not asks_private("Que gagne un laboratoire dans Eurostars ?")
    assert asks_private("Combien gagne le patron de CARA ?")


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Depuis quand Marie-Jeanne Martin est-elle présidente de Minalogic ?", False),
        ("Marie Martin est-elle présidente de Minalogic ?", False),
        ("La présidente de Minalogic est-elle mariée ?", True),
    ],
)
def test_a_first_name_tells_of_no_marriage(text, private):
    assert asks_private(text, CARDS) is private
