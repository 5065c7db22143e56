"""Which statement shows whether a value that a question presumes is right."""

from dataclasses import replace

from assistant.choosing.premise import agrees, corrects
from assistant.records import Evidence
from assistant.understanding.kinds import Kind
from assistant.understanding.presumed import Presumed
from ingest.records import Span

ASKED = Presumed("Combien de membres X a ?", "300", asked=True, kind=Kind.COUNT)
GRANTED = replace(ASKED, asked=False)
OTHER = Evidence("En 2025, X compte 450 membres.", "x", Span(1, 0, 30), ())
SAME = replace(OTHER, text="En 2025, X compte 300 membres.")


def test_any_value_answers_whether_it_is_so():
    assert corrects(ASKED, [OTHER], 0.9, surer=True)
    assert corrects(ASKED, [SAME], 0.9, surer=True)


def test_what_is_taken_for_granted_is_corrected_by_another_value_alone():
    assert corrects(GRANTED, [OTHER], 0.9, surer=True)
    assert not corrects(GRANTED, [SAME], 0.9, surer=True)


def test_nothing_is_corrected_by_what_is_unsure_or_of_another_thing():
    assert not corrects(ASKED, [], 0.9, surer=True)
    assert not corrects(ASKED, [OTHER], 0.7, surer=True)
    assert not corrects(ASKED, [OTHER], 0.9, surer=False)
    assert not corrects(ASKED, [replace(OTHER, typed=False)], 0.9, surer=True)
    assert not corrects(ASKED, [replace(OTHER, missing_name=True)], 0.9, surer=True)
    assert not corrects(GRANTED, [replace(OTHER, unsaid=frozenset("ab"))], 0.9, surer=True)


def test_where_a_body_is_only_its_record_tells():
    place = replace(ASKED, value="lyon", kind=Kind.PLACE)
    assert corrects(place, [OTHER], 0.95, surer=True)
    assert not corrects(place, [OTHER], 0.94, surer=True)


def test_a_level_is_corrected_by_a_level():
    gold = replace(GRANTED, value="gold", kind=Kind.NAME)
    assert corrects(gold, [replace(OTHER, text="X détient le label Bronze.")], 0.9, surer=True)
    assert not corrects(gold, [replace(OTHER, text="X garde son label.")], 0.9, surer=True)


def test_what_holds_the_value_agrees_but_for_a_year_or_a_name():
    assert agrees(ASKED, [SAME])
    assert not agrees(ASKED, [OTHER])
    assert not agrees(ASKED, [replace(SAME, missing_name=True)])
    assert not agrees(replace(ASKED, value="2025", kind=Kind.DATE), [SAME])
    assert not agrees(replace(ASKED, value="X", kind=Kind.NAME), [SAME])


def test_what_is_taken_to_be_so_is_denied_by_a_statement_on_the_very_thing():
    so = replace(GRANTED, value="", kind=Kind.OTHER)
    denies = replace(OTHER, text="En 2025, X n'est pas retenu.", unsaid=frozenset({"État"}))
    assert corrects(so, [denies], 0.91, surer=True)
    assert not corrects(so, [OTHER], 0.91, surer=True)
    assert not corrects(so, [denies], 0.89, surer=True)
    assert not corrects(so, [replace(denies, similarity=0.3)], 0.91, surer=True)


def test_what_is_taken_not_to_be_so_is_affirmed_by_what_says_it_all():
    so = replace(GRANTED, value="pas", kind=Kind.OTHER)
    assert corrects(so, [OTHER], 0.91, surer=True)
    assert not corrects(so, [replace(OTHER, unsaid=frozenset({"choisi"}))], 0.91, surer=True)
