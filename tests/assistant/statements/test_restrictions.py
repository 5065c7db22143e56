"""What a question narrows, a statement must say."""

import pytest

from assistant.statements.restrictions import meets
from assistant.understanding.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "question", "statement", "met"),
    [
        (Kind.COUNT, "Combien de femmes président un pôle ?", "53 pôles ont un président.", False),
        (Kind.COUNT, "Combien de femmes président un pôle ?", "Cinq sont des présidentes.", True),
        (Kind.COUNT, "Combien d'entreprises ont fait faillite ?", "CARA aide 80 PME.", False),
        (Kind.COUNT, "Combien de membres sont allemands ?", "Le réseau a 34 membres.", False),
        (Kind.COUNT, "Combien de membres sont allemands ?", "3 membres d'Allemagne.", True),
        (Kind.NAME, "Une boîte espagnole : quel programme ?", "Eurostars aide à deux.", True),
        (Kind.MONEY, "Le budget moyen d'un pôle ?", "Le projet a un budget de 2 M€.", False),
        (Kind.MONEY, "Le budget moyen d'un pôle ?", "Un pôle a en moyenne 1,3 M€.", True),
        (Kind.MONEY, "Quel moyen pour 2 M€ ?", "CARA aide 80 PME avec 2 M€.", True),
        (Kind.MONEY, "Quelle cotisation par an ?", "CARA a un budget de 2 M€.", False),
        (Kind.MONEY, "Quelle cotisation par an ?", "Une PME payait 945 € pour adhérer.", True),
        (Kind.MONEY, "Combien pour le 20e appel ?", "Le 23e appel a reçu 38 M€.", False),
        (Kind.MONEY, "Combien pour le 20e appel ?", "Le vingtième appel a reçu 60 M€.", True),
        (Kind.MONEY, "Combien pour le 20e appel ?", "Le fonds a reçu 60 M€.", True),
        (Kind.MONEY, "Combien pour le premier appel ?", "Le deuxième appel a reçu 5 M€.", False),
        (Kind.COUNT, "Combien de projets à la 3e édition ?", "Édition 4 : 12 projets.", False),
        (Kind.COUNT, "Combien de pôles en phase VI ?", "La phase V a réuni 55 pôles.", False),
        (Kind.COUNT, "Combien de pôles en phase 5 ?", "La phase V a réuni 55 pôles.", True),
        (Kind.PLACE, "Quelle est l'adresse de CARA ?", "CARA est en région AURA.", False),
        (Kind.PLACE, "Quelle est l'adresse de CARA ?", "CARA est au 60, avenue Rockefeller.", True),
        (Kind.OTHER, "Comment aider les femmes ?", "CARA aide 80 PME.", True),
        (Kind.OTHER, "Comment adhérer à CARA ?", "CARA compte 80 adhérents.", False),
        (Kind.OTHER, "Comment adhérer à CARA ?", "Pour adhérer, il faut innover.", True),
        (Kind.COUNT, "Combien de membres ?", "CARA compte 80 PME.", True),
    ],
)
def test_meets(kind, question, statement, met):
    assert meets(kind, question, statement) is met
