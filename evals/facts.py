"""Does a text give a fact: a value, a nugget, a forbidden claim, a superseded figure? Pure."""

from __future__ import annotations

from evals.cases import Case, Nugget, Value
from evals.normalise import iso_dates, normalise, quantities, same_unit, years
from evals.outputs import Shown
from evals.patterns import first_match
from evals.sentences import answer_sentences, strip_markers

__all__ = ["forbidden_claim", "has_value", "nugget_found", "stale_sentence", "text_of"]


def text_of(shown: Shown) -> str:
    """All that an answer says: its sentences and its notes, without markers."""
    return "\n".join([strip_markers(shown.answer), *shown.notes])


def has_value(text: str, value: Value) -> bool:
    """True when ``text`` gives ``value``: number, unit and year all equal.

    The year must stand in the same sentence; one without a year takes the single year of the
    dated sentence before it, or of the whole text.
    """
    if value.date:
        return value.date in iso_dates(text)
    carried = years(text)
    for sentence in answer_sentences(text):
        named = years(sentence.text)
        if _gives(sentence.text, value):
            dated = value.year in (named or (carried if len(carried) == 1 else ()))
            if value.year is None or dated:
                return True
        carried = named or carried
    return False


def _gives(sentence: str, value: Value) -> bool:
    return any(
        quantity.value == value.value and same_unit(quantity, value.unit)
        for quantity in quantities(sentence)
    )


def nugget_found(nugget: Nugget, text: str) -> bool:
    """True when a pattern of ``nugget`` occurs in ``text`` and all its values are given."""
    matched = not nugget.any_of or bool(first_match(nugget.any_of, normalise(text)))
    return matched and all(has_value(text, value) for value in nugget.values)


def forbidden_claim(case: Case, shown: Shown) -> str:
    """The forbidden claim that an answer makes, "" when it makes none."""
    if shown.declined:
        return ""
    text = normalise(text_of(shown))
    return next(
        (claim.text for claim in case.forbidden_claims if first_match(claim.any_of, text)), ""
    )


def stale_sentence(case: Case, shown: Shown) -> str:
    """The sentence that gives a superseded value as current, "" when none does.

    A sentence that names the value's own year, or any year but the one asked for, tells history.
    """
    if shown.declined:
        return ""
    asked = int(case.as_of[:4]) if case.as_of else None
    for sentence in answer_sentences(strip_markers(shown.answer)):
        named = years(sentence.text)
        for value in case.stale_values:
            if not has_value(sentence.text, Value(value.value, value.unit, None, value.date)):
                continue
            dated = (value.year in named) if value.year else bool(named - {asked})
            if not dated:
                return sentence.text
    return ""
