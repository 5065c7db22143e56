from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.records import Turn
from evals.cases import Case, Claim, Evidence, ExpectedPole, Nugget, Value
from evals.facts import has_value
from evals.outputs import Cited, Output, Shown
from evals.scorers import score_case


def score(case, shown, passages=None, ranked=()):
    output = Output("poles", case.id, shown=shown, passages=ranked)
    return score_case(case, output, passages or {}, {})


def said(shown: Shown, text: str, **changes) -> Shown:
    cited = replace(shown.citations[0], quote=text)
    return replace(shown, answer=f"{text} [1]", citations=(cited,), **changes)


DECLINED = Shown("declined", "fr", "Je n'ai pas trouvé de réponse.", 0.0, "?")


def test_a_right_answer(case, output, passages):
    found = score_case(case, output, passages, {})
    values = {name: found.value(name) for name in found.scores}
    assert values == {
        "R@1": 0.0, "R@5": 1.0, "R@10": 1.0, "RR@10": 0.5,
        "nDCG@10": pytest.approx(0.6309297535714575), "citation_recall": 1.0,
        "citation_precision": 1.0, "copy_rate": 1.0, "page_recall": 1.0, "nugget_recall": 1.0,
        "nugget_all": 1.0, "value_exact": 1.0, "truthfulness": 1.0, "refusal": 1.0,
        "declined": 0.0, "temporal": 1.0, "language": 1.0,
    }  # fmt: skip
    assert found.broken == ()


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("En 2026, 53 pôles.", Value(53, "pôles", 2026), True),
        ("En 2023, 53 pôles. En 2026, autre chose.", Value(53, "pôles", 2026), False),
        ("En 2026, le réseau tient. Il compte 53 pôles.", Value(53, "pôles", 2026), True),
        ("En 2026, le réseau tient. Il compte 53 pôles. En 2005 ?", Value(53, "pôles", 2026), True),
        ("En 2023, oui. Il compte 53 pôles. En 2026 ?", Value(53, "pôles", 2026), False),
        ("De 2023 à 2026, oui. Il compte 53 pôles.", Value(53, "pôles", 2026), False),
        ("53 pôles.", Value(53, "pôles", 2026), False),
        ("53 régions en 2026.", Value(53, "pôles", 2026), False),
        ("2,37 Md€ d'aides", Value(2.37e9, "eur"), True),
        ("2,37 M€ d'aides", Value(2.37e9, "eur"), False),
        ("153 pôles en 2026", Value(53, "pôles", 2026), False),
        ("né le 16 décembre 2013", Value(date="2013-12-16"), True),
        ("né en décembre 2013", Value(date="2013-12-16"), False),
        ("né le 16 décembre 2013", Value(date="2013"), True),
    ],
)
def test_value_unit_and_year_must_all_be_equal(text, value, expected):
    assert has_value(text, value) is expected


def test_a_stale_figure_given_as_current_is_wrong(case, shown):
    found = score(case, said(shown, "La France compte 56 pôles."))
    assert (found.value("truthfulness"), found.value("temporal")) == (-1.0, 0.0)
    assert "valeur dépassée" in found.scores["truthfulness"].why


def test_a_stale_figure_with_its_year_tells_history(case, shown):
    text = "En 2026, la France compte 53 pôles, contre 56 pôles en 2019."
    found = score(case, said(shown, text))
    assert (found.value("truthfulness"), found.value("temporal")) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("answerability", "status", "truth", "refusal"),
    [
        ("answerable", "declined", 0.0, 0.0),
        ("unanswerable", "declined", 1.0, 1.0),
        ("unanswerable", "answered", -1.0, 0.0),
        ("out_of_scope", "answered", -1.0, 0.0),
        ("false_premise", "partial", -1.0, 0.0),
    ],
)
def test_refusals_are_read_from_the_status(case, shown, answerability, status, truth, refusal):
    nuggets = case.nuggets if answerability == "answerable" else ()
    asked = replace(case, answerability=answerability, nuggets=nuggets, stale_values=())
    answer = DECLINED if status == "declined" else replace(shown, status=status)
    found = score(asked, answer)
    assert (found.value("truthfulness"), found.value("refusal")) == (truth, refusal)


