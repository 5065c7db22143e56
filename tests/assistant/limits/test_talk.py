import pytest

from assistant.limits.talk import talk_of, without_talk
from assistant.question import understand
from assistant.records import Turn
from ingest.cards import PoleCard

CARDS = tuple(PoleCard(name.lower(), name, (name,), True) for name in ("Hippolia", "Minalogic"))


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Et ?", ""),
        ("Quelles sont vos sources ?", "who"),
        ("Aidez-moi !", "who"),
        ("Aidez-moi à trouver un pôle", ""),
        ("Bonjour", "greeting"),
        ("Salut, ça va ?", "greeting"),
        ("Au revoir !", "greeting"),
        ("Merci !", "thanks"),
        ("ok merci beaucoup, c'est parfait", "thanks"),
        ("Thanks a lot, that's perfect", "thanks"),
        ("Qui es-tu ?", "who"),
        ("Bonjour, tu es un robot ?", "who"),
        ("What can you do?", "who"),
        ("Qui vous a programmé ?", "who"),
        ("Quel modèle utilises-tu ?", "who"),
        ("slt", "greeting"),
        ("Qui a créé Hippolia ?", ""),
        ("Merci, et combien de membres ?", ""),
        ("Bonjour, qui préside Hippolia ?", ""),
        ("Qui es-tu pour Hippolia ?", ""),
        ("Que peut faire un pôle ?", ""),
    ],
)
def test_what_is_talk(text, talk):
    assert talk_of(text) == talk


@pytest.mark.parametrize("talk", ["Merci", "Thanks!", "Bonjour, qui es-tu ?"])
def test_talk_is_no_topic_of_what_follows(talk):
    history = [
        Turn("user", "Qui préside Hippolia ?"),
        Turn("assistant", "X. [1]"),
        Turn("user", talk),
        Turn("assistant", "Avec plaisir, Minalogic."),
    ]
    asked = understand("Combien de membres ?", history, poles=CARDS)
    assert asked.standalone == "Combien de membres (Hippolia) ?"


def test_thanks_before_a_question_are_no_name():
    asked = understand("Merci, et combien de membres ?", [Turn("user", "Que fait Hippolia ?")])
    assert asked.standalone == "et combien de membres (Hippolia) ?"
    before = [Turn("user", "Super, qui préside Hippolia ?")]
    assert understand("depuis quand ?", before).standalone == "depuis quand (préside Hippolia) ?"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Merci beaucoup, et combien de membres ?", "et combien de membres ?"),
        ("ok qui préside Hippolia ?", "qui préside Hippolia ?"),
        ("D'accord. Super ! Et Minalogic ?", "Et Minalogic ?"),
        ("Thanks a lot, who chairs it?", "who chairs it?"),
        ("Bien sûr les pôles sont gratuits ?", "Bien sûr les pôles sont gratuits ?"),
        ("top 3 des pôles", "top 3 des pôles"),
        ("Bonjour, je suis journaliste, qui les finance ?", "qui les finance ?"),
        ("Je suis étudiant en chimie, quel pôle ?", "Je suis étudiant en chimie, quel pôle ?"),
        ("Je suis journaliste", "Je suis journaliste"),
        ("ok merci, c'est parfait", "ok merci, c'est parfait"),
        ("Et Minalogic ?", "Et Minalogic ?"),
        ("Bonjour, je suis étudiante en M2, je cherche à savoir qui préside Hippolia",
         "qui préside Hippolia"),
        ("pour un exposé j'aimerais savoir qui préside Hippolia", "qui préside Hippolia"),
        ("Bonjour je fais un mémoire sur les pôles, combien sont-ils ?", "combien sont-ils ?"),
        ("I'd like to know who chairs it", "who chairs it"),
        ("je suis étudiant en chimie, quel pôle ?", "je suis étudiant en chimie, quel pôle ?"),
        ("pour un article sur l'eau, quel pôle ?", "pour un article sur l'eau, quel pôle ?"),
        ("je voudrais adhérer à Hippolia", "je voudrais adhérer à Hippolia"),
    ],
)  # fmt: skip
def test_what_opens_a_question_is_none_of_it(text, asks):
    assert without_talk(text) == asks


@pytest.mark.parametrize(
    ("text", "language"), [("thanks a lot", "en"), ("Hello!", "en"), ("merci", "fr")]
)
def test_talk_has_a_language(text, language):
    assert understand(text).language == language


@pytest.mark.parametrize("text", ["et en Corse ?", "And in Brittany?", "et en 2016 ?"])
def test_a_follow_up_of_nothing_is_asked_back(text):
    assert understand(text, poles=CARDS).limit == "incomplete"
    assert understand(text, [Turn("user", "Merci")], poles=CARDS).limit == "incomplete"
    assert understand(text, [Turn("user", "Quels pôles en 2012 ?")], poles=CARDS).limit == ""


@pytest.mark.parametrize("text", ["Le pôle", "pôles ?", "clusters", "the cluster?"])
def test_a_pole_that_nothing_is_asked_of_is_asked_back(text):
    assert understand(text, poles=CARDS).limit == "incomplete"
    assert understand("pôles de compétitivité", poles=CARDS).limit == ""


@pytest.mark.parametrize("text", ["Et en Corse, quels pôles ?", "En Corse ?", "Et Minalogic ?"])
def test_what_asks_something_is_answered(text):
    assert understand(text, poles=CARDS).limit == ""
