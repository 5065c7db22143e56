"""What a question demands, a statement must say."""

from dataclasses import replace

import pytest

from assistant.question import understand
from assistant.statements.demands import meets
from assistant.understanding.kinds import Kind
from ingest.cards import PoleCard

CARA = PoleCard("cara", "CARA", ("CARA",), True)


def asked(kind, text):
    return replace(understand(text), kind=kind)


@pytest.mark.parametrize(
    ("kind", "question", "statement", "met"),
    [
        (Kind.COUNT, "Combien de femmes président un pôle ?", "53 pôles ont un président.", False),
        (Kind.COUNT, "Combien de femmes président un pôle ?", "Cinq sont des présidentes.", True),
        (Kind.COUNT, "Combien travaillent à l'AFPC ?", "1 000 salariés, selon l'AFPC.", False),
        (Kind.COUNT, "Combien travaillent à l'AFPC ?", "L'AFPC a 8 salariés.", True),
        (Kind.COUNT, "Combien travaillent à Brest ?", "Le site de Brest en a 8.", True),
        (Kind.COUNT, "Combien de salariés par équipe ?", "Each team has 8 FTE employees.", True),
        (Kind.COUNT, "Combien de salariés par équipe ?", "Each team has 8 members.", False),
        (Kind.COUNT, "Combien d'entreprises ont fait faillite ?", "CARA aide 80 PME.", False),
        (Kind.COUNT, "Combien de membres sont allemands ?", "Le réseau a 34 membres.", False),
        (Kind.COUNT, "Combien de membres sont allemands ?", "3 membres d'Allemagne.", True),
        (Kind.NAME, "Une boîte espagnole : quel programme ?", "Eurostars aide à deux.", True),
        (Kind.MONEY, "Le budget moyen d'un pôle ?", "Le projet a un budget de 2 M€.", False),
        (Kind.MONEY, "Le budget moyen d'un pôle ?", "Un pôle a en moyenne 1,3 M€.", True),
        (Kind.MONEY, "Quel moyen pour 2 M€ ?", "CARA aide 80 PME avec 2 M€.", True),
        (Kind.MONEY, "Quelle cotisation par an ?", "CARA a un budget de 2 M€.", False),
        (Kind.MONEY, "Ça coûte combien d'adhérer ?", "L'adhésion au pôle est de 300 €.", True),
        (Kind.MONEY, "Ça coûte combien d'adhérer ?", "L'adhésion à l'alliance est acquise.", False),
        (Kind.MONEY, "Ça coûte combien d'adhérer ?", "CARA a un budget de 2 M€.", False),
        (Kind.MONEY, "Quelle cotisation par an ?", "Une PME payait 945 € pour adhérer.", True),
        (Kind.MONEY, "Combien pour le 20e appel ?", "Le 23e appel a reçu 38 M€.", False),
        (Kind.MONEY, "Combien pour le 20e appel ?", "Le vingtième appel a reçu 60 M€.", True),
        (Kind.MONEY, "Combien pour le 20e appel ?", "Le fonds a reçu 60 M€.", True),
        (Kind.MONEY, "Combien pour le premier appel ?", "Le deuxième appel a reçu 5 M€.", False),
        (Kind.COUNT, "Combien de projets à la 3e édition ?", "Édition 4 : 12 projets.", False),
        (Kind.COUNT, "Combien de pôles en phase VI ?", "La phase V a réuni 55 pôles.", False),
        (Kind.COUNT, "Combien de pôles en phase 5 ?", "La phase V a réuni 55 pôles.", True),
        (Kind.COUNT, "Combien ont le label or ?", "Six pôles ont perdu leur label.", False),
        (Kind.COUNT, "Combien ont le label or ?", "Neuf ont le label européen d'or.", True),
        (Kind.COUNT, "Combien ont le label or ?", "Ils ont 10 M€ d'argent et un label.", False),
        (Kind.LIST, "Quels pôles ont le label gold ?", "CARA a le label d'or.", True),
        (Kind.COUNT, "Combien ont la médaille d'argent ?", "Neuf ont le label d'or.", False),
        (Kind.MONEY, "Combien d'argent ?", "CARA a 2 M€.", True),
        (Kind.OTHER, "Une PME suisse peut-elle adhérer ?", "Des PME adhèrent.", False),
        (Kind.OTHER, "Une PME suisse peut-elle adhérer ?", "CARA a des PME de Suisse.", True),
        (Kind.OTHER, "Une PME étrangère peut-elle adhérer ?", "CARA vend à l'étranger.", False),
        (Kind.OTHER, "Un pôle peut-il faire faillite ?", "Un pôle perd son label.", False),
        (Kind.OTHER, "Un pôle peut-il faire faillite ?", "CARA est en liquidation.", True),
        (Kind.OTHER, "Peut-on quitter un pôle ?", "L'État a retiré le label.", False),
        (Kind.OTHER, "Peut-on quitter un pôle ?", "L'adhésion est reconduite, sauf avis.", True),
        (Kind.DATE, "Quelle date limite pour l'appel ?", "En 2026, l'AFPC publie l'appel.", False),
        (Kind.DATE, "Quelle date limite pour l'appel ?", "L'appel est clos le 7 octobre.", True),
        (Kind.NAME, "Who launched the clusters ?", "The clusters were launched by X.", True),
        (Kind.REASON, "Pourquoi avoir créé les pôles ?", "La concurrence croît.", True),
        (Kind.PLACE, "Quelle est l'adresse de CARA ?", "CARA est en région AURA.", False),
        (Kind.PLACE, "Quelle est l'adresse de CARA ?", "CARA est au 60, avenue Rockefeller.", True),
        (Kind.OTHER, "Comment aider les femmes ?", "CARA aide 80 PME.", True),
        (Kind.OTHER, "Comment adhérer à CARA ?", "CARA compte 80 adhérents.", False),
        (Kind.OTHER, "Comment adhérer à CARA ?", "Pour adhérer, il faut innover.", True),
        (Kind.COUNT, "Combien de membres ?", "CARA compte 80 PME.", True),
        (Kind.DATE, "Quand est la prochaine assemblée ?", "Le 2 mai, l'assemblée vote.", False),
        (Kind.DATE, "Quand est la prochaine assemblée ?", "L'assemblée aura lieu en mai.", True),
        (Kind.DATE, "Quand commence la prochaine phase ?", "La phase VI suit en 2027.", True),
        (Kind.MONEY, "C'est combien l'adhésion pour une PME ?", "CARA a 2 M€ de budget.", False),
        (Kind.NAME, "Qui a gagné le prix 2025 ?", "En 2025, X dirige CARA.", False),
        (Kind.NAME, "Qui a gagné le prix 2025 ?", "En 2025, X est lauréat.", True),
        # a foreign country, in any form of its name, but for who asks
        (Kind.OTHER, "L'Espagne aide-t-elle ses start-up ?", "L'AFPC aide les start-up.", False),
        (Kind.OTHER, "L'Espagne aide-t-elle ses start-up ?", "Les Espagnols les aident.", True),
        (Kind.OTHER, "Are there more in Germany?", "Il y en a plus au Royaume-Uni.", False),
        (Kind.OTHER, "Y en a-t-il plus en Angleterre ?", "Il y en a plus au Royaume-Uni.", True),
        (Kind.MONEY, "Combien paie un grand groupe ?", "Une PME paie 945 euros.", False),
        (Kind.MONEY, "Combien paie un grand groupe ?", "Un groupe paie 9 000 euros.", True),
        # whether it came about, which nobody tells who only wanted it
        (Kind.OTHER, "La halle a-t-elle été construite ?", "CARA prévoit une halle.", False),
        (Kind.OTHER, "La halle a-t-elle été construite ?", "La halle ouvre en 2020.", True),
        (Kind.OTHER, "Has the hall been built?", "CARA wants a hall.", False),
        (Kind.OTHER, "L'État a-t-il accepté le plan ?", "CARA demande un plan.", False),
        (Kind.OTHER, "L'État a-t-il accepté le plan ?", "L'État refuse le plan.", True),
        (Kind.MONEY, "Combien CARA a-t-il obtenu ?", "CARA a levé 3 M€.", True),
        (Kind.DATE, "CARA a-t-il vu le jour quand ?", "CARA est né en 2005.", True),
        (Kind.OTHER, "Dans quelle rue est CARA ?", "CARA est à Lyon.", False),
        (Kind.OTHER, "Dans quelle rue est CARA ?", "CARA, 14 rue de la Barre.", True),
        (Kind.DATE, "Quand la convention prend-elle fin ?", "Elle est signée en 2021.", False),
        (Kind.OTHER, "CARA a changé de nom ?", "En 2023, CARA est labellisé.", False),
        (Kind.OTHER, "CARA a changé de nom ?", "En 2017, LUTB devient CARA.", True),
        (Kind.PERCENT, "Quelle part a échoué ?", "30 % de méthane en moins.", False),
        (Kind.PERCENT, "Quelle part a échoué ?", "71 % des demandes ont réussi.", True),
        (Kind.PERSON, "Qui est le community manager de CARA ?", "X dirige CARA.", False),
        (Kind.COUNT, "Combien de projets ont échoué ?", "L'appel a retenu 55 projets.", False),
        (Kind.COUNT, "Combien de projets ont échoué ?", "Trois projets ont échoué.", True),
        (Kind.COUNT, "Quel est l'âge moyen des PME ?", "Un pôle a en moyenne 187 PME.", False),
        (Kind.COUNT, "Quel est l'âge moyen des PME ?", "Leur âge moyen est de 9 ans.", True),
        (Kind.PERCENT, "Quel taux de succès ?", "L'aide est faite de 60 % de dons.", False),
        (Kind.PERCENT, "Quel taux de succès ?", "30 % des dossiers ont réussi.", True),
        (Kind.PERCENT, "Quel taux de succès ?", "87 % des projets sont financés.", True),
        (Kind.PERCENT, "What is the success rate?", "60 % of the aid is a grant.", False),
        (Kind.PERCENT, "Quel taux pour le CIR ?", "Le CIR est de 30 %.", True),
        (Kind.NAME, "Quel pôle peut aider une PME suisse ?", "CARA aide les PME.", True),
        (Kind.PERCENT, "Quel taux d'intérêt ?", "Le prêt est garanti à 50 %.", False),
        (Kind.PERCENT, "What interest rate ?", "The interest is 2 %.", True),
        (Kind.MONEY, "Combien coûte un stand ?", "L'adhésion coûte 945 €.", False),
        (Kind.COUNT, "How many firms does X stand for?", "X has 90 firms.", True),
        (Kind.MONEY, "Combien d'aide par projet ?", "Le fonds a 85 M€.", False),
        (Kind.MONEY, "Combien d'aide par projet ?", "Un projet moyen reçoit 1 M€.", True),
        (Kind.MONEY, "Combien d'aide par projet ?", "Le coût moyen d'un projet : 1 M€.", True),
        (Kind.MONEY, "Combien sont payés les experts ?", "CARA a 6 M€ et 40 salariés.", False),
        (Kind.MONEY, "Combien sont payés les experts ?", "Un expert est payé 900 €.", True),
        (Kind.MONEY, "Combien sont payés par l'État ?", "L'État met 6 M€.", True),
        (Kind.MONEY, "Quelle trésorerie a CARA ?", "CARA a un budget de 2 M€.", False),
        (Kind.MONEY, "Combien dans le contrat 2017-2019 ?", "Pour 2020-2022, 9 M€.", False),
        (Kind.MONEY, "Combien dans le contrat 2017-2019 ?", "Pour 2017-2019, 9 M€.", True),
        (Kind.MONEY, "Combien dans le contrat 2017-2019 ?", "Le contrat 2018-2020 a 9 M€.", True),
        (Kind.MONEY, "Combien dans le contrat 2017-2019 ?", "Le contrat a 9 M€.", True),
        (Kind.OTHER, "Que prévoit le contrat 2017-2019 ?", "Celui de 2020-2022 suit.", True),
        (Kind.COUNT, "Combien de dossiers retenus ?", "L'appel a reçu 147 dossiers.", False),
        (Kind.COUNT, "Combien de dossiers retenus ?", "L'appel a choisi 14 dossiers.", True),
        (Kind.COUNT, "Combien d'hôpitaux candidats ?", "Neuf hôpitaux sont lauréats.", False),
        (Kind.COUNT, "Combien d'hôpitaux candidats ?", "Vingt hôpitaux ont répondu.", True),
        (Kind.COUNT, "Une PME exporte combien de plus ?", "Sa R&D croît de 76 000 €.", False),
        (Kind.COUNT, "Combien de membres ont voté contre ?", "224 membres votent.", False),
        (Kind.COUNT, "Combien ont voté pour ?", "224 membres votent.", True),
        (Kind.MONEY, "FUI n° 24 : combien ?", "Le 23e appel du FUI a 2 M€.", False),
        (Kind.NAME, "Quels industriels sont partenaires ?", "Treize industriels le sont.", False),
        (Kind.NAME, "Quels industriels sont partenaires ?", "Trois industriels : X, Y, Z.", True),
        (Kind.NAME, "Quels industriels ?", "Les industriels sont X, Y et Z.", True),
        (Kind.NAME, "Quels industriels ?", "Deux industriels, X et Y, le sont.", True),
        (Kind.NAME, "Le nom des neuf hôpitaux ?", "Neuf hôpitaux sont retenus.", False),
        (Kind.LIST, "Quels sont les 28 pôles allés à Berlin ?", "28 pôles y sont allés.", False),
        (Kind.LIST, "Quels sont les 2 thèmes ?", "CARA a 2 thèmes, l'eau et l'air.", True),
        (Kind.COUNT, "Combien d'hôpitaux ?", "Neuf hôpitaux sont retenus.", True),
        (Kind.DATE, "À quelle date l'accord arrive à échéance ?", "Signé en 2021.", False),
        (Kind.DATE, "À quelle date l'accord arrive à échéance ?", "Il dure jusqu'en 2024.", True),
        (Kind.DATE, "Quelle est la date de fin du projet ?", "Il va de 2020 à 2024.", True),
    ],
)
def test_what_is_narrowed_must_be_said(kind, question, statement, met):
    assert meets(asked(kind, question), statement) is met


