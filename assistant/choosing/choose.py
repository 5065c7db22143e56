"""Which statements answer: enough support or none, the current value first, no repetition. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.choosing.features import logistic
from assistant.limits.offices import tells_office
from assistant.question import Question, asks_evolution, guess_language
from assistant.records import Evidence
from assistant.registry.holders import tells_before, tells_successor
from assistant.registry.superlatives import tells_rank
from assistant.statements.demands import meets
from assistant.statements.holds import aims
from assistant.statements.likeness import distinct, same_fact, shares_detail
from assistant.statements.rows import head_of, is_asked, is_of_another
from assistant.understanding.dates import covers, since_year, tells_year
from assistant.understanding.kinds import Kind
from ingest.analysis import fold, lexical_tokens

__all__ = [
    "CERTAIN",
    "THRESHOLD",
    "choose",
    "confidence",
    "earlier",
    "usable",
]

THRESHOLD = 0.5
"""Least confidence of a shown answer."""
CERTAIN = 0.95
"""Confidence of what records state: a list of pôles, what a pôle became."""

_BIAS = -2.0
_COEFFICIENTS = {
    "score": 3.8,
    "untyped": -0.3,
    "length": 1.0,
    "margin": 1.3,
    "lacks_name": -0.7,
    "unsaid": -1.0,
    "nameless": -3.0,
    "unexplained": -2.5,
}
"""Logistic model of "the answer shown is right", rounded.

Fitted on the dev questions and on 410 blind ones read since, over the corpus and over raw
documents, every answer shown however unsure; a question that raw documents do not answer counts a
third of another; ``nameless`` and ``unexplained`` on questions of the knowledge base asked with
themselves hidden, and on near misses. ``python -m evals.bench.refusals`` shows what it tells apart.
"""
_RUNNER_UP = 5
"""Rank (from 0) of the statement that the margin of the first one is measured against."""
_LONG = 8
"""Concepts of a question that says all it needs to."""
_MANY_UNSAID = 3
"""Words left out from which more of them count no further."""

_SINGLE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DATE, Kind.PERSON, Kind.PLACE})
"""Kinds that one value answers."""
_LED = _SINGLE | {Kind.NAME, Kind.REASON}
"""Kinds of which a statement that holds one leads those that score little more."""
_VALUED = _SINGLE - {Kind.PLACE, Kind.DATE}
"""Kinds whose value changes over the years."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_AT_YEAR = re.compile(
    r"(?:^|[(,:;—–]|\b(?:en|in|for|pour|de|depuis|since|fin|debut|mi|annee|year|by|avant|apres|of|au|"
    r"a|et|and|ou|or|(?:janv|fevr|mars|avri|mai|juin|juil|aout|sept|octo|nove|dece|jan|feb|mar|apr|"
    r"may|jun|jul|aug|oct|nov|dec)\w*))\W*((?:19|20)\d{2})\b"
)
"""A year that dates, and is no part of a name ("Pacte productif 2025")."""
_NUMBER = re.compile(r"\d+(?:[\s\u202f\u00a0.]\d{3})*(?:,\d+)?")
_PEOPLE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)? [A-ZÀ-Ý][a-zà-ÿ-]+")
_PAST_HOLDER = re.compile(
    r"\b(?:premiere?|ancien\w*|avant|precedent\w*|etait|presidait|dirigeait|first|former|previous|"
    r"before|was|used to)\b"
)
"""Asks for one who held a role before."""
_HOLDS = re.compile(
    r"\bqui (?:est-ce qui )?(?:preside|dirige)(?:ait)?\b|\bwho (?:chairs|chaired|runs|ran|heads)\b|"
    r"\b(?:est|etait|is|was) (?:le |la |the )?(?:president|direct|delegue|dg\b|chair|ceo\b|head\b)"
)
"""Asks who holds a role, or held it at a time."""
_SUMS_UP = re.compile(
    r"\b(?:fin|a la fin|end|total\w*|cumul\w*|jusqu\w*|depuis|etait a|en tout|au bout|since|until|"
    r"so far|altogether|overall|by)\b"
)
"""Asks what has come together by a year."""
_MEASURED = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT})
_AS_EXPECTED = 0.5
"""A newer value leads if it is as likely expected to answer as this share of the best."""
_LESS = 0.1
"""How much less of the question's words a statement with another value may cover."""
_LEADS = 0.8
"""A statement that holds the type asked for leads if it scores this share of the best."""
_NOTED = 2
_DATED = 4
"""Most statements of a list by year, and least score (``_FAR``) against the best."""
_FAR = 0.7
_ASKED = 0.5
"""The same, of a year that the question names."""
_NEAR = 0.9
"""Statements that score at least this share of the best compete by date."""
_SURE = 0.85
_SHOWN_IF_SURE, _SHOWN = 3, 6
_FLOOR = 0.6
"""At most so many sentences, each scoring at least this share of the first.

Where the first is surely the answer, few others stand beside it; where it may not be, more of
what comes next is shown: of the test questions, every tenth of those answered wrongly is then
answered rightly. A share of .75 cited a sixth less, and lost seven right answers of 817 questions
that it was not chosen on.
"""


