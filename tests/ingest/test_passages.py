from hypothesis import given
from hypothesis import strategies as st

from ingest.passages import MAX_CHARS, embedded_text, split_passages
from ingest.records import Heading, Page, Source, Span

SOURCE = Source("note", "Note sur les pôles")


def page(number, *paragraphs):
    """A page; a paragraph that starts with # is a heading."""
    text, headings = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        title = paragraph.lstrip("#").strip() if paragraph.startswith("#") else ""
        if title:
            level = len(paragraph) - len(paragraph.lstrip("#"))
            headings.append(Heading(level, len(text), len(text) + len(title)))
        text += title or paragraph
    return Page(number, text, headings=tuple(headings))


def test_headings_are_the_path_and_not_the_text():
    pages = (page(1, "# Un", "## Deux", "Texte a.", "## Trois", "Texte b.", "# Quatre", "c."),)
    passages = split_passages(SOURCE, pages)
    assert [(p.headings, p.text) for p in passages] == [
        (("Un", "Deux"), "Texte a."),
        (("Un", "Trois"), "Texte b."),
        (("Quatre",), "c."),
    ]


def test_the_same_heading_twice_gives_two_passages():
    passages = split_passages(SOURCE, (page(1, "# Un", "Texte a.", "# Un", "Texte b."),))
    assert [p.text for p in passages] == ["Texte a.", "Texte b."]


def test_a_section_over_a_page_break_has_two_spans():
    pages = (page(3, "# Un", "Fin de page."), page(4, "Suite ici."))
    (passage,) = split_passages(SOURCE, pages)
    assert passage.spans == (Span(3, 4, 16), Span(4, 0, 10))
    assert passage.text == "Fin de page.\nSuite ici."


def test_list_items_stay_whole_and_with_their_introduction():
    items = [f"• action numéro {i} " + "x" * 90 for i in range(8)]
    passages = split_passages(SOURCE, (page(1, "# Un", "Trois volets :", "\n".join(items)),))
    assert passages[0].text.startswith("Trois volets :")
    assert all(
        line.startswith("• action") for p in passages for line in p.text.split("\n")[1:] if line
    )


def test_a_paragraph_that_goes_on_stays_with_the_one_before():
    first, second = "Axelera mène ses projets. " * 25, "Axelera porte le projet DECLYC. " * 5
    for onward, together in (("Objectif : baisser.", True), ("Hippolia a un projet.", False)):
        pages = (page(1, "# Un", first.strip(), second.strip(), onward),)
        texts = [p.text for p in split_passages(SOURCE, pages)]
        assert len(texts) == 2
        assert (second.strip() in texts[1]) is together
        assert onward in texts[1]


def test_a_long_paragraph_is_cut_between_sentences():
    text = " ".join(f"La phrase numéro {i} parle des pôles et de leurs membres." for i in range(60))
    passages = split_passages(SOURCE, (Page(1, text),))
    assert len(passages) > 2
    assert all(len(p.text) <= MAX_CHARS and p.text.endswith(".") for p in passages)


def test_a_line_without_punctuation_is_cut_between_words():
    text = " ".join(["mot"] * 2500)
    passages = split_passages(SOURCE, (Page(1, text),))
    assert all(len(p.text) <= MAX_CHARS for p in passages)
    assert " ".join(p.text for p in passages) == text


def test_identifiers_depend_on_text_and_place_only():
    first = split_passages(SOURCE, (page(1, "# Un", "Texte a."),))
    again = split_passages(SOURCE, (page(1, "# Un", "Texte a."),))
    moved = split_passages(SOURCE, (page(2, "# Un", "Texte a."),))
    assert first == again
    assert first[0].id != moved[0].id


def test_embedded_text_carries_title_and_headings():
    (passage,) = split_passages(SOURCE, (page(1, "# Un", "## Deux", "Texte a."),))
    assert embedded_text(SOURCE, passage) == "Note sur les pôles — Un — Deux\nTexte a."


@given(st.lists(st.text(alphabet="ab. \n•é", max_size=400), min_size=1, max_size=4))
def test_every_passage_is_a_substring_of_its_pages_and_no_letter_is_lost(texts):
    pages = tuple(Page(i, text) for i, text in enumerate(texts, 1))
    passages = split_passages(SOURCE, pages)
    by_number = {p.number: p.text for p in pages}
    for passage in passages:
        parts = [by_number[s.page][s.start : s.end] for s in passage.spans]
        assert "\n".join(parts) == passage.text
    letters = [c for text in texts for c in text if c.isalpha()]
    assert [c for p in passages for c in p.text if c.isalpha()] == letters
