"""A server at which more people wait for answers than it has threads by default."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from tests.assistant.doors import open_door

ASKED = {"question": "Combien de membres compte Hippolia ?"}
WAITING = 60


def test_those_who_wait_for_an_answer_keep_nobody_else(tmp_path, monkeypatch):
    with open_door(tmp_path) as client, ThreadPoolExecutor(WAITING) as people:
        answer = client.services.ask(ASKED["question"], door="t")
        arrived, go_on = threading.Semaphore(0), threading.Event()

        def slow(*_, **__):
            arrived.release()
            assert go_on.wait(60)
            return answer

        monkeypatch.setattr(type(client.services), "ask", slow)
        try:
            asked = [people.submit(client.post, "/api/ask", json=ASKED) for _ in range(WAITING)]
            assert all(arrived.acquire(timeout=20) for _ in asked)
            assert client.get("/healthz").status_code == 200
        finally:
            go_on.set()
        assert all(given.result().status_code == 200 for given in asked)
