import pytest

from assistant.statements.holds import (
    counted_in,
    counts,
    counts_spelt_out,
    enumerates,
    holds,
    is_role_of,
    names_day,
)
from assistant.understanding.kinds import Kind
from ingest.analysis import lexical_tokens, query_tokens


@pytest.mark.parametrize(
    ("kind", "statement", "question", "held"),
    [
        (Kind.COUNT, "Le pôle compte 450 membres.", "", True),
        (Kind.COUNT, "Le pôle est né en 2005.", "", False),
        (Kind.COUNT, "Le 5 février 2019, le label est renouvelé.", "", False),
        (Kind.COUNT, "Reconversion 1000 aide.", "combien pour Reconversion 1000", False),
        (Kind.MONEY, "Un budget de 1,5 M€.", "", True),
        (Kind.MONEY, "Un budget en hausse.", "", False),
        (Kind.MONEY, "Les clusters comptent 1,5 million d'emplois.", "", False),
        (Kind.MONEY, "1.5 million jobs in clusters.", "", False),
        (Kind.MONEY, "L'État donne 3 millions.", "", True),
        (Kind.MONEY, "L'État donne 3 millions d'euros.", "", True),
        (Kind.PERCENT, "61 % de PME.", "", True),
        (Kind.DATE, "Signé en 2013.", "et en 2013 ?", False),
        (Kind.DATE, "Signé en 2014.", "et en 2013 ?", True),
        (Kind.DATE, "En 2014, CARA compte 90 membres.", "depuis quand ?", False),
        (Kind.DATE, "En 2014, CARA est créé.", "depuis quand ?", True),
        (Kind.DATE, "Selon le manifeste de 2026, CARA a créé Aurore.", "depuis quand ?", False),
        (Kind.PLACE, "En 2020, CARA est installé à Bordeaux.", "", True),
        (Kind.PLACE, "En 2020, CARA réunit 90 membres.", "", False),
        (Kind.PLACE, "La rencontre est organisée à l'Université de Toulon.", "", True),
        (Kind.PLACE, "Main countries addressed: Germany, Greece.", "", True),
        (Kind.PLACE, "Le site internet de CARA est www.cara.eu.", "", False),
        (Kind.PLACE, "Le site de l'AFPC, www.afpc.eu, le dit.", "", False),
        (Kind.PERSON, "En 2026, CARA est présidé par Anne Martin.", "", True),
        (Kind.PERSON, "En 2026, CARA a un président.", "", False),
        (Kind.PERSON, "La France a lancé les pôles.", "", False),
        (Kind.OTHER, "Tout texte.", "", True),
        (Kind.DATE, "La lettre est rendue publique le 10 octobre 2016.", "en 2016, quand ?", True),
        (Kind.DATE, "La lettre de 2016 est publique.", "en 2016, quand ?", False),
        (Kind.REASON, "CARA ferme, faute d'adhérents.", "", True),
        (Kind.REASON, "En 2019, CARA ferme.", "", False),
        (Kind.PLACE, "Le stockage se fait sur le site de Manosque.", "", True),
        (Kind.PLACE, "Le pôle fête ses 20 ans à Givry.", "", True),
        (Kind.PLACE, "Le pôle fête ses 20 ans à Givry.", "Hors de Givry, où ?", False),
        (Kind.PLACE, "Le pôle fête ses 20 ans en beauté.", "", False),
        (Kind.PLACE, "CARA a une présence à Bruxelles.", "", True),
        (Kind.MONEY, "Une PME paie quelques centaines d'euros.", "", True),
        (Kind.MONEY, "Le coût est de 2 % de l'investissement.", "quel coût ?", True),
        (Kind.MONEY, "Le coût est de 2 % de l'investissement.", "quel budget ?", False),
        (Kind.PERCENT, "L'agence retient un projet sur quatre.", "", True),
        (Kind.PERCENT, "Un budget de 2 M€, dont 1 M€ de fonds publics.", "", True),
        (Kind.PERCENT, "Le label est valable sur quatre ans.", "", False),
        (Kind.DATE, "En 2014, CARA reçoit le label.", "depuis quand ?", True),
    ],
)  # fmt: skip
def test_holds(kind, statement, question, held):
    assert holds(kind, statement, question) is held