def test_the_wording_of_a_refusal_does_not_count(case, shown):
    found = score(case, said(shown, "Je ne peux pas répondre à cette question."))
    assert found.value("declined") == 0.0


def test_a_false_premise_may_be_corrected(case, shown):
    asked = replace(case, answerability="false_premise", stale_values=())
    found = score(asked, shown)
    assert (found.value("truthfulness"), found.value("refusal")) == (1.0, 1.0)
    assert found.value("declined") is None  # precision and recall read the status alone


def test_what_only_a_note_says_is_no_right_answer(case, shown):
    asked = replace(case, stale_values=())
    beside = said(shown, "En 2026, la France compte 1 200 projets.", notes=("En 2026, 53 pôles.",))
    found = score(asked, beside)
    assert (found.value("truthfulness"), found.value("nugget_recall")) == (0.0, 1.0)
    both = (*asked.nuggets, Nugget("1 200 projets", any_of=("1200 projets",)))
    assert score(replace(asked, nuggets=both), beside).value("truthfulness") == 1.0


@pytest.mark.parametrize(
    ("changes", "text", "expected"),
    [
        ({"stale_values": ()}, "En 2026, 53 pôles.", 1.0),
        ({"stale_values": ()}, "En 2023, 55 pôles.", 0.0),
        ({"as_of": ""}, "En 2026, la France compte des pôles.", 0.0),
        ({"as_of": "", "stale_values": ()}, "En 2026, 53 pôles.", 1.0),
        ({"as_of": "", "stale_values": (), "type": "number"}, "En 2026, 53 pôles.", None),
    ],
)
def test_the_value_at_the_date_must_be_given(case, shown, changes, text, expected):
    assert score(replace(case, **changes), said(shown, text)).value("temporal") == expected


def test_a_forbidden_claim_is_wrong_whatever_else_is_right(case, shown):
    asked = replace(case, forbidden_claims=(Claim("les pôles ferment", ("53 poles",)),))
    assert score(asked, shown).value("truthfulness") == -1.0


def test_a_part_of_the_facts_is_missing_not_wrong(case, shown):
    asked = replace(case, nuggets=(*case.nuggets, Nugget("20 000 adhérents", any_of=("20 000",))))
    found = score(asked, shown)
    assert (found.value("truthfulness"), found.value("nugget_recall")) == (0.0, 0.5)
    assert "20 000 adhérents" in found.scores["nugget_recall"].why


def test_okay_nuggets_stay_out_of_the_headline(case, shown):
    asked = replace(case, nuggets=(*case.nuggets, Nugget("x", "okay", any_of=("absent",))))
    found = score(asked, shown)
    assert (found.value("nugget_recall"), found.value("nugget_all")) == (1.0, 0.5)


def test_a_refusal_has_no_citation_figure(case):
    found = score(case, DECLINED)
    assert found.value("citation_recall") is None
    assert found.value("page_recall") == 0.0
    assert found.value("nugget_recall") == 0.0


def test_a_refusal_that_lists_sources_breaks_a_rule(case, shown):
    found = score(case, replace(DECLINED, citations=shown.citations))
    assert found.broken == ("un refus montre des citations",)


def test_an_error_is_wrong_and_breaks_a_rule(case):
    found = score_case(case, Output("poles", "c1", error="KeyError: 'x'"), {}, {})
    assert found.value("truthfulness") == -1.0
    assert found.broken == ("erreur : KeyError: 'x'",)


def test_the_page_next_door_is_not_the_page(case, shown):
    off = replace(shown, citations=(replace(shown.citations[0], page="13"),))
    found = score(case, off)
    assert found.value("page_recall") == 0.0
    assert found.scores["page_recall"].why == "non cité : brochure, p. 12"


def test_a_source_that_is_one_place_needs_no_page(case, shown):
    article = replace(case, evidence=(Evidence("brochure", quote="53 pôles"),))
    assert score(article, shown).value("page_recall") == 1.0
    lost = score(replace(case, evidence=(Evidence("note", quote="53 pôles"),)), shown)
    assert (lost.value("page_recall"), lost.scores["page_recall"].why) == (0.0, "non cité : note")


