import pytest

from assistant.statements.presumed import speaks_of_it


@pytest.mark.parametrize(
    ("question", "statement", "told"),
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
def test_what_is_presumed_must_be_spoken_of(question, statement, told):
    assert speaks_of_it(question, statement) is told
