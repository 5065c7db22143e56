import pytest

from ingest.names import mentions_any


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("le pôle HIPPOLIA", ["Hippolia"], True),
        ("Images et Réseaux", ["Images & Réseaux"], False),
        ("Images & Réseaux", ["Images & Réseaux"], True),
        ("Pole Mer Mediterranee", ["Pôle Mer Méditerranée"], True),
        ("ID4 CAR", ["ID4CAR"], False),
        ("Aerospace-Valley", ["Aerospace Valley"], True),
        ("Capenergies", ["Cap"], False),
        ("rien", [], False),
        ("rien", ["—"], False),
    ],
)
def test_mentions_any(text, names, expected):
    assert mentions_any(text, names) is expected