@pytest.mark.parametrize(
    ("statement", "near"),
    [
        ("Le pôle réunit 854 membres.", True),
        ("Il suit le projet VIP4membres (H2020).", False),
        ("membres : 53", True),
        ("Entre 2005 et 2013, 1 313 membres ont été aidés.", True),
        ("61 % de membres industriels.", False),
        ("En 2019, les membres se réunissent.", False),
        ("L'aide d'une PME de moins de 2 000 membres est de 40 %.", False),
        ("Le pôle a plus de 2 000 membres.", True),
        ("Le nombre de membres du pôle est estimé à 350.", True),
        ("Les membres sont passés de 380 à 600.", True),
        ("Sur ses 90 membres, dix ont été financés.", True),
        ("Les membres ont suivi 12 projets.", False),
        ("Un membre sur quatre est une PME.", True),
    ],
)
def test_counts(statement, near):
    assert counts(statement, frozenset(lexical_tokens("membres"))) is near


def test_the_verb_that_tells_a_number_is_not_what_it_counts():
    counted = frozenset(lexical_tokens("adhérents compte"))
    assert not counts("En 2026, la PME compte 50 salariés.", counted)
    assert counts("En 2026, le pôle compte 50 adhérents.", counted)


def test_what_stands_behind_a_number_may_be_counted():
    said = "En 2022, le programme déploie 150 bornes de recharge."
    assert counted_in(said) == ("bornes", "recharge")
    assert counted_in("En 2022, 61 % des membres sont des PME.") == ()


def test_what_an_acronym_stands_for_is_counted_by_its_letters():
    said = "En 2012, le réseau réunissait vingt-trois centres techniques industriels."
    assert counts_spelt_out(said, "cti")
    assert not counts_spelt_out(said, "irt")
    assert not counts_spelt_out("Les centres techniques industriels ont 9 clients.", "cti")


def test_a_day_of_a_month_is_a_day():
    assert names_day("Signé le 1er juin 2021.")
    assert not names_day("Signé en juin 2021.")


def test_a_role_stands_near_its_name():
    names = [frozenset(query_tokens("AFPC"))]
    assert is_role_of("Jean Martin, président de l'AFPC", names)
    assert is_role_of("Jean Martin, DG de l'AFPC", names)
    assert is_role_of("L'AFPC est installée à Paris, près de la Seine, et dirigée par A. B.", names)
    assert is_role_of("En 2026, la grande association des clubs a un président.", [{"2026"}])
    assert not is_role_of("le président d'i-Trans pilote depuis 2019 la réponse de l'AFPC", names)


def test_some_of_a_whole_are_counted_by_what_they_are():
    said = "En 2026, cinq des 53 signataires du texte sont des présidentes."
    assert counts(said, frozenset(lexical_tokens("présidentes")))
    assert not counts(said, frozenset(lexical_tokens("laboratoires")))


def test_a_list_of_three_is_an_enumeration():
    assert enumerates("Les sites sont Rennes, Nantes, Poitiers et Le Mans.")
    assert not enumerates("En 2026, le pôle compte 12 sites et deux bureaux.")


@pytest.mark.parametrize(
    ("row", "counted", "expected"),
    [
        ("Collège : Laboratoires et écoles · 2023 : 18 · 2024 : 21", "laboratoires", True),
        ("Région : Bretagne · Projets : 33 · Aides (M€) : 12", "projets", True),
        ("Région : Bretagne · Projets : 33 · Aides (M€) : 12", "emplois", False),
        ("Taille : Petite entreprise · Taux maximal : 60 %", "entreprise", False),
        ("Étape : Clôture des projets · Date : 30 juin 2025", "projets", False),
    ],
)
def test_a_row_counts_what_its_first_cell_or_a_column_names(row, counted, expected):
    assert counts(row, frozenset(lexical_tokens(counted))) is expected


def test_what_a_complement_names_is_not_counted():
    said = "De 2005 à 2018, le FUI a financé les projets des pôles en 25 appels à projets."
    assert not counts(said, frozenset(lexical_tokens("projets")))
    assert counts(said, frozenset(lexical_tokens("appels")))


def test_what_a_call_retains_are_its_winners():
    winners = frozenset(lexical_tokens("lauréats retenu"))
    assert counts("Le second appel a retenu 31 projets sur 86.", winners)
    assert not counts("Les lauréats comptent 31 projets.", winners)


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("Le fonds a eu 25 appels à projets.", ("appels",)),
        ("Le 24e appel du fonds a soutenu peu de projets.", ()),
        ("Le 20 mai 2025 les adhérents votent.", ()),
        ("CARA a moins d'une quarantaine d'adhésions.", ("adhesions",)),
        ("The 3rd call funded 12 projects for firms.", ("projects",)),
    ],
)
def test_what_a_number_counts_is_its_head_and_a_rank_counts_nothing(said, counted):
    assert counted_in(said) == counted
