import pytest

from assistant.understanding.ranks import of_rank, ranks_of


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("la phase iv des poles", {"phas": {4}}),
        ("entre la premiere phase et la seconde", {"phas": {1, 2}}),
        ("le 20e appel et le deuxieme volet", {"appel": {20}, "volet": {2}}),
        ("le 5 fevrier 2019", {}),
        ("le 23e fui", {"appel": {23}}),
        ("fui n° 8", {"appel": {8}}),
        ("au deuxieme pspc-regions", {"appel": {2}}),
        ("le fui 45 % et i-nov de 2024", {}),
    ],
)
def test_ranks(text, ranks):
    assert dict(ranks_of(text)) == ranks


@pytest.mark.parametrize(
    ("statement", "fits"),
    [
        ("Phase V (2023-2026) : cinquième période.", True),
        ("Phase 6 : phase à venir, après la phase V.", False),
        ("Le 5 février 2019, un label.", False),
    ],
)
def test_of_the_rank_asked(statement, fits):
    assert of_rank(statement, ranks_of("quand finit la phase 5")) is fits
    assert of_rank(statement, {})