def usable(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What may be shown, best first: nothing later than the date asked, or about another thing.

    Where one value answers, the best statement that holds one leads those that score little more.
    """
    others = _tables_of_others(question, evidence)
    newest = max((item.year or 0 for item in evidence), default=0)
    fit = [
        item
        for item in evidence
        if item.score > 0
        and _is_of(question, item)
        and tells_office(question.standalone, _in_place(item), item.year, newest)
        and (_table(item) not in others or is_asked(item.text, question.standalone))
    ]
    fit = _telling(fit)
    nearest = (item.score for item in evidence if item.typed or question.kind not in _SINGLE)
    if fit and fit[0].score < _LEADS * next(nearest, 0.0):
        return []  # what answers best is of another thing: the others are only further off
    if fit and fit[0].nameless:
        return _naming_first(fit)
    if question.kind not in _LED or not fit:
        return fit
    least = _LEADS * fit[0].score
    lead = next((item for item in fit if item.typed and item.score >= least), None)
    if lead is None:
        return fit
    led = [lead, *(item for item in fit if item is not lead)]
    exact = question.kind in _SINGLE and question.kind is not Kind.PLACE
    return [] if exact and _is_beside(led) else led


def _telling(fit: Sequence[Evidence]) -> list[Evidence]:
    """``fit``; where the best holds only names, those that tell more, of all that it names."""
    telling = [item for item in fit if not item.names_only]
    if not telling or not fit[0].names_only:
        return list(fit) if telling else []
    best, first = fit[0], telling[0]
    less = best.named > first.named or best.missing_name < first.missing_name
    return [] if less else telling


def _naming_first(fit: Sequence[Evidence]) -> list[Evidence]:
    """``fit``, led by what names the bodies asked for if it scores about as well and says more."""
    first = fit[0]
    lead = next(
        (
            e
            for e in fit
            if not e.nameless and e.unsaid < first.unsaid and e.score >= _NEAR * first.score
        ),
        first,
    )
    return [lead, *(item for item in fit if item is not lead)]


def _is_beside(led: Sequence[Evidence]) -> bool:
    """Is the first, that holds a value, of another thing than the clause that asks?

    What it leaves out is told, without a value, by another that answers nearly as well: the
    documents speak of "la technopole", and what they price is another label.
    """
    lead = led[0]
    near = (e for e in led[1:] if not e.typed and e.score >= _LEADS * lead.score)
    return any(not lead.unsaid.isdisjoint(item.says) for item in near)


def _tables_of_others(
    question: Question, evidence: Sequence[Evidence]
) -> set[tuple[str, tuple[str, ...], str]]:
    """Tables with a row of another thing of the kind asked about: only the row asked answers."""
    if question.kind not in _VALUED:
        return set()
    return {_table(e) for e in evidence if is_of_another(e.text, question.standalone)}


def _table(item: Evidence) -> tuple[str, tuple[str, ...], str]:
    return item.document_id, item.headings, head_of(item.text)


def _is_of(question: Question, item: Evidence) -> bool:
    """Is ``item`` of what the question is about: its acronyms, its narrowing words, whose sum?"""
    if item.missing_acronym or item.of_another:
        return False
    restates = item.restates or _words(item.text) <= _words(question.standalone)
    if question.kind is not Kind.OTHER and restates:
        return False  # a title, the question itself: nothing but yes or no is answered so
    if not tells_rank(question.standalone, item.text):
        return False
    return meets(question, item.text, " ".join(item.headings))


def _in_place(item: Evidence) -> str:
    """``item`` with the headings above it."""
    return " ".join((item.text, *item.headings))


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(lexical_tokens(text))


def confidence(evidence: Sequence[Evidence], concepts: int) -> float:
    """Probability that the best of ``evidence`` answers a question of so many concepts, in (0, 1).

    What counts: the score of the first, its lead over the sixth, whether it holds the type of
    thing and every name that is asked for, how much the question says, and how many words of the
    clause that asks it leaves out: one is a paraphrase, three are another matter.
    """
    if not evidence:
        return 0.0
    best = evidence[0]
    runner_up = evidence[min(_RUNNER_UP, len(evidence) - 1)]
    values = {
        "score": best.score,
        "untyped": float(not best.typed),
        "length": min(concepts, _LONG) / _LONG,
        "margin": best.score - runner_up.score,
        "lacks_name": float(best.missing_name),
        "nameless": float(best.nameless),
        "unexplained": float(best.unexplained),
        "unsaid": (min(len(best.unsaid), _MANY_UNSAID) / _MANY_UNSAID) ** 2,
    }
    return logistic(_BIAS + sum(_COEFFICIENTS[name] * value for name, value in values.items()))


def choose(question: Question, fit: Sequence[Evidence], concepts: int) -> tuple[Evidence, ...]:
    """The statements to show, the first one the answer; none when the best is too thin.

    Args:
        question: as read.
        fit: what is ``usable``.
        concepts: how many the question has.
    """
    sure = confidence(fit, concepts)
    if sure < THRESHOLD:
        return ()
    if _HOLDS.search(fold(question.standalone)):  # whoever held the role in another year does not
        fit = [item for item in fit if not _is_of_another_year(question, item)]
    fit = [e for e in fit if tells_before(question, e) and tells_successor(question, e)]
    if not fit:
        return ()
    if question.kind in _SINGLE and not fit[0].typed:
        return ()
    if _is_of_another_year(question, fit[0]):
        least = _NEAR * fit[0].score  # what is told of the year asked, if it answers as well
        fit = [e for e in fit if e.score >= least and not _is_of_another_year(question, e)]
        if not question.poles:  # of one pôle, it is no value of all of them
            fit = [e for e in fit if not e.document_id.startswith("poles/")]
        if not fit or not fit[0].typed:
            return ()
    if asks_evolution(question):
        return _over_time(fit, question.years)
    best = fit[0]
    least = (_FLOOR if question.poles and question.kind in _VALUED else _NEAR) * best.score
    rivals = [item for item in fit if item.score >= least and item.typed == best.typed]
    if question.kind in _VALUED | {Kind.NAME, Kind.OTHER} and not question.years:
        same = [item for item in rivals if item is best or _same_thing(question, item, best)]
        best = max(
            same, key=lambda e: (not aims(e.text, question.standalone), e.year or 0, e.score)
        )
    best = _in_its_language(question, fit, best)
    ordered = [best, *(item for item in fit if item is not best)]
    if question.kind in _SINGLE and not question.years:
        ordered = [item for item in ordered if not _is_earlier(question, item, best)]
    further = [item for item in ordered[1:] if _supports(question, item, best)]
    shown = _SHOWN_IF_SURE if sure >= _SURE else _SHOWN
    one_value = question.kind in _VALUED
    return distinct([best, *further], shown, _FLOOR * best.score, one_value=one_value)


def _is_of_another_year(question: Question, best: Evidence) -> bool:
    """Is it the value of another year than the one asked for, which is no answer?"""
    of_a_year = question.kind in _MEASURED or question.kind is Kind.PERSON
    if not of_a_year or len(question.years) != 1 or best.year is None:
        return False
    year = question.years[0]
    if str(year) not in _AT_YEAR.findall(fold(question.standalone)) or best.year == year:
        return False
    if question.kind is not Kind.PERSON and not _SUMS_UP.search(fold(question.standalone)):
        return not tells_year(best.text, year)  # of 2013 a sum over 2005-2013 tells nothing
    since = since_year(best.text)
    return not covers(best.text, year) and (since is None or since > year)


def _same_thing(question: Question, item: Evidence, best: Evidence) -> bool:
    """Do two statements answer alike, so that the newer one leads?

    Whoever holds a role is told in many ways: that both tie it to the names asked is enough. What
    is expected to answer other questions tells another thing.
    """
    if 0.0 < item.expected < _AS_EXPECTED * best.expected:
        return False
    if question.kind is not Kind.PERSON or _PAST_HOLDER.search(fold(question.standalone)):
        alike = item.coverage >= best.coverage - _LESS
        return alike and same_fact(item.text, best.text)
    ties = item.typed and item.named and not item.missing_name
    return ties and item.coverage >= best.coverage - _LESS


def _in_its_language(question: Question, fit: Sequence[Evidence], best: Evidence) -> Evidence:
    """What tells the same as ``best`` in the language of the question, and about as well."""
    language = question.language
    if guess_language(best.text) == language:
        return best
    twins = (
        item
        for item in fit
        if item.score >= _LEADS * best.score
        and (item.typed, item.named) >= (best.typed, best.named)
        and not (item.names_only or item.missing_name > best.missing_name)
        and item.coverage >= best.coverage - _LESS
        and guess_language(item.text) == language
        and shares_detail(item.text, best.text, question.standalone)
    )
    return next(twins, best)


def _supports(question: Question, item: Evidence, best: Evidence) -> bool:
    """Is ``item`` about the same pôle, and of the type asked for?

    What the best one lacks itself is not asked of the others.
    """
    if item.named < best.named or _is_other_row(question, item, best):
        return False
    elsewhere = item.document_id != best.document_id and item.missing_name > best.missing_name
    if elsewhere and question.kind in _VALUED:
        return False
    if _is_of_other_years(question, item, best):
        return False
    return item.typed or not best.typed or question.kind not in _VALUED


def _is_other_row(question: Question, item: Evidence, best: Evidence) -> bool:
    """Is it a row of a table that the question does not name, where ``best`` is no such row?"""
    if not head_of(item.text) or is_asked(item.text, question.standalone):
        return False
    return _table(item) != _table(best) or is_asked(best.text, question.standalone)


def _is_of_other_years(question: Question, item: Evidence, best: Evidence) -> bool:
    """Does it give a value of other years than those asked, as ``best`` does?"""
    if _is_of_another_year(question, item):
        return True
    if question.kind not in _MEASURED or len(question.years) < 2 or asks_evolution(question):
        return False
    asked = {str(year) for year in question.years}
    return asked <= set(_YEAR.findall(best.text)) and not asked <= set(_YEAR.findall(item.text))


def earlier(
    question: Question, evidence: Sequence[Evidence], shown: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """Statements as good as the one shown that give another value: for the notes.

    Only where one value answers and no year was asked; one statement a year, the latest first.
    """
    if not shown or question.kind not in _VALUED or question.years or asks_evolution(question):
        return ()
    best = shown[0]
    if not (best.typed and best.named):
        return ()
    others: dict[int | None, Evidence] = {}
    for item in evidence:
        if item not in shown and _gives_another_value(question, item, best):
            others.setdefault(item.year, item)
    return tuple(sorted(others.values(), key=lambda e: -(e.year or 0))[:_NOTED])


def _over_time(fit: Sequence[Evidence], years: Sequence[int]) -> tuple[Evidence, ...]:
    """The best statement of each year, in order of time; of the years asked, one less good too."""
    best = fit[0]
    by_year: dict[int, Evidence] = {}
    for item in fit:
        same = item.typed == best.typed and item.named == best.named
        least = _ASKED if item.year in years else _FAR
        if same and item.year is not None and item.score >= least * best.score:
            by_year.setdefault(item.year, item)
    kept = sorted(by_year.values(), key=lambda item: -item.score)[:_DATED]
    return tuple(sorted(kept, key=lambda item: item.year or 0)) or (best,)


def _gives_another_value(question: Question, item: Evidence, best: Evidence) -> bool:
    """Does ``item`` state the fact that ``best`` states, as well, with another value?"""
    of_it = item.named and not item.missing_name and not item.of_another
    fits = item.typed and of_it and same_fact(item.text, best.text)
    alike = item.coverage >= best.coverage - _LESS and item.score >= _FLOOR * best.score
    value = _value(question, item)
    return fits and alike and bool(value) and not value & _value(question, best)


def _is_earlier(question: Question, item: Evidence, best: Evidence) -> bool:
    dated = item.year is not None and best.year is not None and item.year < best.year
    return dated and _gives_another_value(question, item, best)


def _value(question: Question, item: Evidence) -> frozenset[str]:
    """Numbers of a statement, years aside; people that the question does not name."""
    if question.kind is not Kind.PERSON:
        text = _YEAR.sub(" ", item.text)
        return frozenset(re.sub(r"[\s\u202f\u00a0.]", "", n) for n in _NUMBER.findall(text))
    asked = fold(" ".join([question.standalone, *(pole.name for pole in question.poles)]))
    return frozenset(name for name in _PEOPLE.findall(item.text) if fold(name) not in asked)
