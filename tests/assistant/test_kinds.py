import pytest

from assistant.kinds import Kind, asks_pole, counted_tokens, counts, find_kind, holds, is_role_of
from ingest.analysis import lexical_tokens, query_tokens


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Combien de membres compte Hippolia ?", Kind.COUNT),
        ("how many clusters are there?", Kind.COUNT),
        ("Quel est le budget de SYRIUS ?", Kind.MONEY),
        ("Combien l'État versera-t-il aux pôles ?", Kind.MONEY),
        ("Vers quel pôle se tourner ?", Kind.OTHER),
        ("Quel est le taux du CII ?", Kind.PERCENT),
        ("Quand le FUI a-t-il pris fin ?", Kind.DATE),
        ("Où est Minalogic ?", Kind.PLACE),
        ("Qui préside CARA ?", Kind.PERSON),
        ("C'est quoi un pôle ?", Kind.DEFINITION),
        ("Quels pôles travaillent sur l'eau ?", Kind.LIST),
        ("Comment adhérer à CARA ?", Kind.OTHER),
    ],
)
def test_find_kind(question, kind):
    assert find_kind(question) is kind


@pytest.mark.parametrize(
    ("kind", "statement", "question", "held"),
    [
        (Kind.COUNT, "Le pôle compte 450 membres.", "", True),
        (Kind.COUNT, "Le pôle est né en 2005.", "", False),
        (Kind.COUNT, "Reconversion 1000 aide.", "combien pour Reconversion 1000", False),
        (Kind.MONEY, "Un budget de 1,5 M€.", "", True),
        (Kind.MONEY, "Un budget en hausse.", "", False),
        (Kind.PERCENT, "61 % de PME.", "", True),
        (Kind.DATE, "Signé en 2013.", "et en 2013 ?", False),
        (Kind.DATE, "Signé en 2014.", "et en 2013 ?", True),
        (Kind.PERSON, "En 2026, CARA est présidé par Anne Martin.", "", True),
        (Kind.PERSON, "En 2026, CARA a un président.", "", False),
        (Kind.OTHER, "Tout texte.", "", True),
    ],
)  # fmt: skip
def test_holds(kind, statement, question, held):
    assert holds(kind, statement, question) is held


def test_the_head_noun_is_counted():
    assert counted_tokens("Combien de jeunes entreprises compte CARA ?") == frozenset(
        lexical_tokens("jeunes entreprises")
    )
    assert counted_tokens("combien de salariés compte Hippolia") == frozenset(
        lexical_tokens("salariés")
    )
    assert counted_tokens("Quel budget ?") == frozenset()


@pytest.mark.parametrize(
    ("statement", "near"),
    [
        ("Le pôle réunit 854 membres.", True),
        ("membres : 53", True),
        ("61 % de membres industriels.", False),
        ("En 2019, les membres se réunissent.", False),
    ],
)
def test_counts(statement, near):
    assert counts(statement, frozenset(lexical_tokens("membres"))) is near


def test_a_role_stands_near_its_name():
    names = [frozenset(query_tokens("AFPC"))]
    assert is_role_of("Jean Martin, président de l'AFPC", names)
    assert not is_role_of("le président d'i-Trans pilote depuis 2019 la réponse de l'AFPC", names)


def test_asks_pole():
    assert asks_pole("Quel pôle s'y connaît ?")
    assert asks_pole("Which clusters work on water?")
    assert not asks_pole("Qui préside le pôle ?")
