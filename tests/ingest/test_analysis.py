import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.analysis import fold, lexical_tokens, query_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l'innovation", ["innov"]),
        ("L’AFPC qu’elle réunit", ["=afpc", "afpc", "reun"]),
        ("20 000 adhérents", ["20000", "adherent"]),
        ("20\u202f000 et 20.000", ["20000", "20000"]),
        ("1 816 projets", ["1816", "projet"]),
        ("2,5 M€", ["2.5"]),
        ("en 2019", ["2019"]),
        ("F.U.I.", ["=fui", "fui"]),
        ("R&D", ["=r&d", "r&d"]),
        ("I-Trans", ["=itrans", "i", "tran"]),
        ("CARA", ["=cara", "car"]),
        ("Œuvre", ["oeuvr"]),
        ("de la le les", []),
        ("", []),
    ],
)
def test_lexical_tokens(text, tokens):
    assert lexical_tokens(text) == tokens


@pytest.mark.parametrize(
    ("document", "question"),
    [
        ("CARA", "cara"),
        ("Fonds unique interministériel (FUI)", "fui"),
        ("pôles de compétitivité", "poles de competitivite"),
        ("I-Trans", "itrans"),
        ("20 000 adhérents", "20000"),
        ("L'Île-de-France", "ile de france"),
        ("les ETI", "une E.T.I."),
    ],
)
def test_a_question_meets_the_document(document, question):
    wanted = set(query_tokens(question))
    assert wanted & set(lexical_tokens(document))


def test_cara_does_not_meet_car():
    assert not set(query_tokens("CARA")) & set(lexical_tokens("car il est tard"))


@given(st.text(max_size=200))
def test_tokens_never_hold_white_space(text):
    assert all(token and not any(c.isspace() for c in token) for token in lexical_tokens(text))


@given(st.text(max_size=200))
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)
