"""What the chat page asks for: answers kept for one browser, and what comes after them."""

from __future__ import annotations

import pytest

from assistant.pages.browser import BROWSER_COOKIE
from ingest.settings import ModelSettings, Settings
from tests.assistant.doors import HOSTILE, open_door
from tests.assistant.fake_model import endpoint

ME, OTHER = "a" * 43, "b" * 43
QUESTION = "Combien de membres compte Hippolia en Normandie en 2016 ?"
WRITTEN = "Hippolia compte 450 membres en Normandie en 2016. [1]"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_door(tmp_path_factory.mktemp("chat")) as client:
        yield client


@pytest.fixture
def ask(client):
    """Asks as a browser of its own; returns what the page gets."""
    client.cookies.set(BROWSER_COOKIE, ME)

    def ask_one(question, conversation="", **more):
        given = {"question": question, "conversation": conversation, **more}
        return client.post("/chat/ask", json=given).raise_for_status().json()

    yield ask_one
    client.cookies.clear()


def kept(client, shown, owner=ME):
    return client.services.history.exchanges(owner, shown["conversation"])


def test_an_answer_is_shown_and_kept(client, ask):
    shown = ask(QUESTION)
    (exchange,) = kept(client, shown)
    assert exchange.id == shown["exchange"]
    assert f'id="exchange-{exchange.id}"' in shown["html"]
    assert "450 membres" in shown["html"]
    assert not shown["more"]
    assert kept(client, shown, OTHER) == ()


def test_a_follow_up_is_read_with_what_came_before(client, ask):
    first = ask("Combien de membres compte Hippolia ?")
    second = ask("Et en 2016 ?", first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert "Hippolia" in kept(client, second)[-1].answer.standalone_question


def test_the_conversation_of_somebody_else_is_not_joined(client, ask):
    first = ask(QUESTION)
    client.cookies.set(BROWSER_COOKIE, OTHER)
    second = ask("Et en 2019 ?", first["conversation"])
    assert second["conversation"] != first["conversation"]
    assert len(kept(client, first)) == 1
    path = f"/chat/conversations/{first['conversation']}"
    assert client.get(path).status_code == 404
    assert client.patch(path, json={"title": "À moi"}).status_code == 404
    assert client.delete(path).status_code == 404
    finish = {"conversation": first["conversation"], "exchange": first["exchange"]}
    assert client.post("/chat/finish", json=finish).status_code == 404


def test_a_conversation_is_shown_renamed_and_deleted(client, ask):
    first = ask(QUESTION)
    ask("xyzzy plugh", first["conversation"])
    path = f"/chat/conversations/{first['conversation']}"
    html = client.get(path).text
    assert html.count("<article") == 2
    assert html.index("450 membres") < html.index("xyzzy")
    assert client.patch(path, json={"title": "Chevaux"}).status_code == 204
    assert client.services.history.title(ME, first["conversation"]) == "Chevaux"
    assert client.patch(path, json={"title": "  "}).status_code == 422
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_a_refusal_gets_other_questions_afterwards(client, ask):
    first = ask("xyzzy plugh", language="en")
    assert first["more"]
    assert "example" not in first["html"]
    given = {"conversation": first["conversation"], "exchange": first["exchange"], "language": "en"}
    finished = client.post("/chat/finish", json=given).json()["html"]
    assert finished.count('class="example"') > 0


def test_examples_are_in_the_language_asked(client):
    assert "Combien" in client.get("/chat/examples").text
    assert "How many" in client.get("/chat/examples", params={"language": "en"}).text
    assert client.get("/chat/examples", params={"language": "de"}).status_code == 422


@pytest.mark.parametrize(
    "given",
    [
        {}, {"question": ""}, {"question": "  "}, {"question": "x" * 10_001},
        {"question": "a", "conversation": "x" * 33}, {"question": "a", "language": "de"},
        {"question": "a", "more": 1}, ["a"],
    ],
)  # fmt: skip
def test_a_request_of_another_shape_is_refused(client, given):
    assert client.post("/chat/ask", json=given).status_code == 422


def test_markup_is_shown_as_text(ask):
    html = ask(f"Combien de membres compte Zorglub {HOSTILE} ?")["html"]
    assert "777 membres" in html
    assert not {"<script", "<img"} & {html[i : i + 7].rstrip(" >") for i in range(len(html))}


def test_another_site_cannot_ask(client):
    headers = {"Origin": "https://example.org"}
    given = {"question": QUESTION}
    assert client.post("/chat/ask", json=given, headers=headers).status_code == 403


def test_a_model_writes_after_the_composed_answer_is_there(tmp_path):
    with endpoint(WRITTEN) as model:
        chosen = ModelSettings(name="petit", url=model.url)
        settings = Settings(home=tmp_path / "home", encoder="hashing", model=chosen)
        with open_door(tmp_path, settings=settings) as client:
            client.cookies.set(BROWSER_COOKIE, ME)
            shown = client.post("/chat/ask", json={"question": QUESTION}).json()
            assert shown["more"]
            assert 'aria-busy="true"' in shown["html"]
            assert model.asked == []
            given = {"conversation": shown["conversation"], "exchange": shown["exchange"]}
            html = client.post("/chat/finish", json=given).json()["html"]
            assert "aria-busy" not in html
            assert "petit" in html
            (exchange,) = kept(client, shown)
            assert exchange.answer.answer == WRITTEN
