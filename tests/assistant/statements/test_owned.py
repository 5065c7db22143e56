import pytest

from assistant.statements.owned import is_of_owner


@pytest.mark.parametrize(
    ("question", "statement", "headings", "own"),
    [
        ("budget de l'AFPC", "Le budget d'un pôle est de 1 M€ selon l'AFPC.", "", False),
        ("budget de l'AFPC", "L'AFPC évalue à 55 M€ les fonds levés.", "", False),
        ("budget de l'AFPC", "L'AFPC a un budget de 1 M€.", "", True),
        ("budget de l'AFPC", "Un budget de 1 M€, dit la brochure de l'AFPC.", "", False),
        ("budget du Hub Alpha", "En 2020, le Hub Alpha dispose de 1,5 M€.", "", True),
        ("AFPC budget", "Each cluster has a budget of €1m.", "AFPC", True),
        ("What is AFPC's annual budget?", "Each cluster has a budget of €1m.", "Members", False),
        ("Quel est le budget annuel de SYRIUS ?", "Il est doté de 16 M€.", "SYRIUS", True),
        ("Quel est le budget 2024 de SYRIUS ?", "Elle est dotée de 16 M€.", "MAELE", False),
        ("Quel est le budget annuel de SYRIUS ?", "Elle est dotée de 16 M€.", "MAELE", False),
        ("What is Water Clusters' budget?", "Each cluster has a budget of €1m.", "", False),
        ("président et budget de Minalogic", "Minalogic est présidé par X.", "", True),
        # of nobody in particular, or of all
        ("Quel budget pour un pôle ?", "Un pôle coûte 1 M€ par an.", "", True),
        ("budget de la France pour les pôles", "L'État verse 9 M€.", "", True),
    ],
)
def test_a_budget_belongs_to_its_owner(question, statement, headings, own):
    assert is_of_owner(question, statement, headings) is own
