import pytest

from assistant.conversation.followup import adds_to, standalone_readings
from assistant.records import Turn
from assistant.texts import text_for
from assistant.understanding.parts import parts_of
from assistant.understanding.subjects import subjects
from ingest.cards import PoleCard

CARDS = tuple(PoleCard(name.lower(), name, (name,), True) for name in ("Hippolia", "Minalogic"))


def readings(earlier, text, answer="…"):
    history = [Turn("user", earlier), Turn("assistant", answer)]
    return standalone_readings(text, history, CARDS)


@pytest.mark.parametrize(
    ("earlier", "text", "standalone"),
    [
        ("Combien de membres pour Hippolia en 2012 ?", "et en 2016 ?",
         "Combien de membres pour Hippolia en 2016 ?"),
        ("Combien de membres compte Hippolia ?", "combien exactement ?",
         "Combien de membres compte Hippolia ?"),
        ("Which clusters work on wood?", "how many are there?", "Which clusters work on wood?"),
        ("Combien de membres compte Hippolia ?", "et de PME ?", "Combien de PME compte Hippolia ?"),
        ("Combien de membres pour Hippolia ?", "et avant 2012 ?",
         "Combien de membres pour Hippolia avant 2012 ?"),
        ("Combien de pôles dans la phase IV ?", "et la V ?",
         "Combien de pôles dans la phase V ?"),
        ("Quels sont les pôles de la santé ?", "et de l'agriculture ?",
         "Quels sont les pôles de l'agriculture ?"),
        ("Combien de membres pour Hippolia en 2012 ?", "et trois ans après ?",
         "Combien de membres pour Hippolia en 2015 ?"),
        ("Combien de membres pour Hippolia en 2012 ?", "et aujourd'hui ?",
         "Combien de membres pour Hippolia aujourd'hui ?"),
        ("Quels pôles en Bretagne ?", "et en Grand Est ?", "Quels pôles en Grand Est ?"),
        ("hippolia fait quoi", "combien de salariés ?", "combien de salariés (Hippolia) ?"),
        ("Que fait Hippolia ?", "Et Minalogic ?", "Que fait Minalogic ?"),
        ("Qui préside Hippolia ?", "non, je voulais dire Minalogic", "Qui préside Minalogic ?"),
        ("Qui préside Hippolia ?", "Pardon, pas Hippolia mais Minalogic",
         "Qui préside Minalogic ?"),
        ("Combien de pôles en 2019 ?", "not in 2019 but in 2023", "Combien de pôles en 2023 ?"),
        ("Qui préside Hippolia ?", "plutôt Minalogic", "Qui préside Minalogic ?"),
        ("Who chairs Hippolia?", "no, I meant Minalogic", "Who chairs Minalogic?"),
        ("Who chairs Hippolia?", "sorry, Minalogic instead", "Who chairs Minalogic?"),
        ("Qui préside Hippolia ?", "Minalogic, pas Hippolia", "Qui préside Minalogic ?"),
        ("Quels pôles en Bretagne ?", "pardon, en Corse je veux dire", "Quels pôles en Corse ?"),
        ("Combien de pôles en 2019 ?", "je voulais dire en 2023", "Combien de pôles en 2023 ?"),
        ("Qui préside Hippolia ?", "c'est pour qui ?", "c'est pour qui (préside Hippolia) ?"),
        ("Combien de pôles aujourd'hui ?", "Combien y en avait-il en phase II ?",
         "Combien de pôles en phase II ?"),
        ("Combien de pôles en 2023 ?", "et en phase IV ?", "Combien de pôles en phase IV ?"),
        ("Combien de pôles en phase II ?", "et en phase IV ?", "Combien de pôles en phase IV ?"),
        ("Combien de pôles aujourd'hui ?", "et en 2012 ?", "Combien de pôles en 2012 ?"),
        ("Que fait Hippolia ?", "rien à voir : qui dirige l'ADEME ?", "qui dirige l'ADEME ?"),
        ("Que fait Hippolia ?", "Combien de pôles y a-t-il ?", "Combien de pôles y a-t-il ?"),
        ("Que fait Hippolia ?", "c'est quoi le crédit d'impôt ?", "c'est quoi le crédit d'impôt ?"),
        ("Que fait Hippolia ?", "Où est Minalogic ?", "Où est Minalogic ?"),
        ("Qui préside Hippolia ?", "et en Bretagne, quels pôles ?",
         "et en Bretagne, quels pôles ?"),
        ("Qui préside Hippolia ?", "Quels autres pôles en Occitanie ?",
         "Quels autres pôles en Occitanie ?"),
        ("Quels pôles en Bretagne ?", "combien y en a-t-il en tout ?",
         "Combien de pôles de compétitivité en tout ?"),
        ("Quels pôles en Bretagne ?", "lequel travaille sur la mer ?",
         "Quels pôles travaille sur la mer (en Bretagne) ?"),
        ("Quels pôles travaillent sur l'hydrogène ?", "et sur le bois ?",
         "Quels pôles travaillent sur le bois ?"),
        ("Quels pôles en Bretagne ?", "lesquels ?", "quels pôles en Bretagne ?"),
        ("Hippolia a posé combien de bornes ?", "lesquelles ?", "Hippolia a posé quels bornes ?"),
        ("How many labs does Hippolia have?", "which ones?", "which labs does Hippolia have?"),
        ("Hippolia a posé combien de bornes ?", "elles sont dans quelles villes ?",
         "elles sont dans quelles villes (Hippolia a posé bornes) ?"),
        ("Qui préside Hippolia ?", "et avant lui, qui tenait le poste, et sur quelle période ?",
         "et avant lui, qui tenait le poste, et sur quelle période (préside Hippolia) ?"),
        ("Combien de pôles travaillent sur la santé ?", "lequel est à Lyon ?",
         "Quels pôles est à Lyon (travaillent sur la santé) ?"),
        ("Combien de pôles en Corse ?", "et lesquels en Occitanie ?", "Quels pôles en Occitanie ?"),
        ("Combien ont été retenus par Hippolia ?", "lesquels sont à Lyon ?",
         "lesquels sont à Lyon (ont été retenus par Hippolia) ?"),
        ("Who chairs Hippolia?", "where is it?", "where is it (Hippolia) ?"),
        ("Who chairs Hippolia?", "and before her?", "Who chairs Hippolia before her ?"),
        ("Qui préside l'AFPC ?", "et avant lui ?", "Qui préside l'AFPC avant lui ?"),
        ("Qui préside l'AFPC ?", "qui avant ?", "Qui préside l'AFPC avant ?"),
        ("Que fait Hippolia ?", "et après ?", "Que fait Hippolia — et après ?"),
        ("Who chairs Hippolia?", "since when?", "since when (chairs Hippolia) ?"),
        ("Qui préside Hippolia ?", "c'était qui en 2015 ?", "Qui préside Hippolia en 2015 ?"),
        ("Combien de membres a Hippolia ?", "et d'emplois ?", "Combien d'emplois a Hippolia ?"),
        ("Combien de membres a Hippolia ?", "et de salariés ?", "Combien de salariés a Hippolia ?"),
        ("How many members does Hippolia have?", "and employees?",
         "How many employees does Hippolia have?"),
        ("Combien de membres a Hippolia ?", "et son budget ?", "et son budget (Hippolia) ?"),
        ("C'est quoi son budget ?", "Hippolia", "C'est quoi son budget (Hippolia) ?"),
        ("Que fait Hippolia ?", "Tous les pôles ont-ils un budget comparable ?",
         "Tous les pôles ont-ils un budget comparable ?"),
        ("Que fait Hippolia ?", "et les pôles en général, ils ont combien d'adhérents ?",
         "et les pôles en général, ils ont combien d'adhérents ?"),
        ("Que fait Hippolia ?", "combien de projets avec les autres pôles de sa région ?",
         "combien de projets avec les autres pôles de sa région (Hippolia) ?"),
        ("Où est Hippolia ?", "et Minalogic est où ?", "Où est Minalogic ?"),
        ("Quand a commencé la phase 5 ?", "quand finit-elle ?", "quand finit-elle (phase 5) ?"),
        ("What is phase V?", "how many clusters?", "how many clusters (phase V) ?"),
        ("What is phase V?", "how many clusters today?", "how many clusters today?"),
        ("Qui préside Hippolia et Minalogic ?", "et CARA ?", "Qui préside CARA ?"),
        ("Et leur site (Hippolia et Minalogic) ?", "et CARA ?", "Et leur site (CARA) ?"),
        ("Phase IV : combien de labels ?", "qui a annoncé la phase d'après ?",
         "qui a annoncé la phase 5 ?"),
        ("Qui est le président de l'AFPC ?", "depuis quand ?",
         "depuis quand (le président de l'AFPC) ?"),
        ("quel est le budget de hippolia", "et minalogic ?", "quel est le budget de Minalogic"),
        ("combien d'adhérents à hippolia ?", "non pardon, minalogic",
         "combien d'adhérents à Minalogic ?"),
        ("Hippolia a combien de membres en 2015 ?", "et son adresse ?",
         "et son adresse (Hippolia) ?"),
        ("quelle différence avec un pôle ?", "et une technopole ?",
         "quelle différence avec une technopole ?"),
        ("Quels pôles font du bois en Corse ?", "et de la santé ?",
         "Quels pôles font de la santé en Corse ?"),
        ("Combien de pôles en Normandie ?", "cite les", "quels pôles en Normandie ?"),
        ("How many clusters in Normandy?", "name them all please", "which clusters in Normandy?"),
        ("Quels pôles font du bois ?", "et en Bretagne seulement ?",
         "Quels pôles font du bois (Bretagne) ?"),
        ("C'est quoi un pôle de compétitivité ?", "et une SATT ?", "C'est quoi une SATT ?"),
        ("depuis quand (préside l'AFPC) ?", "et avant ?", "qui préside l'AFPC avant ?"),
        ("Combien gagne le président de Hippolia ?", "et c'est qui ?",
         "Qui est le président de Hippolia ?"),
        ("et leurs présidents (pôles sur l'eau) ?", "et sur le bois ?",
         "et leurs présidents (pôles sur le bois) ?"),
        ("et leurs présidents (pôles sur l'eau) ?", "et leurs adresses ?",
         "et leurs adresses (pôles sur l'eau) ?"),
        ("Hippolia a combien de membres en 2015 ?", "et son budget ?",
         "et son budget (Hippolia, 2015) ?"),
        ("C'est quoi un pôle ?", "et à quoi ça sert ?", "et à quoi ça sert (un pôle) ?"),
        ("et à quoi ça sert (un pôle) ?", "qui les paye ?", "qui les paye (un pôle) ?"),
        ("Hippolia a combien de membres ?", "et au-delà ?",
         "Hippolia a combien de membres — et au-delà ?"),
        ("Que fait Hippolia ?", "Travaille-t-il avec Caen ?",
         "Travaille-t-il avec Caen (Hippolia) ?"),
        ("Que fait Hippolia ?", "combien de projets a-t-il labellisés en 2010 ?",
         "combien de projets a-t-il labellisés en 2010 (Hippolia) ?"),
        ("Que fait Hippolia ?", "Le pôle existe-t-il encore ?",
         "Le pôle existe-t-il encore (Hippolia) ?"),
        ("Combien a levé ROSI ?", "que fait-il ?", "que fait-il (ROSI) ?"),
        ("Que demande la R&D à Hippolia ?", "et son budget ?", "et son budget (Hippolia) ?"),
        ("Que veut i-Lab ?", "et son budget ?", "et son budget (i-Lab) ?"),
        ("Hippolia a levé combien en 2015 ?", "Combien d'adhérents en 2012 ?",
         "Combien d'adhérents en 2012 (Hippolia) ?"),
        ("Quel est le taux de ZEUS depuis 2008 ?", "et combien de salariés ?",
         "et combien de salariés (ZEUS) ?"),
        ("Hippolia avait-il un label en 2012 ?", "et en quelle année est-il né ?",
         "et en quelle année est-il né (Hippolia) ?"),
        ("Hippolia a combien de membres en 2015 ?", "et combien en forme-t-il aujourd'hui ?",
         "et combien en forme-t-il aujourd'hui (Hippolia) ?"),
        ("Que fait Hippolia ?", "et combien de pôles en 2019 ?", "et combien de pôles en 2019 ?"),
        ("Que fait Hippolia ?", "A-t-il des partenaires au Danemark ?",
         "A-t-il des partenaires au Danemark (Hippolia) ?"),
        ("A-t-il des partenaires au Danemark (Hippolia) ?", "où est-il ?",
         "où est-il (Hippolia) ?"),
        ("Que fait Hippolia ?", "Pour les PME, que propose-t-il avec Thales ?",
         "Pour les PME, que propose-t-il avec Thales (Hippolia) ?"),
        ("Que fait Hippolia ?", "Un laboratoire peut-il être suivi par ZEUS ?",
         "Un laboratoire peut-il être suivi par ZEUS ?"),
        ("Que fait Hippolia ?", "Combien d'adhérents Minalogic a-t-il ?",
         "Combien d'adhérents Minalogic a-t-il ?"),
        ("Que fait Hippolia ?", "Est-il possible d'adhérer à Minalogic ?",
         "Est-il possible d'adhérer à Minalogic ?"),
        ("Combien de pôles en France ?", "et en Bretagne ?", "Combien de pôles en Bretagne ?"),
        ("Combien de projets l'appel 8 a-t-il aidés ?", "How much did the State put in?",
         "How much did the State put in (appel 8) ?"),
    ],
)  # fmt: skip
def test_the_likeliest_reading(earlier, text, standalone):
    assert readings(earlier, text)[0] == standalone


