"""Conversations: whose they are, how they are found, when they go."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest

from assistant.history import History
from assistant.server.feedback_set import feedback_set
from evals.case_files import load_set
from ingest.errors import UsageError

ME, OTHER = "a" * 40, "b" * 40


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def history(tmp_path, clock):
    history = History(tmp_path / "history.sqlite", keep_days=10, clock=clock)
    yield history
    history.close()


@pytest.fixture
def answer(ask):
    return ask("Combien de membres compte Aerospace Valley ?")


def test_an_answer_is_amended_by_its_owner_alone(history, answer):
    conversation, exchange = history.add(ME, "", answer)
    history.amend(OTHER, exchange, replace(answer, answer="autre"))
    assert history.exchanges(ME, conversation)[0].answer == answer
    history.amend(ME, exchange, replace(answer, answer="mieux"))
    assert history.exchanges(ME, conversation)[0].answer.answer == "mieux"


def test_a_title_is_one_line_that_can_be_seen(history, answer):
    conversation, _ = history.add(ME, "", answer)
    history.rename(ME, conversation, "\u202e\0Pôles\u00a0en\n2019\x1b ")
    assert history.title(ME, conversation) == "Pôles en 2019"
    assert not history.rename(ME, conversation, "\u202e\0")
    assert history.title(ME, conversation) == "Pôles en 2019"


def test_verdicts_of_a_conversation(history, answer):
    conversation, first = history.add(ME, "", answer)
    history.add(ME, conversation, answer)
    history.judge(ME, first, -1)
    assert history.exchange(ME, conversation, first).verdict == -1
    assert history.exchange(OTHER, conversation, first) is None


def test_a_conversation_comes_back_in_order(history, answer, clock):
    conversation, first = history.add(ME, "", answer)
    clock.now += 1
    same, second = history.add(ME, conversation, replace(answer, question="Et en 2013 ?"))
    assert same == conversation
    found = history.exchanges(ME, conversation)
    assert [exchange.id for exchange in found] == [first, second]
    assert found[0].answer == answer
    assert answer.citations
    assert history.title(ME, conversation) == answer.question


def test_nobody_else_reads_changes_or_continues_it(history, answer):
    conversation, exchange = history.add(ME, "", answer)
    assert history.exchanges(OTHER, conversation) == ()
    assert history.title(OTHER, conversation) == ""
    assert history.conversations(OTHER) == ()
    assert not history.rename(OTHER, conversation, "Volé")
    assert not history.delete(OTHER, conversation)
    assert not history.judge(OTHER, exchange, 1)
    begun, _ = history.add(OTHER, conversation, answer)
    assert begun != conversation
    assert len(history.exchanges(ME, conversation)) == 1


def test_the_file_holds_no_cookie_and_only_its_owner_reads_it(history, answer, tmp_path):
    history.add(ME, "", answer)
    files = list(tmp_path.glob("history.sqlite*"))
    assert all(ME.encode() not in file.read_bytes() for file in files)
    mode = stat.S_IMODE((tmp_path / "history.sqlite").stat().st_mode)
    assert mode == 0o600


@pytest.mark.parametrize(
    ("search", "found"),
    [("", 2), ("AEROSPACE", 1), ("hippolia", 1), ("evolution", 1), ("%", 0), ("_", 0), ("zz", 0)],
)
def test_search_ignores_case_and_accents_and_takes_wildcards_as_they_are(
    history, answer, search, found
):
    history.add(ME, "", answer)
    conversation, _ = history.add(ME, "", replace(answer, question="Que fait Hippolia ?"))
    history.add(ME, conversation, replace(answer, question="Quelle évolution ?"))
    assert len(history.conversations(ME, search)) == found


def test_rename_and_delete(history, answer):
    conversation, exchange = history.add(ME, "", answer)
    assert history.rename(ME, conversation, "  Membres\n d'Aerospace  ")
    assert history.conversations(ME)[0].title == "Membres d'Aerospace"
    assert not history.rename(ME, conversation, "   ")
    assert history.judge(ME, exchange, 1)
    assert history.delete(ME, conversation)
    assert history.conversations(ME) == ()
    assert history.feedback() == ()


def test_old_conversations_are_forgotten(history, answer, clock):
    history.add(ME, "", answer)
    clock.now += 9 * 86_400
    kept, _ = history.add(ME, "", answer)
    clock.now += 2 * 86_400
    assert history.forget_old() == 1
    assert [row.id for row in history.conversations(ME)] == [kept]


def test_a_verdict_can_be_changed_and_taken_back(history, answer):
    conversation, exchange = history.add(ME, "", answer)
    history.judge(ME, exchange, -1, "Il manque 2026")
    history.judge(ME, exchange, 1, "x" * 2000)
    (only,) = history.feedback()
    assert (only.exchange.verdict, len(only.reason)) == (1, 1000)
    assert history.exchanges(ME, conversation)[0].verdict == 1
    history.judge(ME, exchange, 0)
    assert history.feedback() == ()


def test_verdicts_become_a_set_that_the_evaluator_reads(history, answer, tmp_path):
    conversation, helped = history.add(ME, "", answer)
    _, failed = history.add(ME, conversation, replace(answer, question="Et\nalors ?"))
    history.judge(ME, helped, 1)
    history.judge(ME, failed, -1, "hors\nsujet")
    path = tmp_path / "feedback.jsonl"
    path.write_text(feedback_set(history.feedback()), encoding="utf-8")
    (case,) = load_set(path).cases
    assert case.question == answer.standalone_question
    assert case.evidence[0].quote == answer.citations[0].quote
    assert "// to complete (hors sujet)" in path.read_text(encoding="utf-8")


def test_a_file_that_is_no_history_is_refused_in_plain_words(tmp_path):
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(UsageError, match="move the file away"):
        History(path)
