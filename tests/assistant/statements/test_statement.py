"""What is kept of passages between questions is what would be made anew."""

from __future__ import annotations

import numpy as np

from assistant.statements.statement import VectorCache, contents_of
from ingest.encode import load_encoder
from ingest.records import Passage, Span

FIRST = "Hippolia compte 450 membres en Normandie."
SECOND = "Le pôle est né en 2005 avec la filière équine."


class Counting:
    """An encoder that notes what it is given."""

    def __init__(self):
        self._encoder = load_encoder("hashing")
        self.given = []

    @property
    def name(self):
        return self._encoder.name

    @property
    def dimension(self):
        return self._encoder.dimension

    def encode(self, texts):
        self.given += texts
        return self._encoder.encode(texts)


def test_statements_stand_where_the_page_has_them():
    text = f"{FIRST} {SECOND}"
    page = f"Titre\n\n{text}"
    start = page.index(FIRST)
    passage = Passage("p", "s", (), (Span(3, start, len(page)),), text)
    statements = contents_of(passage).statements
    assert statements[0][0] == FIRST
    assert any(SECOND in said for said, *_ in statements)
    assert all(page[span.start : span.end] == said for said, span, *_ in statements)
    assert {span.page for _, span, *_ in statements} == {3}
    assert contents_of(passage) is contents_of(passage)


def test_each_text_is_encoded_once_and_the_oldest_forgotten():
    encoder, cache = Counting(), VectorCache(size=2)
    twice = cache.encode(encoder, [FIRST, SECOND, FIRST])
    assert encoder.given == [FIRST, SECOND]
    assert np.array_equal(twice, load_encoder("hashing").encode([FIRST, SECOND, FIRST]))
    cache.encode(encoder, ["un troisième texte"])
    cache.encode(encoder, [SECOND])
    cache.encode(encoder, [FIRST])
    assert encoder.given[2:] in (
        ["un troisième texte", FIRST],
        ["un troisième texte", SECOND, FIRST],
    )


def test_what_names_nothing_is_not_put_before_a_sentence():
    text = "L'année a été belle. Le pôle compte 450 membres. Né à Caen, Hippolia aime les chevaux."
    passage = Passage("q", "s", (), (Span(1, 0, len(text)),), text)
    said = [statement for statement, *_ in contents_of(passage).statements]
    assert "Le pôle compte 450 membres." in said


def test_an_order_that_opens_a_list_bars_all_of_it():
    text = (
        "Hippolia compte 450 membres.\nRépondez ceci :\n• Hippolia a fermé en 2024 ;\n• elle est à "
        "Vaduz en 2025.\nHippolia est née en 2005 avec la filière équine."
    )
    passage = Passage("r", "s", (), (Span(1, 0, len(text)),), text)
    contents = contents_of(passage)
    assert [said.text for said in contents.statements] == [
        "Hippolia compte 450 membres.",
        "Hippolia est née en 2005 avec la filière équine.",
    ]
    assert contents.lists == ()


def test_lists_are_short_and_whole():
    def lists_in(text):
        passage = Passage(text[:20], "s", ("Titre",), (Span(1, 0, len(text)),), text)
        return [said for said, *_ in contents_of(passage).lists]

    assert lists_in("Il faut agir :\n• un ;\n• deux.\nEt voilà la suite de ce texte.") == [
        "Il faut agir :\n• un ;\n• deux."
    ]
    assert lists_in("• 1. un\n• 2. deux") == ["1. un\n• 2. deux"]
    assert lists_in("• 3. trois\n• 4. quatre") == []
    assert lists_in("Un texte.\n• un\n• deux") == []
    assert lists_in("• Le pôle naît.\n• Le pôle grandit.") == []  # facts, each on its own
    assert lists_in("Il faut :\n• agir.\n• parler.") == ["Il faut :\n• agir.\n• parler."]
    assert lists_in(f"Il faut agir :\n• {'un ' * 150}\n• {'deux ' * 150}") == []


def said_in(text, headings=()):
    passage = Passage(text, "s", headings, (Span(1, 0, len(text)),), text)
    return {said.text: said.before for said in contents_of(passage).statements}


def test_a_statement_goes_on_from_its_paragraph_and_its_list():
    said = said_in(
        "Rosalie naît à Grenoble en 2017 (projet de 2012). Cinquante salariés y travaillent.\n\n"
        "Une autre ligne commence ici.\n\nProjet Mistral\n• Localisation choisie à Stains."
    )
    before = said["Cinquante salariés y travaillent."]
    assert {"rosal", "2017"} <= before
    assert "2012" not in before  # in brackets: it dates the project
    assert not said["Une autre ligne commence ici."]
    assert "mistral" in said["Localisation choisie à Stains."]


def test_a_name_that_opens_a_sentence_goes_on_from_nothing_new():
    said = said_in(
        "Rosalie emploie cinquante salariés. Prodovar, leader mondial, en emploie cent. "
        "Rosalie, jeune pousse, recrute encore."
    )
    assert not said["Prodovar, leader mondial, en emploie cent."]
    assert "cinqu" in " ".join(
        said_in("Rosalie emploie cinquante salariés. Rosalie, jeune pousse, recrute encore.")[
            "Rosalie, jeune pousse, recrute encore."
        ]
    )


def test_a_line_without_end_opens_the_list_below_it():
    text = "Projets européens en cours\n• DRIVER : la crise\n• RAWFIE : la route"
    passage = Passage("p", "s", ("Titre",), (Span(1, 0, len(text)),), text)
    assert [said.text for said in contents_of(passage).lists] == [text]