def test_the_second_reading_is_about_the_last_answer():
    assert readings("Qui porte ZEUS ?", "combien de membres a-t-il ?", "Minalogic [1].") == (
        "combien de membres a-t-il (ZEUS) ?",
        "combien de membres a-t-il (Minalogic) ?",
    )


def test_what_could_open_a_conversation_is_read_both_ways():
    text = "Combien de temps dure la probation prononcée ?"
    both = ("Combien de temps dure la probation prononcée (Hippolia) ?", text)
    assert readings("Que fait Hippolia ?", text) == both
    assert adds_to(*both)
    assert not adds_to("Qui préside Hippolia ?", "Qui préside Minalogic ?")
    assert readings("Comment naît une politique ?", text) == (text,)
    asked = [Turn("user", "Que fait Hippolia ?"), Turn("assistant", "…"), Turn("user", text)]
    of_any = [*asked, Turn("assistant", "Un label sous probation est donné pour deux ans. [1]")]
    of_it = [*asked, Turn("assistant", "Hippolia est en probation pour deux ans. [1]")]
    assert standalone_readings("et son coût ?", of_it, CARDS)[0] == "et son coût (Hippolia) ?"
    assert standalone_readings("et depuis quand ?", of_any, CARDS)[0] == (
        "et depuis quand (temps dure la probation prononcée) ?"
    )


