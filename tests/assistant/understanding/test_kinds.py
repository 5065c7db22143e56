import pytest

from assistant.understanding.kinds import Kind, asks_pole, counted_tokens, counted_words, find_kind
from ingest.analysis import lexical_tokens


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Combien de membres compte Hippolia ?", Kind.COUNT),
        ("how many clusters are there?", Kind.COUNT),
        ("Quel est le budget de SYRIUS ?", Kind.MONEY),
        ("Combien l'État versera-t-il aux pôles ?", Kind.MONEY),
        ("Combien touche Minalogic de l'Europe ?", Kind.MONEY),
        ("Parmi les 30 projets, combien ont été financés ?", Kind.COUNT),
        ("Sur ces 30 projets, combien ont eu un financement ?", Kind.COUNT),
        ("Vers quel pôle se tourner ?", Kind.NAME),
        ("Qui pilote le volet que l'AFPC a rendu quand elle a répondu ?", Kind.NAME),
        ("Un projet qui est financé par la Région, est-ce possible ?", Kind.OTHER),
        ("Quelle part des émissions du pays ?", Kind.PERCENT),
        ("C'est quoi l'enveloppe du programme ?", Kind.MONEY),
        ("What was the cluster's average budget?", Kind.MONEY),
        ("Le programme veut gagner combien d'ici 2030 ?", Kind.COUNT),
        ("Ça coûte combien ?", Kind.MONEY),
        ("C'est cher d'adhérer ?", Kind.MONEY),
        ("Is it expensive to join?", Kind.MONEY),
        ("Et le président, c'est qui ?", Kind.PERSON),
        ("C'est qui le gars qui présidait le pôle ?", Kind.PERSON),
        ("Par quel service passait l'argent de l'État ?", Kind.NAME),
        ("Et sa directrice (CARA, 2020) ?", Kind.PERSON),
        ("Depuis quand préside-t-il CARA ?", Kind.DATE),
        ("Où en est le projet ?", Kind.OTHER),
        ("À qui s'adresse le label Zeta ?", Kind.OTHER),
        ("Pour qui est le programme Zeta ?", Kind.OTHER),
        ("À qui appartient la base Zeta ?", Kind.NAME),
        ("Comment s'appelle le coprésident de Naos ?", Kind.PERSON),
        ("Le nom de la directrice ?", Kind.PERSON),
        ("Comment s'appelle le club des présidents ?", Kind.NAME),
        ("À quoi sert le CII ?", Kind.DEFINITION),
        ("le pôle du cheval, il s'appelle comment ?", Kind.NAME),
        ("Quel est le taux du CII ?", Kind.PERCENT),
        ("Quand le FUI a-t-il pris fin ?", Kind.DATE),
        ("Où est Minalogic ?", Kind.PLACE),
        ("Qui préside CARA ?", Kind.PERSON),
        ("Qui parle au nom de CARA ?", Kind.PERSON),
        ("Who spoke on behalf of CARA?", Kind.PERSON),
        ("Qui finance la chaire de CARA ?", Kind.NAME),
        ("C'est quoi un pôle ?", Kind.DEFINITION),
        ("C'est quoi le rôle de la DGE ?", Kind.OTHER),
        ("Peux-tu m'expliquer ce qu'est un donneur d'ordre ?", Kind.DEFINITION),
        ("Qu'est-ce qu'on appelle un interpôle ?", Kind.DEFINITION),
        ("Axelera, kezako ?", Kind.DEFINITION),
        ("Who or what is the AFPC?", Kind.DEFINITION),
        ("What does cascade funding refer to?", Kind.DEFINITION),
        ("Qu'est-ce que c'est devenu depuis ?", Kind.OTHER),
        ("Qu'est-ce que l'AFPC propose sur les brevets ?", Kind.OTHER),
        ("Qu'est-ce qu'il en pense ?", Kind.OTHER),
        ("Qui a parlé avec onze présidents de région ?", Kind.NAME),
        ("À quelle place était-il en 2008 ?", Kind.COUNT),
        ("By how much did headcount grow?", Kind.COUNT),
        ("By how much did the budget fall?", Kind.MONEY),
        ("Quels pôles travaillent sur l'eau ?", Kind.LIST),
        ("Comment adhérer à CARA ?", Kind.OTHER),
        ("Quelle subvention la Région accorde-t-elle à CARA ?", Kind.MONEY),
        ("Quelle subvention demander ?", Kind.OTHER),
        ("flexitanie prix d'une borne", Kind.MONEY),
        ("How does the leaflet define a cluster?", Kind.DEFINITION),
        ("En Bretagne, le plan où sont plusieurs pôles, il a quel nom ?", Kind.NAME),
        ("Qualitropic, le siège c'est où ?", Kind.PLACE),
        ("Le siège de Hippolia ou est-il ?", Kind.PLACE),
        ("émissions de l'industrie, quelle baisse depuis 1990", Kind.COUNT),
        ("Cimes, what do the letters mean?", Kind.DEFINITION),
        ("Combien de pôles composent ENOSIS, et lesquels ?", Kind.LIST),
        ("Pourquoi CARA a-t-il changé de nom ?", Kind.REASON),
        ("Pour quelle raison CARA a-t-il changé de nom ?", Kind.REASON),
        ("À quelle place CARA était-il en 2008 ?", Kind.COUNT),
        ("At which place was it signed?", Kind.PLACE),
        ("By how much did the number of jobs grow?", Kind.COUNT),
        ("How much did the State give?", Kind.MONEY),
        ("Qui a parlé avec onze présidents de région ?", Kind.NAME),
        ("Who met with the directors?", Kind.NAME),
        ("Quel budjet pour SYRIUS ?", Kind.MONEY),
        ("halle technique de Techtera, loyer", Kind.MONEY),
        ("Quel tonnage le procédé traite-t-il ?", Kind.COUNT),
        ("De combien de thunes le pôle arrose-t-il la filière ?", Kind.MONEY),
        ("Qui est le boss de CARA ?", Kind.PERSON),
        ("Qui est le chef de file de SYRIUS ?", Kind.NAME),
        ("Quelle fraction des chercheurs ?", Kind.PERCENT),
        ("Vers quand la fusion aura-t-elle lieu ?", Kind.DATE),
        ("HealthTech Valley, quelle subvention ?", Kind.MONEY),
        ("Quelle aide était proposée à CARA ?", Kind.MONEY),
        ("Je cherche le nombre d'événements montés par CARA en 2023", Kind.COUNT),
        ("pourriez-vous m'indiquer la date de création de CARA", Kind.DATE),
        ("donnez-moi le budget annuel du pôle CARA en 2019", Kind.MONEY),
        ("I am looking for the number of members of CARA in 2019", Kind.COUNT),
        ("La part des PME chez CARA, elle est de combien ?", Kind.PERCENT),
        ("C'était quoi la contribution annuelle de la Haute-Savoie à CARA ?", Kind.MONEY),
        ("Le président de CARA a reçu combien de pôles ?", Kind.COUNT),
        ("Dans quel bled se trouve CARA ?", Kind.PLACE),
        ("Comment ça se fait que CARA ait changé de nom ?", Kind.REASON),
        ("D'où vient le nom de CARA ?", Kind.OTHER),
        ("Que cache le nom de CARA ?", Kind.OTHER),
        ("Qu'est-ce que j'y gagne ?", Kind.REASON),
        ("Qu'est-ce que j'en tire ?", Kind.OTHER),
        ("Combien la Région donne-t-elle aux pôles ?", Kind.MONEY),
        ("Combien de bourses donne la Région ?", Kind.COUNT),
        ("Quel nouveau projet européen CARA coordonne-t-il ?", Kind.NAME),
        ("Quels secteurs couvre CARA ?", Kind.OTHER),
        ("Quels métiers recherche le pôle CARA ?", Kind.OTHER),
        ("What does the CARA cluster need?", Kind.OTHER),
        ("Les Régions ont-elles leur mot à dire ?", Kind.OTHER),
        ("Le budget a-t-il baissé en 2009 ?", Kind.OTHER),
        ("is the firm now part of CARA?", Kind.OTHER),
        ("Pourriez-vous me donner le budget de CARA ?", Kind.MONEY),
        ("Que fait Paris Region ?", Kind.OTHER),
        ("À qui s'adresse le bus ?", Kind.OTHER),
        ("Où se former à la photonique ?", Kind.OTHER),
        ("Où une PME peut-elle se former ?", Kind.OTHER),
        ("Where can I test a drone?", Kind.OTHER),
        ("Where are the firms located?", Kind.PLACE),
        ("Où ENTER prévoit-il de s'installer ?", Kind.PLACE),
        ("Où est hébergé l'incubateur ?", Kind.PLACE),
        ("Où trouver CARA ?", Kind.PLACE),
        ("Où trouver CARA sur internet ?", Kind.OTHER),
        ("Quelle est l'adresse internet de CARA ?", Kind.NAME),
        ("Quelle est l'adresse de CARA ?", Kind.PLACE),
        ("D'où vient l'argent de CARA ?", Kind.OTHER),
        ("Quel rang a reçu CARA à sa labellisation ?", Kind.OTHER),
        ("Quelle place a l'eau chez CARA ?", Kind.OTHER),
        ("À quel rang se classe la Bretagne ?", Kind.COUNT),
        ("Quelles aides CARA donne-t-il ?", Kind.OTHER),
        ("How much water does it save?", Kind.COUNT),
        ("How much of the energy is renewable?", Kind.COUNT),
        ("How much does it cut emissions?", Kind.COUNT),
        ("How much public money went to CARA?", Kind.MONEY),
        ("Combien de chiffre d'affaires en plus ?", Kind.MONEY),
        ("What was CARA's budget in 2016?", Kind.MONEY),
        ("What are CARA's five themes?", Kind.LIST),
        ("What are the Geodays?", Kind.DEFINITION),
    ],
)
def test_find_kind(question, kind):
    assert find_kind(question) is kind