@pytest.mark.parametrize(
    ("question", "statement", "met"),
    [
        ("Depuis quand CARA a-t-il fermé ?", "CARA compte 400 membres.", False),
        ("Depuis quand CARA a-t-il fermé ?", "CARA est dissous en 2020.", True),
        ("Pourquoi Axelera a-t-elle perdu son label ?", "Axelera a 300 membres.", False),
        ("Pourquoi Axelera a-t-elle perdu son label ?", "Le label est renouvelé.", True),
        ("When was the FUI restored?", "In 2013, the FUI gave 67 %.", False),
        ("Qui gère le FUI rétabli ?", "Le FUI est géré par X.", False),
        ("Qui gère le FUI rétabli ?", "Le FUI, rétabli en 2024, est géré par X.", True),
        ("Why were the clusters abolished?", "There are 54 clusters.", False),
        ("Why did Axelera leave Lyon?", "Axelera is based in Lyon.", False),
        ("Qui préside CARA ?", "CARA est présidé par X.", True),
        ("Qui est le vice-président de CARA ?", "CARA est présidé par X.", False),
        ("Qui est le vice-président de CARA ?", "X est vice-président de CARA.", True),
        ("Qui est directeur de la recherche de CARA ?", "X dirige CARA.", False),
        ("Qui est le directeur de CARA ?", "X dirige CARA.", True),
        ("téléphone et adresse mail de CARA", "CARA est à Lyon.", False),
        ("Quel budget pour l'appel fermé en 2025 ?", "Il avait 42 millions.", True),
        ("Axelera est-elle ouverte le lundi ?", "Axelera est à Lyon.", False),
        ("Axelera est-elle ouverte le lundi ?", "Ses bureaux ouvrent à 9 h.", True),
        ("Quel est le fax de CARA ?", "CARA est à Lyon.", False),
        ("Quel est le fax de CARA ?", "Fax : 04 00 00 00 00", True),
        ("What is CARA's website?", "CARA coordonne un démonstrateur sur le site de Lyon.", False),
        ("Quel est le site internet de CARA ?", "Le site de CARA est cara.eu.", True),
        ("Quelle est l'adresse de CARA ?", "CARA travaille avec l'État.", False),
        ("Quelle est l'adresse de CARA ?", "CARA, 3 rue du Rail, 69000 Lyon", True),
        ("À qui s'adresse le programme ?", "Il aide les PME.", True),
        ("À quelle heure ouvre le salon ?", "Le salon ouvre de 9h30 à midi.", True),
    ],
)
def test_what_is_presumed_must_be_spoken_of(question, statement, met):
    assert meets(asked(Kind.OTHER, question), statement) is met


