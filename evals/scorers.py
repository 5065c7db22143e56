"""Scores of one case: each with its value and its explanation, in French. Pure.

None is "not scored", and never zero: a citation figure has no meaning for an answer that was
declined, and a page none for a case that names no evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals import metrics
from evals.cases import Case, Evidence, Nugget
from evals.facts import forbidden_claim, has_value, nugget_found, stale_sentence, text_of
from evals.language import language_of
from evals.outputs import Output, PassageText, Shown
from evals.relevance import gold_ranking, grades_of, same_place, units_of
from evals.sentences import strip_markers
from evals.support import SentenceVerdict, judge_sentences
from ingest.names import mentions_any

__all__ = ["CaseScore", "Score", "score_case"]


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of one case; ``value`` is None when there is nothing to score."""

    metric: str
    value: float | None
    why: str


@dataclass(frozen=True, slots=True)
class CaseScore:
    """All scores of one system on one case.

    Attributes:
        system, case_id: which.
        scores: by metric.
        sentences: a verdict for each sentence shown.
        broken: what breaks the product's own rules, a line each; a gate lets none through.
    """

    system: str
    case_id: str
    scores: dict[str, Score]
    sentences: tuple[SentenceVerdict, ...] = ()
    broken: tuple[str, ...] = ()

    def value(self, metric: str) -> float | None:
        """The value of ``metric``, None when it was not scored."""
        score = self.scores.get(metric)
        return None if score is None else score.value


def score_case(
    case: Case,
    output: Output,
    passages: Mapping[str, PassageText],
    rarity: Mapping[str, float],
) -> CaseScore:
    """Score one output.

    Args:
        case: the question and what a good answer holds.
        output: what the system gave.
        passages: texts of the passages that ``output`` names.
        rarity: inverse document frequency of tokens, for the support proxy.
    """
    scores = _retrieval_scores(case, output, passages)
    sentences: tuple[SentenceVerdict, ...] = ()
    if output.shown is not None:
        is_finder = case.type == "finder"  # it shows cards, not sentences: they have own figures
        silent = is_finder or output.shown.declined
        sentences = () if silent else judge_sentences(output.shown, rarity)
        for scorer in (_finder_score,) if is_finder else _SCORERS:
            scores.extend(scorer(case, output.shown, sentences))
    elif output.error and case.type != "retrieval":
        scores.append(Score("truthfulness", -1.0, f"erreur : {output.error}"))
    broken = _broken(output, sentences)
    return CaseScore(output.system, case.id, {s.metric: s for s in scores}, sentences, broken)


def _broken(output: Output, sentences: Sequence[SentenceVerdict]) -> tuple[str, ...]:
    found = [f"erreur : {output.error}"] if output.error else []
    shown = output.shown
    if shown is not None and shown.declined and shown.citations:
        found.append("un refus montre des citations")
    if shown is not None and not shown.declined:
        found.extend(f"« {s.text} » : {s.broken}" for s in sentences if s.broken)
    return tuple(found)


# -- retrieval -----------------------------------------------------------------------------


def _retrieval_scores(
    case: Case, output: Output, passages: Mapping[str, PassageText]
) -> list[Score]:
    """A system that brings nothing scores 0: it never vanishes from the mean."""
    if case.should_decline or not case.evidence:
        return []
    units = units_of(case.evidence)
    ranking = gold_ranking(output.passages, passages, units)
    figures = metrics.rank_figures(ranking, grades_of(units))
    where = [n for n, name in enumerate(ranking, 1) if name[0] == "g"]
    why = f"preuves aux rangs {', '.join(map(str, where))}" if where else "aucune preuve trouvée"
    scores = [Score(name, value, why) for name, value in figures.items()]
    if case.history and output.gold_passages:
        gold = gold_ranking(output.gold_passages, passages, units)
        best = metrics.rank_figures(gold, grades_of(units))["R@5"]
        gap = figures["R@5"] - best
        scores.append(Score("followup_gap", gap, f"R@5 {figures['R@5']:.2f} contre {best:.2f}"))
    return scores


