"""Answers given before: the same object, made once, gone with its index."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from assistant.server.answer_cache import AnswerCache
from tests.assistant.doors import open_door

QUESTION = "Combien de membres compte Hippolia ?"


def test_the_same_question_is_the_same_answer_in_no_time(tmp_path):
    with open_door(tmp_path) as client:
        first = client.services.ask(QUESTION, door="t", identifier="a")
        again = client.services.ask(QUESTION, door="t", identifier="b")
        assert replace(again, id="a", timings=first.timings) == first
        assert (first.id, again.id) == ("a", "b")
        assert again.timings.retrieve == 0.0 < first.timings.retrieve
        assert client.services.ask(QUESTION, door="t", until=2010).status == "declined"


def test_answers_are_made_once_and_the_oldest_forgotten(ask):
    cache, made = AnswerCache(size=2), []

    def make(key):
        made.append(key)
        return ask(QUESTION)

    pool = ThreadPoolExecutor(2)

    def begin(key):
        return lambda: pool.submit(make, key)

    threads = [threading.Thread(target=lambda: cache.get("a", begin("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["a"]
    before = len(made)
    for key in ("b", "c"):
        cache.get(key, begin(key))
    cache.get("b", begin("b"))
    cache.get("a", begin("a"))
    assert made[before:] == ["b", "c", "a"]
    pool.shutdown()