def test_the_name_at_a_rank_of_the_answer():
    said = "2 pôles : Hippolia [1], Minalogic [2]."
    assert readings("Quels pôles ?", "qui préside le premier ?", said) == (
        "qui préside Hippolia ?",
    )
    assert readings("Quels pôles ?", "et le dernier est où ?", said)[0] == "et Minalogic est où ?"
    assert readings("Quels pôles ?", "le premier, il est où ?", said)[0] == "Hippolia, il est où ?"
    assert readings("Quels pôles ?", "le premier cité, c'est où ?", said)[0] == (
        "Hippolia, c'est où ?"
    )
    assert "Premier" not in readings("Quels pôles ?", "le premier ministre ?", said)[0]


def test_a_rank_stays_that_of_the_list_and_a_name_alone_asks_what_it_is():
    said = "2 pôles labellisés : Hippolia [1], Minalogic [2]."
    asked = "Quels pôles en Corse ?"
    assert readings(asked, "le 2", said) == ("Minalogic, c'est quoi ?",)
    assert readings(asked, "et Hippolia ?", said) == ("Hippolia, c'est quoi ?",)
    assert readings("Which clusters are here?", "the second", said) == ("What is Minalogic?",)
    history = [
        Turn("user", asked),
        Turn("assistant", said),
        Turn("user", "parle-moi du premier"),
        Turn("assistant", "Hippolia travaille avec Minalogic et Hippolia. [1]"),
    ]
    assert standalone_readings("et le n° 2 ?", history, CARDS)[0] == "Minalogic, c'est quoi ?"
    assert readings(asked, "le 12/03 ?", said)[0] != "Hippolia"


