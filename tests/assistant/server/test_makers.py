"""Answers made by several processes: the same ones, in whatever process, whatever happens to it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace

import pytest

from assistant.answer import answer_question
from assistant.records import Turn
from assistant.server.makers import Asked, Makers, helpers_wanted
from ingest.build import ingest
from ingest.errors import IndexUnavailable
from ingest.index import LiveIndex
from ingest.settings import Settings
from tests.assistant.doors import small_folder

QUESTIONS = (
    Asked("Combien de membres compte Hippolia ?"),
    Asked("Combien de membres compte Aerospace Valley ?", language="en"),
    Asked("Et combien de membres ?", (Turn("user", "Que fait Aerospace Valley ?"),)),
    Asked("Combien de pôles ?", until=2010),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    home = tmp_path_factory.mktemp("makers")
    settings = Settings(home=home / "home", encoder="hashing")
    ingest([small_folder(home / "documents")], settings)
    return settings


@pytest.fixture
def makers(settings):
    live = LiveIndex(settings)
    makers = Makers(settings, live, helpers=1)
    makers.start()
    yield makers
    makers.close()
    live.close()


def untimed(answer):
    return replace(answer, timings=None)


def wait_for_helper(makers, seconds=60):
    end = time.monotonic() + seconds
    while makers._free.qsize() < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert makers._free.qsize() == 2


def only_the_helper(makers):
    wait_for_helper(makers)
    assert makers._free.get() == 0


def test_a_helper_gives_the_answers_of_this_process(makers, settings):
    only_the_helper(makers)
    index = makers._live.get()
    for asked in QUESTIONS:
        here = answer_question(
            index, asked.text, asked.history, language=asked.language, as_of=asked.until
        )
        assert untimed(makers.submit(asked).result(60)) == untimed(here)


def test_both_answer_at_once(makers):
    wait_for_helper(makers)
    answers = [makers.submit(Asked(f"Combien de pôles en {year} ?")) for year in range(2005, 2025)]
    assert len({answer.result(60).question for answer in answers}) == 20
    assert makers._free.qsize() == 2


def test_a_helper_that_dies_loses_no_question_and_is_replaced(makers):
    only_the_helper(makers)
    before = makers._helpers[1].process.pid
    os.kill(before, signal.SIGKILL)
    asked = QUESTIONS[0]
    assert "450" in makers.submit(asked).result(60).answer
    makers._free.put(0)
    wait_for_helper(makers)
    assert makers._helpers[1].process.pid != before


def test_closing_does_not_wait_for_a_helper_that_is_coming_up(settings):
    live = LiveIndex(settings)
    makers = Makers(settings, live, helpers=1)
    makers.start()
    process = makers._helpers[1].process
    makers.close()
    live.close()
    assert process.exitcode == -signal.SIGKILL


def test_a_new_index_answers_in_the_helper_too(makers, settings, tmp_path):
    only_the_helper(makers)
    (tmp_path / "ocelots.txt").write_text(
        "Ocelots\n\nIl y a 63 ocelots à Rodez.\n", encoding="utf-8"
    )
    ingest([tmp_path], settings)
    assert "63 ocelots" in makers.submit(Asked("Combien d'ocelots à Rodez ?")).result(60).answer


def test_without_an_index_the_error_is_that_of_one_process(tmp_path):
    settings = Settings(home=tmp_path, encoder="hashing")
    makers = Makers(settings, LiveIndex(settings), helpers=1)
    makers.start()
    only_the_helper(makers)
    with pytest.raises(IndexUnavailable):
        makers.submit(QUESTIONS[0]).result(60)
    makers.close()


@pytest.mark.parametrize(("processes", "helpers"), [(1, 0), (2, 1), (9, 8)])
def test_the_operator_says_how_many_processes(processes, helpers):
    assert helpers_wanted(processes) == helpers


def test_by_default_every_core_answers_up_to_four(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert helpers_wanted(0) == 1
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert helpers_wanted(0) == 3


def test_an_index_on_a_server_that_is_replaced_during_a_question(
    tmp_path, chroma_server, monkeypatch
):
    """Where the system has no locks, its vectors are dropped after two more were made."""
    monkeypatch.setattr("ingest.reading.fcntl", None)
    settings = Settings(home=tmp_path / "home", encoder="hashing", chroma_url=chroma_server)
    documents = small_folder(tmp_path / "documents")
    ingest([documents], settings)
    names = iter(("un", "deux"))

    def slowly(index, *arguments, **options):
        for name in names:
            (documents / f"{name}.txt").write_text(f"Le document {name} parle de CARA.")
            ingest([documents], settings)
        return answer_question(index, *arguments, **options)

    monkeypatch.setattr("assistant.server.makers.answer_question", slowly)
    live = LiveIndex(settings)
    makers = Makers(settings, live)
    answer = makers.submit(QUESTIONS[0]).result()
    generation = live.get().generation.name
    makers.close()
    live.close()
    assert "450" in answer.answer
    assert generation == "000003"
