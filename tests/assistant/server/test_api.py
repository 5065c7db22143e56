"""The HTTP API: the same object as everywhere, and clear words for what is wrong."""

from __future__ import annotations

import pytest

from assistant.answer import answer_question
from ingest.build import ingest
from tests.assistant.doors import open_door

QUESTION = "Combien de membres compte Aerospace Valley ?"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_door(tmp_path_factory.mktemp("doors")) as client:
        yield client


def without_timings(answer):
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def test_ask_gives_the_object_of_answer_question(client):
    given = client.post("/api/ask", json={"question": QUESTION, "id": "q1"}).json()
    direct = answer_question(client.services.index(), QUESTION, identifier="q1").to_dict()
    assert without_timings(given) == without_timings(direct)
    assert given["status"] == "answered"
    assert given["citations"][0]["quote"] == (
        "Aerospace Valley réunit 854 membres à Toulouse et Bordeaux."
    )


def test_ask_takes_the_conversation(client):
    history = [
        {"role": "user", "content": "Que fait Hippolia ?"},
        {"role": "assistant", "content": "…"},
    ]
    request = {"question": "Et combien de membres ?", "history": history}
    given = client.post("/api/ask", json=request).json()
    assert "Hippolia" in given["standalone_question"]


def test_ask_as_of_leaves_later_documents_out(client):
    given = client.post("/api/ask", json={"question": "Combien de pôles ?", "as_of": 2010}).json()
    assert given["status"] == "declined"
    assert given["citations"] == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "question: Field required"),
        ({"question": ""}, "question"),
        ({"question": "   "}, "question"),
        ({"question": 3}, "question"),
        ({"question": "x" * 10_001}, "at most 10000 characters"),
        ({"question": "x", "language": "de"}, "language"),
        ({"question": "x", "as_of": 3}, "as_of"),
        ({"question": "x", "extra": 1}, "extra"),
        ({"question": "x", "history": [{"role": "system", "content": "y"}]}, "role"),
    ],
)
def test_a_bad_request_is_told_what_is_wrong_and_gets_nothing_back(client, body, words):
    answer = client.post("/api/ask", json=body)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert "x" * 100 not in answer.text


def test_a_question_of_ten_thousand_characters_is_answered_with_a_note(client):
    answer = client.post("/api/ask", json={"question": (QUESTION + " ") * 220 + "?" * 20})
    assert answer.status_code == 200
    assert any("2000" in note for note in answer.json()["notes"])


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b"null", b'{"question": "\\ud800"}'])
def test_malformed_json_is_refused(client, body):
    answer = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert "Traceback" not in answer.text
    assert client.get("/healthz").status_code == 200


def test_health_counts_the_index(client):
    assert client.get("/healthz").json() == {
        "status": "ok",
        "documents": 3,
        "passages": client.services.index().manifest.passages,
        "encoder": "hashing-1",
    }


def test_a_new_generation_answers_without_a_restart(client):
    before = client.post("/api/ask", json={"question": "Combien de zèbres à Nantes ?"}).json()
    zebras = client.folder / "zebra.txt"
    zebras.write_text("Zèbres\n\nIl y a 12 zèbres à Nantes.\n", encoding="utf-8")
    ingest([client.folder], client.services.settings)
    after = client.post("/api/ask", json={"question": "Combien de zèbres à Nantes ?"}).json()
    assert before["status"] == "declined"
    assert after["citations"][0]["quote"] == "Il y a 12 zèbres à Nantes."


def test_health_turns_red_without_an_index(tmp_path):
    with open_door(tmp_path) as client:
        (client.services.settings.home / "index" / "CURRENT").unlink()
        answer = client.get("/healthz")
        assert answer.status_code == 503
        assert answer.json() == {"status": "unavailable", "reason": "IndexUnavailable"}
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 503


def test_metrics_count_questions_by_door_and_outcome(tmp_path):
    with open_door(tmp_path) as client:
        client.post("/api/ask", json={"question": QUESTION})
        client.post("/api/ask", json={"question": "xyzzy plugh"})
        text = client.get("/metrics").text
    assert 'poles_questions_total{door="api",status="answered"} 1.0' in text
    assert 'poles_questions_total{door="api",status="declined"} 1.0' in text
    assert "poles_documents 3.0" in text


def test_find_gives_the_finders_object(client):
    given = client.post(
        "/api/find",
        json={"description": "Capteurs pour l'eau", "regions": ["Occitanie"], "top": 3},
    ).json()
    finding = client.services.finder().find("Capteurs pour l'eau", regions=["Occitanie"], top=3)
    assert given == finding.to_dict()
    assert len(given["matches"]) == 3


def test_find_names_an_unknown_region(client):
    request = {"description": "Capteurs", "regions": ["Atlantide"]}
    answer = client.post("/api/find", json=request)
    assert answer.status_code == 400
    assert "Atlantide" in answer.json()["detail"]


def test_a_pole_is_found_by_a_former_name(client):
    card = client.get("/api/poles/Plastipolis").json()
    assert card["name"] == "Plastipolis"
    assert "polymeris" in card["descendants"]
    assert client.get("/api/poles/Atlantide").status_code == 404


def test_documentation_lists_every_route_and_loads_nothing_from_elsewhere(client):
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "https://" not in page.replace("https://example.org", "")


def test_the_simple_page_answers_without_scripts(client):
    page = client.get("/simple", params={"q": QUESTION}).text
    assert "854 membres" in page
    assert client.get("/ready").json() == {"ready": False}