def test_the_first_of_two_that_a_question_names():
    asked = "Hippolia et Minalogic ont fusionné ?"
    assert readings(asked, "qui préside le premier ?")[0] == "qui préside Hippolia ?"
    history = [
        Turn("user", asked),
        Turn("assistant", "…"),
        Turn("user", "qui préside le premier ?"),
        Turn("assistant", "En 2026, Hippolia est présidé par Jean Martin. [1]"),
    ]
    assert standalone_readings("et le second ?", history, CARDS)[0] == "qui préside Minalogic ?"


def test_who_heads_it_is_asked_of_the_pole_that_a_definition_names():
    said = "ZEUS est un programme de Minalogic. [1]"
    assert readings("C'est quoi zeus ?", "et son président ?", said)[0] == (
        "et son président (Minalogic) ?"
    )


def test_a_pole_that_was_asked_for_is_the_next_subject():
    found = readings("Quel pôle porte ZEUS ?", "qui le préside ?", "Minalogic [1].")
    assert found[0] == "qui le préside (Minalogic) ?"


def test_who_leads_the_pole_is_asked_of_the_pole_alone():
    earlier = "Luc Roy présidait-il Minalogic en 2016 ?"
    assert readings(earlier, "et qui le dirige ?") == ("et qui le dirige (Minalogic) ?",)
    assert readings(earlier, "and who runs it?") == ("and who runs it (Minalogic) ?",)
    assert readings(earlier, "et qui le dirigeait ?") == (
        "et qui le dirigeait (Minalogic, 2016) ?",
    )