@pytest.mark.parametrize(
    ("question", "met"),
    [("Combien de projets financés chez CARA ?", False),
     ("Combien de projets pour l'Alliance Smart Energy de CARA ?", True)],
)  # fmt: skip
def test_what_an_alliance_counts_is_none_of_its_member(question, met):
    one = replace(asked(Kind.COUNT, question), poles=(CARA,))
    said = "En 2019, l'Alliance Smart Energy dont CARA est membre annonce 2 500 projets."
    assert meets(one, said) is met
    assert meets(one, "En 2019, CARA, dont le siège est à Lyon, annonce 12 projets.")


@pytest.mark.parametrize(
    ("question", "statement", "met"),
    [
        ("L'Oréal est-il membre de CARA ?", "CARA compte 80 membres.", False),
        ("L'Oréal est-il membre de CARA ?", "CARA signe un accord avec L'Oréal.", False),
        ("Est-ce que L'Oréal est membre de CARA ?", "CARA compte L'Oréal et Y.", True),
        ("Is Renault Trucks a member of CARA?", "Founded by Renault Trucks, CARA grew.", True),
        ("CARA est-il mondial ?", "CARA est un pôle mondial.", True),
        ("Renault et Thalès sont-ils membres de CARA ?", "CARA réunit Thalès et Renault.", True),
        ("Renault et Thalès sont-ils membres de CARA ?", "CARA réunit Thalès.", False),
        ("Les trains font-ils partie de CARA ?", "CARA a trois thèmes, dont les trains.", True),
        ("Les trains font-ils partie de CARA ?", "CARA a trois thèmes.", False),
        ("Je suis membre de CARA, y a-t-il une aide ?", "Une aide existe.", True),
        ("Les membres de CARA sont-ils des PME ?", "À CARA, 80 % de PME.", True),
    ],
)
def test_who_belongs_is_named(question, statement, met):
    one = replace(asked(Kind.OTHER, question), poles=(CARA,))
    assert meets(one, statement) is met