# -- citations -----------------------------------------------------------------------------


def _citation_scores(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    if shown.declined:
        return []
    total = len(sentences)
    supported = sum(s.supported for s in sentences)
    cited = sum(len(s.markers) for s in sentences)
    precise = sum(s.precise for s in sentences)
    copied = sum(s.copied for s in sentences)
    first = next((s for s in sentences if not s.supported), None)
    why = f"{supported} phrases soutenues sur {total}"
    why += f" ; « {first.text} » : {first.reason}" if first else ""
    return [
        Score("citation_recall", supported / total if total else 0.0, why),
        Score(
            "citation_precision",
            precise / cited if cited else 0.0,
            f"{precise} citations utiles sur {cited}",
        ),
        Score("copy_rate", copied / total if total else 0.0, f"{copied} phrases recopiées"),
    ]


def _page_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    units = units_of(case.evidence)
    if case.should_decline or not units:
        return []
    if shown.declined:
        return [Score("page_recall", 0.0, "réponse refusée")]
    lost = [unit[0] for unit in units if not any(_is_cited(place, shown) for place in unit)]
    why = "toutes les places citées"
    if lost:
        place = f"p. {lost[0].page}" if lost[0].page else lost[0].section
        why = f"non cité : {lost[0].source_id}{', ' if place else ''}{place}"
    return [Score("page_recall", 1 - len(lost) / len(units), why)]


def _is_cited(place: Evidence, shown: Shown) -> bool:
    return any(
        same_place(source, citation.page, citation.section, place)
        for citation in shown.citations
        for source in (citation.source_id, citation.document_id)
    )


# -- content -------------------------------------------------------------------------------


def _nugget_scores(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    if case.should_decline or not case.nuggets:
        return []
    text = "" if shown.declined else text_of(shown)
    found = {nugget: nugget_found(nugget, text) for nugget in case.nuggets}
    vital = _vital(case)
    scores: list[Score] = []
    for name, wanted, whole in (
        ("nugget_recall", vital, "tout l'essentiel y est"),
        ("nugget_all", case.nuggets, "tout y est"),
    ):
        if wanted:
            missing = [n.text for n in wanted if not found[n]]
            why = f"manque : {' ; '.join(missing)}" if missing else whole
            scores.append(Score(name, sum(found[n] for n in wanted) / len(wanted), why))
    values = [value for n in vital for value in n.values]
    if values:
        exact = sum(has_value(text, value) for value in values)
        why = f"{exact} valeurs exactes sur {len(values)}"
        scores.append(Score("value_exact", exact / len(values), why))
    return scores


def _truth_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    """CRAG's three values (arXiv 2406.04744): +1 correct, 0 missing, -1 wrong."""
    if case.type == "retrieval":
        return []
    return [Score("truthfulness", *_truth(case, shown))]


def _truth(case: Case, shown: Shown) -> tuple[float, str]:
    claim, stale = forbidden_claim(case, shown), stale_sentence(case, shown)
    if claim:
        return -1.0, f"affirmation interdite : {claim}"
    if stale:
        return -1.0, f"valeur dépassée donnée comme actuelle : « {stale} »"
    if shown.declined:
        return (1.0, "refus attendu") if case.should_decline else (0.0, "refus d'une question")
    return _truth_of_answer(case, shown)


def _truth_of_answer(case: Case, shown: Shown) -> tuple[float, str]:
    vital = _vital(case)
    found = sum(nugget_found(nugget, text_of(shown)) for nugget in vital)
    if vital and found == len(vital):
        answer = strip_markers(shown.answer)
        if any(nugget_found(nugget, answer) for nugget in vital):
            return 1.0, "tout l'essentiel y est"
        return 0.0, "l'essentiel n'est que dans une note, et la réponse dit autre chose"
    if case.should_decline:
        return -1.0, "réponse à une question qui n'en a pas"
    if not vital:
        return (1.0, "rien d'interdit") if case.type == "injection" else (0.0, "rien à vérifier")
    if found:
        return 0.0, f"{found} point(s) essentiel(s) sur {len(vital)}"
    return -1.0, "aucun point essentiel dans la réponse"


def _vital(case: Case) -> list[Nugget]:
    return [nugget for nugget in case.nuggets if nugget.importance == "vital"]


def _refusal_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    """A premise that is corrected is as good as a refusal, and is none: precision, recall and F1
    read the status alone, and leave such an answer out."""
    if case.type == "retrieval":
        return []
    vital = _vital(case)
    corrected = case.should_decline and not shown.declined and bool(vital)
    corrected = corrected and all(nugget_found(nugget, text_of(shown)) for nugget in vital)
    right = corrected or shown.declined == case.should_decline
    why = "corrigée" if corrected else "refusée" if shown.declined else "répondue"
    why += ", attendu : " + ("refus" if case.should_decline else "réponse")
    declined = None if corrected else float(shown.declined)
    return [Score("refusal", float(right), why), Score("declined", declined, why)]


def _temporal_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    """The value valid at the date asked about is given, and no superseded one as current."""
    vital = _vital(case)
    is_dated = bool(case.stale_values or case.as_of or case.type == "temporal")
    if case.should_decline or not vital or not is_dated:
        return []
    if shown.declined:
        return [Score("temporal", 0.0, "réponse refusée")]
    stale = stale_sentence(case, shown)
    if stale:
        return [Score("temporal", 0.0, f"valeur dépassée donnée comme actuelle : « {stale} »")]
    lost = next((n.text for n in vital if not nugget_found(n, text_of(shown))), "")
    if lost:
        return [Score("temporal", 0.0, f"valeur attendue absente : {lost}")]
    return [Score("temporal", 1.0, "valeur valable à la date demandée")]


# -- conversation, finder, language --------------------------------------------------------


def _followup_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    if not case.history or not (case.resolved_entities or case.forbidden_entities):
        return []
    text = shown.standalone_question
    lost = [name for name in case.resolved_entities if not mentions_any(text, [name])]
    extra = [name for name in case.forbidden_entities if mentions_any(text, [name])]
    why = f"« {text} »"
    why += f" ; manque : {', '.join(lost)}" if lost else ""
    why += f" ; de trop : {', '.join(extra)}" if extra else ""
    return [Score("followup", float(not lost and not extra), why)]


def _finder_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    if case.should_decline:
        false = bool(shown.poles) and not shown.declined
        return [Score("finder_false_match", float(false), _poles("proposés", shown))]
    return _ranked_poles("finder", case, shown, "proposés")


def _poles_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    """Pôles that a chat answer names, for the cases that say which fit."""
    if case.should_decline or not case.expected_poles:
        return []
    return _ranked_poles("poles", case, shown, "cités")


def _ranked_poles(name: str, case: Case, shown: Shown, how: str) -> list[Score]:
    grades = {pole.id: pole.grade for pole in case.expected_poles}
    figures = metrics.finder_figures(shown.poles, grades)
    return [Score(f"{name}_{key}", value, _poles(how, shown)) for key, value in figures.items()]


def _poles(how: str, shown: Shown) -> str:
    return f"pôles {how} : {', '.join(shown.poles) or 'aucun'}"


def _language_score(case: Case, shown: Shown, sentences: Sequence[SentenceVerdict]) -> list[Score]:
    found = language_of(strip_markers(shown.answer))
    if not found:
        return []
    return [Score("language", float(found == case.lang), f"réponse en « {found} »")]


_Scorer = Callable[[Case, Shown, Sequence[SentenceVerdict]], list[Score]]
_SCORERS: tuple[_Scorer, ...] = (
    _citation_scores, _page_score, _nugget_scores, _truth_score, _refusal_score, _temporal_score,
    _followup_score, _poles_score, _language_score,
)  # fmt: skip