def test_how_much_of_something_counts_no_things():
    assert counted_tokens("Il faut combien de R&D dans ses charges ?") == frozenset()


def test_what_is_counted_is_told_as_typed():
    assert counted_words("How many smart charging points are there?") == (
        "smart",
        "charging",
        "points",
    )
    assert counted_words("Combien de jeunes entreprises compte CARA ?") == ("entreprises",)
    assert counted_words("How many people came to the show in Pau?") == ("people",)
    assert counted_words(
        "number of publicly funded cluster R&D projects between 2005 and 2013"
    ) == (
        "publicly",
        "funded",
        "cluster",
        "r&d",
        "projects",
    )
    assert counted_words("Combien y a-t-il eu de candidats ?") == ("candidats",)
    assert counted_words("Combien d'ETI dans les pôles ?") == ("eti",)
    assert counted_words("Combien de start-up dans les pôles ?") == ("start-up",)
    assert counted_words("Combien CARA compte-t-il de membres ?") == ("membres",)
    assert counted_words("Combien a coûté la mise en place de projets ?") == ()
    assert counted_words("Les emplois créés par CARA, ça fait combien en tout ?") == ("emplois",)
    assert counted_words("Quel nombre minimal de membres faut-il ?") == ("membres",)
    assert counted_words("Les coûts de CARA, ça fait combien ?") == ()


def test_the_head_noun_is_counted():
    assert counted_tokens("Combien de jeunes entreprises compte CARA ?") == frozenset(
        lexical_tokens("jeunes entreprises")
    )
    assert counted_tokens("combien de salariés compte Hippolia") == frozenset(
        lexical_tokens("salariés")
    )
    assert counted_tokens("How many smart charging points are there?") == frozenset(
        lexical_tokens("points")
    )
    assert counted_tokens("Elle veut gagner combien d'ici 2030 ?") == frozenset()
    assert counted_tokens("Quel budget ?") == frozenset()
    assert counted_tokens("ça permet de payer combien de moins ?") == frozenset()
    assert counted_words("And how many of them are companies?") == ("companies",)
    assert counted_tokens("How many tonnes does it save?") == frozenset(lexical_tokens("tonnes"))


def test_asks_pole():
    assert asks_pole("Quel pôle s'y connaît ?")
    assert asks_pole("Which clusters work on water?")
    assert not asks_pole("Qui préside le pôle ?")
