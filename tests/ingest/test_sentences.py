from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Un. Deux ! Trois ?", ["Un.", "Deux !", "Trois ?"]),
        ("Il vaut 2.5 fois plus. Oui.", ["Il vaut 2.5 fois plus.", "Oui."]),
        ("M. Dupont préside. Mme Durand dirige.", ["M. Dupont préside.", "Mme Durand dirige."]),
        ("Voir art. 4 et p. 12 du texte.", ["Voir art. 4 et p. 12 du texte."]),
        ("J.-L. Martin est là.", ["J.-L. Martin est là."]),
        ("Il dit : « Oui. » Puis il part.", ["Il dit : « Oui. »", "Puis il part."]),
        ("• premier point\n• second point", ["premier point", "second point"]),
        ("des animations, etc. pour les PME.", ["des animations, etc. pour les PME."]),
        ("des animations, etc. Les PME viennent.", ["des animations, etc.", "Les PME viennent."]),
        ("• 1. Un point. Deux.\n• 12. Autre", ["1. Un point.", "Deux.", "12. Autre"]),
        ("Actions • 2. Aider • 3. Unir", ["Actions • 2. Aider • 3. Unir"]),
        ("Il y en a 12. Un autre vient.", ["Il y en a 12.", "Un autre vient."]),
        ("www.afpc.eu est un site.", ["www.afpc.eu est un site."]),
        ("Sans point final", ["Sans point final"]),
        ("Attente… Suite.", ["Attente…", "Suite."]),
        ("", []),
        ("   \n \n", []),
    ],
)
def test_split_sentences(text, sentences):
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@given(st.text(max_size=300))
def test_spans_are_ordered_and_nothing_but_spaces_and_bullets_is_lost(text):
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]
