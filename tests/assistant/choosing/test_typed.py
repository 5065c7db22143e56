from types import SimpleNamespace

import pytest

from assistant.choosing.typed import has_type
from assistant.understanding.kinds import Kind

SAID = "Le 27 mars 2023, Jeanne Martin a annoncé devant l'assemblée générale 55 pôles ; présidente."


def asked(name):
    return SimpleNamespace(
        question=SimpleNamespace(kind=Kind.PERSON, standalone="Quel ministre a annoncé cela ?"),
        wants_several=False,
        wants_pole=False,
        holders=[SimpleNamespace(is_name=True, tokens=frozenset({name}))],
    )


def test_a_role_is_tied_to_names_not_to_how_many():
    tokens = frozenset({"55", "mar"})
    assert has_type(asked("55"), SAID, tokens, frozenset())
    assert not has_type(asked("mar"), SAID, tokens, frozenset())


@pytest.mark.parametrize(
    ("text", "poles", "typed"),
    [
        ("En 2020, Techtera compte 200 adhérents, dont 90 % de PME.", 1, True),
        ("En 2020, Techtera tire 28 % de ses recettes de l'État.", 1, False),
        ("En 2020, 90 % des adhérents sont des PME.", 0, False),
    ],
)
def test_a_share_tells_how_many_of_a_kind_one_pole_has(text, poles, typed):
    standalone = "Combien de PME chez Techtera ?"
    question = SimpleNamespace(kind=Kind.COUNT, standalone=standalone, poles=("x",) * poles)
    one = SimpleNamespace(
        question=question,
        wants_several=False,
        wants_pole=False,
        counted=frozenset({"pme"}),
        counted_words=("pme",),
    )
    assert has_type(one, text, frozenset(), frozenset()) is typed