def test_headings_speak_too():
    question = asked(Kind.COUNT, "Combien de femmes président un pôle ?")
    assert meets(question, "Elles sont cinq.", "Présidentes de pôles")


@pytest.mark.parametrize(
    ("question", "statement", "met"),
    [
        (
            "Quand la DGE a-t-elle été créée ?",
            "Le 16 décembre 2013, l'AFPC a été créée avec l'appui de la DGE.",
            False,
        ),
        (
            "Quand la DGE a-t-elle été créée ?",
            "En décembre 2013, la DGE a soutenu la naissance de l'AFPC.",
            False,
        ),
        (
            "Quand l'AFPC a-t-elle été créée ?",
            "Le 16 décembre 2013, l'AFPC a été créée avec l'appui de la DGE.",
            True,
        ),
        (
            "Quand l'AFPC a-t-elle été créée ?",
            "En 2013, la DGE a soutenu la naissance de l'AFPC.",
            True,
        ),
        ("When was the EIP label created?", "En juin 2010, le label EIP a été créé.", True),
        ("Quand est née l'AFPC ?", "Créée en 2013 avec la DGE, l'AFPC réunit 55 pôles.", True),
        ("Quand est née la DGE ?", "Créée en 2013 avec la DGE, l'AFPC réunit 55 pôles.", False),
        ("When was AFPC set up?", "Established in 2013 with the DGE (Paris), AFPC has aims.", True),
        ("Depuis quand le label EIP ?", "En 2016, l'AFPC suit le label EIP.", True),
        (
            "En quelle année est né NAQUIDIS ?",
            "En 2021, ALPHA-RLH et l'IOGS lancent NAQUIDIS.",
            True,
        ),
        (
            "En quelle année est né l'IOGS ?",
            "En 2021, l'IOGS lance NAQUIDIS avec ALPHA-RLH.",
            False,
        ),
        (
            "Quand Bpifrance a-t-elle été fondée ?",
            "En 2021, i-Démo est lancé par Bpifrance.",
            False,
        ),
        ("Quand Bpifrance a-t-elle été fondée ?", "La banque publique est née en 2012.", True),
        ("Quand le club de la DGE est-il né ?", "En 2014, la DGE crée un club.", True),
        (
            "Quand a été créé le salon VIVA ?",
            "En 2016, l'AFPC ouvre la première édition de VIVA.",
            True,
        ),
        ("Quand a été créé l'EIP ?", "Depuis mai 2021, la DGE anime l'EIP.", True),
        ("Quand a été créée la DGE ?", "Depuis mai 2021, la DGE anime l'EIP.", False),
        ("Quand les DREETS ont-elles été créées ?", "En 2021, les DREETS ont remplacé X.", True),
        ("Avant quelle date quitter CARA pour ne pas payer ?", "CARA se quitte en mars.", True),
    ],
)
def test_a_beginning_is_that_of_the_name_asked(question, statement, met):
    assert meets(asked(Kind.DATE, question), statement) is met


