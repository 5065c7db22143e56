"""Interrogatives as people type them in a hurry."""

import pytest

from assistant.question import understand
from assistant.understanding.kinds import Kind, find_kind
from assistant.understanding.plain_words import in_plain_words


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ki préside Hippolia", "qui préside Hippolia"),
        ("c kan la fusion", "c'est quand la fusion"),
        ("sa date c'est kan ?", "sa date c'est quand ?"),
        ("qui paye les pôles ?", "qui finance les pôles ?"),
        ("Who pays for the clusters?", "who funds the clusters?"),
        ("combien paye une PME ?", "combien paie une PME ?"),
        ("une PME paye combien ?", "une PME paie combien ?"),
        ("cb de boîtes ché CARA", "combien de boîtes chez CARA"),
        ("depuis quand bossent-elles ensemble", "depuis quand travaillent-elles ensemble"),
        ("keske le FUI", "qu'est-ce que le FUI"),
        ("De quand date l'AFPC ?", "quand a été créé l'AFPC ?"),
        ("Quel est le meilleur pôle pour une PME ?", "Quel pôle pour une PME ?"),
        ("What is the best cluster for wood?", "which cluster for wood?"),
        ("Combien de temps dure la phase V ?", "de quand à quand va la phase V ?"),
        ("jusqu'à quand court la phase 5", "de quand à quand va la phase 5"),
        ("How long does phase V last?", "when does phase V begin and end?"),
        ("Combien de temps dure un label ?", "Combien de temps dure un label ?"),
        ("CARA a combien de membres d'après les derniers chiffres connus ?",
         "CARA a combien de membres ?"),
        ("Combien, selon les chiffres de l'AFPC ?", "Combien, selon les chiffres de l'AFPC ?"),
        ("Quel est le meilleur pôle ?", "Quel est le meilleur pôle ?"),
        ("un label : y a quoi comme niveaux ?", "un label : quels sont les niveaux ?"),
        ("à quand remonte le FUI", "quand a été créé le FUI"),
        ("depuis combien de temps existe Axelera ?", "quand a été créé Axelera ?"),
        ("Depuis quand l'AFPC existe-t-elle ?", "quand a été créé l'AFPC ?"),
        ("l'AFPC existe depuis quand", "quand a été créé l'AFPC ?"),
        ("Valorial date de quelle année ?", "quand a été créé Valorial ?"),
        ("L'AFPC date de quand ?", "quand a été créé L'AFPC ?"),
        ("Techtera, ça existe depuis quand ?", "quand a été créé Techtera ?"),
        ("à quoi ça sert d'adhérer à un pôle ?", "pourquoi adhérer à un pôle ?"),
        ("Quel intérêt à labelliser un projet ?", "pourquoi labelliser un projet ?"),
        ("Quel est l'intérêt de la phase V ?", "Quel est l'intérêt de la phase V ?"),
        ("what do we gain by joining a cluster?", "why join a cluster?"),
        ("Who chairs SAFE at the moment?", "Who chairs SAFE today?"),
        ("Le communiqué date de quand ?", "Le communiqué date de quand ?"),
        ("elle existe depuis quand ?", "elle existe depuis quand ?"),
        ("depuis quand il existe", "depuis quand il existe"),
        ("How long has Medicen been around?", "when was Medicen created?"),
        ("Minalogic est à Lyon, non ?", "Minalogic est à Lyon ?"),
        ("X a 9 membres, c'est bien ça ?", "X a 9 membres ?"),
        ("Is it true that X was born in 2005?", "X was born in 2005?"),
        ("CARA was founded in Lyon, wasn't it?", "CARA was founded in Lyon?"),
        ("C'est vrai que la phase V finit ?", "la phase V finit ?"),
        ("un label, oui ou non ?", "un label, oui ou non ?"),
        ("tel de Minalogic ?", "téléphone de Minalogic ?"),
        ("le tél. du pôle SAFE", "le téléphone du pôle SAFE"),
        ("un tel pôle, tel que CARA", "un tel pôle, tel que CARA"),
        ("elle a quel âge Cosmetic Valley", "quand a été créé Cosmetic Valley ?"),
        ("Quel âge a l'AFPC ?", "quand a été créé l'AFPC ?"),
        ("quel est l'âge du pôle Vitagora ?", "quand a été créé le pôle Vitagora ?"),
        ("Images & Réseaux a quel âge ?", "quand a été créé Images & Réseaux ?"),
        ("How old is Minalogic?", "when was Minalogic created?"),
        ("quel est l'âge moyen des PME ?", "quel est l'âge moyen des PME ?"),
        ("Quel âge a-t-elle ?", "Quel âge a-t-elle ?"),
        ("ça fait combien de temps que CARA existe ?", "quand a été créé CARA ?"),
        ("Depuis combien d'années Valorial existe", "quand a été créé Valorial ?"),
        ("medicen ça existe depuis combien de temps", "quand a été créé medicen ?"),
        ("depuis quand existe-t-il un FUI ?", "depuis quand existe-t-il un FUI ?"),
        ("y a til un pôle ici", "y a-t-il un pôle ici"),
        ("ya t il un pôle ici", "y a-t-il un pôle ici"),
        ("existe t'il un pôle ici", "existe-t-il un pôle ici"),
        ("combien en a-t-elle ?", "combien en a-t-elle ?"),
        ("une telle aide, il a ton avis", "une telle aide, il a ton avis"),
        ("Le projet KI de CB", "Le projet KI de CB"),
        ("tek-ki et ki-67", "tek-ki et ki-67"),
        ("de quand date la signature du pacte ?", "de quand date la signature du pacte ?"),
    ],
)  # fmt: skip
def test_in_plain_words(typed, plain):
    assert in_plain_words(typed) == plain


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("c koi un pôle", Kind.DEFINITION),
        ("pk Imaginove a fermé", Kind.REASON),
        ("c ki le président de CARA", Kind.PERSON),
        ("SYRIUS cb de pognon", Kind.MONEY),
        ("De quand date la signature de la convention ?", Kind.DATE),
    ],
)
def test_their_kind(typed, kind):
    assert find_kind(understand(typed).standalone) is kind
