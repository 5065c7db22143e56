import pytest

from assistant.limits.offices import tells_office


@pytest.mark.parametrize(
    ("question", "statement", "told"),
    [
        ("Qui est le maire de Brest ?", "En 2026, le pôle est à Brest.", False),
        ("Qui est le maire de Brest ?", "Bruno Le Maire est venu à Brest.", False),
        ("Qui est le maire de Brest ?", "Jeanne Martin est maire de Brest.", True),
        ("Who is the mayor of Brest?", "Jeanne Martin est maire de Brest.", True),
        ("maire de Brest ?", "Jeanne Martin est maire de Lorient.", False),
        ("Qui dirige la mairie de Brest ?", "Le pôle est à Brest.", False),
        ("Qui est le préfet du Rhône ?", "Dans le Rhône, 12 pôles.", False),
        ("Qui est le ministre de l'Économie ?", "DGE : direction de l'Économie.", False),
        ("Who is the minister of the economy?", "X, ministre de l'Économie, l'a dit.", True),
        ("Qui préside la région Bretagne ?", "X préside le pôle de Bretagne.", False),
        ("Qui préside la région Bretagne ?", "X, président de la région Bretagne.", True),
        ("Quelle est la capitale de la Corse ?", "La Corse a un pôle.", False),
        ("Combien d'habitants compte la Corse ?", "La Corse compte 12 projets.", False),
        ("la hauteur du Mont-Blanc ?", "Mont-Blanc Industries a 9 membres.", False),
        ("L'aide couvre les coûts à hauteur de combien ?", "Elle couvre 40 %.", True),
        ("Quelle est la capitale de la France ?", "Des fonds français de capital-risque.", False),
        ("What is the capital of France?", "A French private capital fund.", False),
        ("taux de chômage en Corse", "La Corse tire 53 % de son budget de l'Europe.", False),
        ("Spain's unemployment rate", "En France, le chômage est de 8 %.", False),
        ("taux de chômage en Corse", "En Corse, le chômage est de 8 %.", True),
        # another thing is asked, or one of the field
        ("Quel ministre a annoncé la phase V ?", "X a annoncé la phase V.", True),
        ("Qui préside le pôle de Brest ?", "X préside le pôle de Brest.", True),
        ("quel maire suivait le volet de Brest en 2019 ?", "X suivait le volet de Brest.", True),
        ("Quel rôle joue le maire de Brest dans le pôle ?", "La ville le finance.", True),
        # who is led by somebody
        ("Quel pôle est dirigé par Jeanne Martin ?", "Jeanne Martin est venue.", False),
        ("Quel pôle est dirigé par Jeanne Martin ?", "Jeanne Martini dirige CARA.", False),
        ("Quel pôle est dirigé par Jeanne Martin ?", "Jeanne Martin, présidente.", True),
    ],
)
def test_an_office_stands_with_its_place(question, statement, told):
    assert tells_office(question, statement, 2026, 2026) is told


def test_the_holder_of_today_is_told_by_no_old_statement():
    said = "X, ministre de l'Industrie, l'annonce."
    assert not tells_office("Qui est le ministre de l'Industrie ?", said, 2019, 2026)
    assert tells_office("Qui était le ministre de l'Industrie en 2019 ?", said, 2019, 2026)
    assert tells_office("Qui est le ministre de l'Industrie ?", said, 2019, 2020)
