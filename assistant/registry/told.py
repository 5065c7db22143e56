"""What answers by itself: records (counts, lists, a fact of a pôle), a frequent question.

Such an answer is exact and complete, or there is none: a question that asks one word more than
a record knows is left to the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.frequent import answered_by_heading
from assistant.registry.holders import holders_asked
from assistant.registry.joining import how_to_join
from assistant.registry.lineage import asks_whether_merged, pole_lineage
from assistant.registry.listing import Listing, list_poles
from assistant.registry.pole_facts import pole_fact, states_fact
from assistant.registry.pole_place import pole_place
from assistant.registry.pole_profile import pole_profile
from assistant.registry.side_by_side import side_by_side
from assistant.registry.superlatives import Ranking, compared
from assistant.registry.tally import latest_count, tally
from assistant.registry.terms import entry_asked
from assistant.registry.values_then import values_then
from assistant.statements.record_statements import has_record, naming
from assistant.statements.roles import of_its_time, tells_role, told_under
from assistant.understanding.concepts import Concept
from ingest.index import Index
from ingest.store import Filters

__all__ = ["Told", "led", "told"]

_SHOWN_A_TERM = 3
"""Most statements that say what a term means, its entry included."""


@dataclass(frozen=True, slots=True)
class Told:
    """Statements that answer, those of earlier values, and the list they are the rows of.

    ``ranked``: what they come first by, and among how many; ``among``: what else presents the pôle
    that they present. Without a statement, the records are what would tell, and do not.
    """

    statements: tuple[Evidence, ...]
    earlier: tuple[Evidence, ...] = ()
    listing: Listing | None = None
    ranked: Ranking | None = None
    among: tuple[Evidence, ...] = ()


def told(
    index: Index, question: Question, concepts: tuple[Concept, ...], filters: Filters
) -> Told | None:
    """The answer of the records, None when they have none to this very question."""
    counts = tally(index, question, concepts, filters)
    if counts is not None:
        return Told(*counts)
    answer = None if filters else _of_records(index, question)
    if answer is not None:
        return answer
    listing = list_poles(index, question, filters)
    if isinstance(listing, Ranking):
        return Told(listing.statements, ranked=listing)
    if listing is None:
        asked = () if filters else answered_by_heading(index, question, concepts)
        return Told(asked) if asked else None
    official = latest_count(index, filters) if listing.every else ()
    statements = (*(row for _, row in listing.rows), *listing.told)
    return Told(statements, official, listing if listing.rows or not statements else None)


def _of_records(index: Index, question: Question) -> Told | None:
    """What the records of the pôles named, or of all, tell of them."""
    held = holders_asked(index, question)
    held = values_then(index, question) if held is None else held
    if held is not None:
        return Told(held)
    fact, before = pole_fact(index, question)
    statements = (
        pole_lineage(index, question)
        or how_to_join(index, question)
        or fact
        or pole_place(index, question)
    )
    if not statements and (profile := pole_profile(index, question)):
        return Told(profile, among=tuple(naming(index, question.poles[0])))
    statements = statements or side_by_side(index, question)
    if statements:
        return Told(tuple({item.text: item for item in statements}.values()), before)
    if asks_whether_merged(question) and all(has_record(index, card) for card in question.poles):
        return Told(())
    ranked = compared(index, question)
    return Told(ranked.statements, ranked=ranked) if ranked else None


def led(
    index: Index, question: Question, found: Sequence[Evidence], filters: Filters
) -> tuple[Evidence, ...]:
    """What the search found behind the entry of the term whose meaning is asked.

    Where a fact of a pôle, or a role, is asked, only what states it: who presides a pôle does not
    direct it.
    """
    entry = None if filters else entry_asked(index, question)
    if entry is not None:
        both = {item.text: item for item in (entry, *found)}
        return tuple(both.values())[:_SHOWN_A_TERM]
    fit = [
        item
        for item in found
        if states_fact(index, question, item) and tells_role(question, told_under(item))
    ]
    led_by = [item.introduced_by for item in fit]
    return of_its_time(question, [e for e in found if e in fit or e in led_by])
