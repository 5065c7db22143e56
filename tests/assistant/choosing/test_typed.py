from types import SimpleNamespace

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