def test_what_supports_an_answer_is_no_subject_of_the_next_question():
    said = "En mai 2004, le rapport de Christian Blanc est remis. [1] En 2005, SCS naît. [2]"
    found = readings("Comment la politique est-elle née ?", "de qui est le rapport ?", said)
    assert "de qui est le rapport (Christian Blanc) ?" in found
    assert not any("SCS" in reading for reading in found)


def test_the_first_word_of_a_sentence_a_month_or_what_every_subject_has_is_no_subject():
    said = "Politique aidant les PME, lancée in September. [1]"
    assert readings("Quand est née la politique ?", "par qui ?", said) == (
        "par qui (née la politique) ?",
    )
    assert readings("Que fait Hippolia ?", "quelle part de R&D faut-il ?")[0] == (
        "quelle part de R&D faut-il (Hippolia) ?"
    )


def test_a_refusal_names_no_subject():
    said = text_for("declined", "fr", 5) + " Les plus proches portent sur : « Minalogic »."
    assert readings("Qui a inventé le label ?", "combien de membres ?", said) == (
        "combien de membres (a inventé le label) ?",
    )


def test_the_few_poles_of_an_answer_are_asked_about_together():
    found = readings("Quels pôles en Corse ?", "qui les préside ?", "Hippolia [1], Minalogic [2].")
    assert found[0] == "qui les préside (Hippolia et Minalogic) ?"


def test_more_poles_than_can_be_named_are_asked_about_as_they_were_asked_for(monkeypatch):
    for module in ("followup", "listed"):
        monkeypatch.setattr(f"assistant.conversation.{module}.FEW", 1)
    said = "2 pôles : Hippolia [1], Minalogic [2]."
    found = readings("Quels pôles en Corse ?", "et leurs présidents ?", said)
    assert found == ("et leurs présidents (pôles en Corse) ?",)
    again = readings(found[0], "et leurs adresses ?", said)
    assert again == ("et leurs adresses (pôles en Corse) ?",)
    assert readings(found[0], "et en Bretagne ?", said) == (
        "et leurs présidents (pôles en Bretagne) ?",
    )
    assert readings("Qui préside Minalogic ?", "et leurs adresses ?", said)[0] == (
        "et leurs adresses (Minalogic) ?"
    )


def test_the_names_in_a_definition_are_no_subject_before_what_is_defined():
    found = readings("C'est quoi un pôle ?", "qui les dirige ?", "L'AFPC dit ce que c'est. [1]")
    assert found == ("qui les dirige (un pôle) ?", "qui les dirige (AFPC) ?")


def test_the_poles_that_fit_a_company_are_the_next_subject():
    earlier = "Je cherche un pôle pour ma PME de textile"
    said = "1 pôle : Hippolia [1]."
    assert readings(earlier, "c'est qui le président ?", said)[0] == (
        "c'est qui le président (Hippolia) ?"
    )
    assert readings(earlier, "et ils font quoi ?", said)[0] == "et ils font quoi (Hippolia) ?"
    assert readings("Que font les PME ?", "et leurs sites ?", said)[0] == "et leurs sites (PME) ?"


def test_what_was_so_then_is_asked_of_today():
    before = "combien de membres avait Hippolia à l'époque ?"
    assert (
        readings(before, "et aujourd'hui ?")[0] == "combien de membres avait Hippolia aujourd'hui ?"
    )


