import pytest

from ingest.language import guess_text_language

FRENCH = "Le pôle réunit les entreprises et les laboratoires dans la région, avec une équipe. "
ENGLISH = "The cluster brings together the companies and the laboratories of the region. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH * 3, "fr"),
        (ENGLISH * 3, "en"),
        ("Hippolia · 450 · Caen", ""),
        (FRENCH * 3 + ENGLISH * 3, ""),
        (ENGLISH * 9 + "Le pôle de la mer.", "en"),
    ],
)
def test_guess_text_language(text: str, language: str) -> None:
    assert guess_text_language(text) == language