@pytest.mark.parametrize(
    ("cited", "right"),
    [
        ("annexe, 02 Industrie", True),
        ("Annexe 02, Industrie, Réindustrialisation", True),
        ("annexe, 03 Industrie", False),
        ("annexe, 03 Transitions", False),
        ("", False),
    ],
)
def test_the_section_next_door_is_not_the_section(case, shown, cited, right):
    gold = replace(case, evidence=(Evidence("brochure", section="Annexe 02, Industrie"),))
    citation = replace(shown.citations[0], page="", section=cited)
    found = score(gold, replace(shown, citations=(citation,)))
    assert found.value("page_recall") == float(right)


def test_a_system_that_finds_nothing_scores_zero(case, shown):
    assert score(case, shown, ranked=()).value("R@5") == 0.0


def test_one_place_of_a_group_is_enough(case, shown):
    evidence = (
        Evidence("brochure", page="12", group="x"),
        Evidence("autre", section="Chiffres", group="x"),
        Evidence("manquante", page="3"),
    )
    assert score(replace(case, evidence=evidence), shown).value("page_recall") == 0.5


def test_follow_ups_name_what_they_are_about(case, shown):
    asked = replace(
        case, history=(Turn("user", "Et SAFE ?"),), resolved_entities=("Hippolia",),
        forbidden_entities=("SAFE",),
    )  # fmt: skip
    values = [
        score(asked, replace(shown, standalone_question=text)).value("followup")
        for text in ("Qui préside hippolia ?", "Qui préside ?", "Qui préside Hippolia et SAFE ?")
    ]
    assert values == [1.0, 0.0, 0.0]


def test_the_follow_up_gap_is_that_of_retrieval(case, shown, passages):
    asked = replace(case, history=(Turn("user", "Et ?"),))
    output = Output("poles", "c1", shown=shown, passages=("p2",), gold_passages=("p1",))
    assert score_case(asked, output, passages, {}).value("followup_gap") == -1.0


def test_finder_cases_have_their_own_figures(case):
    asked = replace(
        case, type="finder", expected_poles=(ExpectedPole("a", 2), ExpectedPole("b", 1))
    )
    found = score(asked, Shown("answered", "fr", "a", 0.5, poles=("a", "c")))
    assert set(found.scores) - {"R@1", "R@5", "R@10", "nDCG@10", "RR@10"} == {
        "finder_p3",
        "finder_ndcg5",
    }
    unfit = replace(asked, answerability="unanswerable", expected_poles=())
    false = score(unfit, Shown("answered", "fr", "a", 0.5, poles=("a",)))
    assert false.value("finder_false_match") == 1.0
    assert score(unfit, DECLINED).value("finder_false_match") == 0.0


def test_the_language_is_that_of_the_question_quotes_aside(case, shown):
    english = "The clusters are many « les pôles de compétitivité de France »."
    asked = replace(case, lang="en", stale_values=(), nuggets=(Nugget("x", any_of=("clusters",)),))
    assert score(asked, said(shown, english)).value("language") == 1.0
    assert score(case, said(shown, english)).value("language") == 0.0
    assert score(case, said(shown, "« Tout est entre guillemets ici. »")).value("language") is None


def test_an_invented_citation_is_told(case, shown):
    lost = replace(shown, answer=shown.answer.replace("[1]", "[7]"))
    found = score(case, lost)
    assert found.value("citation_recall") == 0.0
    assert "renvoi [7]" in found.broken[0]


def test_a_quote_that_is_elsewhere_is_told(case, shown):
    moved = replace(shown, citations=(replace(shown.citations[0], verbatim=False),))
    assert "mot pour mot" in score(case, moved).broken[0]


def test_no_citation_is_zero(case):
    found = score(case, Shown("answered", "fr", "En 2026, 53 pôles.", 0.5))
    assert (found.value("citation_recall"), found.value("citation_precision")) == (0.0, 0.0)


def test_a_case_keeps_its_default_citation_fields():
    assert Cited(1, "s").verbatim is None
    assert not Case("i", "dev", "c", "list", "fr", "?", "partial").should_decline