def test_a_beginning_is_demanded_where_one_is_asked():
    said = "En 2013, l'AFPC a été créée avec la DGE."
    assert meets(asked(Kind.NAME, "Qui a créé l'AFPC avec la DGE ?"), said)
    assert meets(asked(Kind.DATE, "Quand la DGE a-t-elle publié la liste ?"), said)


@pytest.mark.parametrize(
    ("question", "statement", "headings", "met"),
    [
        ("budget de l'AFPC", "Le budget d'un pôle est de 1 M€ selon l'AFPC.", "", False),
        ("budget de l'AFPC", "L'AFPC évalue à 55 M€ les fonds levés.", "", False),
        ("budget de l'AFPC", "L'AFPC a un budget de 1 M€.", "", True),
        ("budget de l'AFPC", "Un budget de 1 M€, dit la brochure de l'AFPC.", "", False),
        ("budget of Digital Europe", "« Europe numérique » est doté de 7 Md€.", "", True),
        ("budget of Digital Europe", "Horizon Europe est doté de 95 Md€.", "", False),
        ("budget du Hub Alpha", "En 2020, le Hub Alpha dispose de 1,5 M€.", "", True),
        ("AFPC budget", "Each cluster has a budget of €1m.", "AFPC", True),
        ("What is AFPC's annual budget?", "Each cluster has a budget of €1m.", "Members", False),
        ("Quel est le budget annuel de SYRIUS ?", "Il est doté de 16 M€.", "SYRIUS", True),
        ("Quel est le budget 2024 de SYRIUS ?", "Elle est dotée de 16 M€.", "MAELE", False),
        ("Quel est le budget annuel de SYRIUS ?", "Elle est dotée de 16 M€.", "MAELE", False),
        ("What is Water Clusters' budget?", "Each cluster has a budget of €1m.", "", False),
        ("budget de i-Nov", "i-Nov aide des projets de 1 à 5 M€.", "", False),
        ("budget du FUI", "Le budget moyen d'un projet du FUI est de 1,5 M€.", "", False),
        ("budget d'un projet du FUI", "Le budget d'un projet du FUI est de 1,5 M€.", "", True),
        ("budget de i-Nov", "En 2024, i-Nov est doté de 80 M€.", "", True),
        ("budget de NAQUIDIS", "NAQUIDIS est lancé avec 10 M€.", "", True),
        ("budget de NAQUIDIS", "NAQUIDIS, programme de 10 M€, court.", "", True),
        ("budget de France 2030", "Le budget de la France est de 500 M€.", "", False),
        ("budget de France 2030", "France 2030 a une enveloppe de 54 M€.", "", True),
        ("budget de SYRIUS pour les PME", "SYRIUS est doté de 16 M€.", "", False),
        ("budget de SYRIUS réservé aux PME", "SYRIUS est doté de 16 M€.", "", False),
        ("budget de SYRIUS pour les PME", "SYRIUS dispose de 2 M€ pour ses PME.", "", True),
        ("SYRIUS budget", "Le réseau de SYRIUS devait avoir 16 M€, selon l'État.", "", True),
        ("budget de France 2030", "L'enveloppe du PIA est de 400 M€.", "PIA et France 2030", False),
        ("président et budget de Minalogic", "Minalogic est présidé par X.", "", True),
        # of nobody in particular, or of all
        ("Quel budget pour un pôle ?", "Un pôle coûte 1 M€ par an.", "", True),
        ("budget de la France pour les pôles", "L'État verse 9 M€.", "", True),
    ],
)
def test_a_budget_belongs_to_its_owner(question, statement, headings, met):
    assert meets(asked(Kind.OTHER, question), statement, headings) is met


@pytest.mark.parametrize(
    ("question", "statement", "met"),
    [
        ("Combien de PME compte CARA ?", "CARA compte 400 membres.", False),
        ("Combien de PME compte CARA ?", "CARA compte 400 membres, dont 300 PME.", True),
        ("Combien de PME compte CARA ?", "Parmi ses membres, 60 % de PME.", True),
        (
            "Quelle part de PME parmi les membres de CARA ?",
            "En 2023, 60 % des plus de 400 membres que compte CARA sont des PME.",
            True,
        ),
        ("Combien de femmes parmi les 400 membres de CARA ?", "30 femmes en sont.", True),
        ("Combien de membres compte CARA ?", "CARA compte 400 membres.", True),
        # some of a number of things: with a word that tells some of them
        ("Sur les 90 projets de CARA, combien sont finis ?", "CARA a 90 projets et 9 M€.", False),
        ("Sur les 90 projets de CARA, combien sont finis ?", "90 projets, dont 40 finis.", True),
        ("Parmi ces 90 projets, combien sont finis ?", "Ils ont fini 40 des 90 projets.", True),
    ],
)
def test_a_part_is_counted_by_itself(question, statement, met):
    assert meets(understand(question, poles=(CARA,)), statement) is met