def test_a_chain_of_follow_ups():
    history = [Turn("user", "Que fait Hippolia ?"), Turn("user", "et en 2012 ?")]
    assert standalone_readings("et en 2013 ?", history, CARDS) == ("Que fait Hippolia en 2013 ?",)


def test_without_history_a_question_is_itself():
    assert standalone_readings("et en 2013 ?", ()) == ("et en 2013 ?",)


def test_subjects():
    assert subjects("et leurs sites (Hippolia et Pôle Mer) ?", CARDS) == ["Hippolia", "Pôle Mer"]
    assert subjects("Les sites de Hippolia et Pôle ?", CARDS) == ["Hippolia"]
    assert subjects("Combien de membres a hippolia à Caen avec l'AFPC ?", CARDS) == [
        "AFPC",
        "Hippolia",
    ]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Où est CARA et combien de membres compte-t-il ?",
         ("Où est CARA ?", "combien de membres compte-t-il (CARA) ?")),
        ("Qui préside CARA et qui dirige Derbi ?", ("Qui préside CARA ?", "qui dirige Derbi ?")),
        ("Quels pôles pour l'eau et le bois ?", ("Quels pôles pour l'eau et le bois ?",)),
        ("Que fait CARA ?", ("Que fait CARA ?",)),
        ("combien de pôles en 2005, combien en 2013 et combien en 2023",
         ("combien de pôles en 2005 ?", "combien de pôles en 2013 ?",
          "combien de pôles en 2023 ?")),
        ("Combien de pôles en Bretagne et combien en Corse ?",
         ("Combien de pôles en Bretagne ?", "Combien de pôles en Corse ?")),
        ("Quels pôles travaillent sur l'eau et lesquels sur la santé ?",
         ("Quels pôles travaillent sur l'eau ?", "Quels pôles travaillent sur la santé ?")),
        ("Qui préside l'AFPC et depuis quand ?",
         ("Qui préside l'AFPC ?", "depuis quand (préside l'AFPC) ?")),
        ("Combien de membres et combien de projets pour CARA ?",
         ("Combien de membres (CARA) ?", "combien de projets pour CARA ?")),
        ("Le FUI c'est quoi et quand a-t-il été arrêté ?",
         ("Le FUI c'est quoi ?", "quand a-t-il été arrêté (FUI) ?")),
        ("À quoi sert ZEUS ? Combien de membres ?",
         ("À quoi sert ZEUS ?", "Combien de membres (ZEUS) ?")),
        ("Qui préside ZEUS, où est-il et avec quels pôles travaille-t-il ?",
         ("Qui préside ZEUS ?", "où est-il (ZEUS) ?",
          "avec quels pôles travaille-t-il (ZEUS) ?")),
        ("ZEUS : combien de membres, quel budget et a-t-il fusionné ?",
         ("ZEUS : combien de membres ?", "quel budget (ZEUS) ?", "a-t-il fusionné (ZEUS) ?")),
        ("Who chairs ZEUS, and how many people does it now train?",
         ("Who chairs ZEUS ?", "how many people does it now train (ZEUS) ?")),
        ("Quand le pôle de la ville, ZEUS, a-t-il rejoint CARA ?",
         ("Quand le pôle de la ville, ZEUS, a-t-il rejoint CARA ?",)),
        ("Qui préside ZEUS ? Merci d'avance.", ("Qui préside ZEUS ? Merci d'avance.",)),
        ("Le campus que voulait l'AFPC, quel budget ?",
         ("Le campus que voulait l'AFPC, quel budget ?",)),
    ],
)  # fmt: skip
def test_parts(question, parts):
    assert parts_of(question) == parts


def test_which_of_the_poles_of_the_last_questions_has_more():
    history = [
        Turn("user", "Combien de membres compte Hippolia ?"),
        Turn("assistant", "…"),
        Turn("user", "et Minalogic ?"),
        Turn("assistant", "…"),
    ]
    assert standalone_readings("lequel en a le plus ?", history, CARDS) == (
        "Combien de membres compte Hippolia et Minalogic ?",
    )
    one = history[:2]
    assert "Minalogic" not in standalone_readings("lequel en a le plus ?", one, CARDS)[0]


def test_a_predecessor_is_one_of_the_role_that_was_asked():
    assert readings("Qui préside Hippolia ?", "et son prédécesseur ?")[0] == (
        "Qui préside Hippolia — et son prédécesseur ?"
    )
