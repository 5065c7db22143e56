"""Locked doors: names, origins, secrets, sizes, rates, paths, headers."""

from __future__ import annotations

import re

import pytest

from assistant.server.guard import client_of
from assistant.server.rates import RateLimit
from assistant.server.sessions import SESSION_COOKIE, SESSION_SECONDS, Sessions
from assistant.server.settings import (
    ServerSettings,
    check_address,
    is_loopback,
    load_server_settings,
)
from ingest.errors import UsageError
from ingest.settings import load_settings
from tests.assistant.doors import open_door

PASSWORD, TOKEN = "correct horse battery", "token-of-32-characters-or-so-here"
ASK = {"question": "Combien de membres compte Aerospace Valley ?"}
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("doors")


@pytest.fixture(scope="module")
def client(home):
    with open_door(home) as client:
        yield client


@pytest.fixture(scope="module")
def shared_lock(home):
    with open_door(home, password=PASSWORD, token=TOKEN) as client:
        yield client


@pytest.fixture
def locked(shared_lock):
    shared_lock.cookies.clear()
    return shared_lock


# -- the address -----------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost"])
def test_loopback_needs_no_secret(host):
    assert is_loopback(host)
    check_address(host, ServerSettings())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "127.0.0.1.x"])  # noqa: S104
def test_any_other_address_needs_a_good_one(host):
    assert not is_loopback(host)
    with pytest.raises(UsageError, match="POLES_SERVE_PASSWORD"):
        check_address(host, ServerSettings())
    with pytest.raises(UsageError, match="at least 12 characters"):
        check_address(host, ServerSettings(password="short"))
    check_address(host, ServerSettings(token=TOKEN))


def test_settings_come_from_the_environment_and_never_show_a_secret(monkeypatch):
    monkeypatch.setenv("POLES_SERVE_PASSWORD", PASSWORD)
    server = load_server_settings()
    assert server.secrets == (PASSWORD,)
    assert PASSWORD not in repr(server)
    monkeypatch.setenv("POLES_SERVE_BODY_BYTES", "many")
    with pytest.raises(UsageError, match="POLES_SERVE_BODY_BYTES"):
        load_server_settings()


def test_settings_come_from_the_file_and_the_environment_wins(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "poles.toml"
    file.write_text(
        f'workers = 3\n[serve]\npassword = "{PASSWORD}"\nhosts = ["poles.example"]\n'
        "requests_a_minute = 7\nuploads = false\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("POLES_SERVE_REQUESTS_A_MINUTE", "9")
    server = load_server_settings()
    assert server.secrets == (PASSWORD,)
    assert (server.hosts, server.requests_a_minute) == (("poles.example",), 9)
    assert server.uploads is False
    assert load_settings().workers == 3  # the rest of the file is the product's


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[serve]\npasword = 'x'\n", "pasword under \\[serve\\]"),
        ("[serve]\nbody_bytes = 'many'\n", "POLES_SERVE_BODY_BYTES"),
        ("serve = 3\n", "must be a table"),
        ("[serve\n", "poles.toml cannot be read"),
    ],
)
def test_a_wrong_file_is_told(monkeypatch, tmp_path, content, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poles.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        load_server_settings()


# -- names and origins -----------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]", "a b"])
def test_a_rebound_name_is_refused(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:80"])
def test_names_of_this_machine_are_served(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_cannot_post(client, headers):
    assert client.post("/api/ask", json=ASK, headers=headers).status_code == 403


def test_our_own_page_can_post(client):
    headers = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/ask", json=ASK, headers=headers).status_code == 200


def test_names_can_be_set_for_an_open_address(home):
    options = {"host": "0.0.0.0", "token": TOKEN, "hosts": ("poles.example",)}  # noqa: S104
    with open_door(home, **options) as client:
        assert client.get("/healthz", headers={"Host": "poles.example"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "other.example"}).status_code == 421


# -- secrets ---------------------------------------------------------------------------------

DOORS = [
    "/api/documents", "/api/poles/dream", "/metrics", "/docs", "/openapi.json", "/v1/models",
    "/documents/note-2019", "/originals/note-2019", "/export/x.md", "/simple", "/mcp", "/ready",
    "/reports/a.html", "/web/page.js", "/api/feedback.jsonl",
]  # fmt: skip


@pytest.mark.parametrize("path", DOORS)
def test_nothing_opens_without_a_secret(locked, path):
    answer = locked.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/healthz", "/login", "/web/page.css"])
def test_what_must_be_open_is(locked, path):
    assert locked.get(path).status_code == 200


@pytest.mark.parametrize("given", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"Bearer {PASSWORD}"])
def test_programs_come_in_with_a_secret(locked, given):
    headers = {"Authorization": given}
    assert locked.post("/api/ask", json=ASK, headers=headers).json()["status"] == "answered"


@pytest.mark.parametrize(
    "given",
    ["Bearer ", "Bearer wrong", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer é", ""],
)
def test_a_wrong_secret_stays_outside(locked, given):
    headers = {"Authorization": given.encode()}
    assert locked.post("/api/ask", json=ASK, headers=headers).status_code == 401


def test_people_sign_in_and_out(locked):
    refused = locked.get("/docs", headers=HTML, follow_redirects=False)
    assert (refused.status_code, refused.headers["location"]) == (303, "/login?next=/docs")
    form = {"password": PASSWORD, "next": "/docs"}
    entered = locked.post("/login", data=form, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/docs")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert PASSWORD not in cookie
    assert locked.get("/docs", headers=HTML).status_code == 200
    locked.get("/logout")
    assert locked.get("/docs").status_code == 401


def test_guessing_is_slow_and_learns_nothing(home):
    with open_door(home, password=PASSWORD) as locked:
        answers = [locked.post("/login", data={"password": f"guess{n}"}) for n in range(7)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
        assert locked.post("/login", data={"password": PASSWORD}).status_code == 429


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_nowhere_else(locked, target):
    form = {"password": PASSWORD, "next": target}
    entered = locked.post("/login", data=form, follow_redirects=False)
    assert entered.headers["location"] == "/"


def test_a_session_ends_and_cannot_be_forged():
    now = [1000.0]
    sessions = Sessions(PASSWORD, "", lambda: now[0])
    cookie = sessions.new_cookie()
    assert sessions.valid(cookie)
    assert not Sessions(PASSWORD, "").valid(cookie)
    expires, _, signature = cookie.partition(".")
    for forged in ("", ".", f"9{cookie}", f"{expires}.{'0' * 64}", f"x.{signature}", "é.é"):
        assert not sessions.valid(forged)
    now[0] += SESSION_SECONDS
    assert not sessions.valid(cookie)


def test_an_unset_secret_accepts_nothing():
    assert not Sessions("", "").needed
    assert not Sessions("", TOKEN).accepts("")
    assert Sessions("", TOKEN).accepts(TOKEN)


def test_a_forged_cookie_stays_outside(locked):
    locked.cookies.set(SESSION_COOKIE, "9999999999.0000")
    assert locked.get("/docs").status_code == 401


# -- sizes and rates -------------------------------------------------------------------------


def test_a_large_request_is_refused_by_its_word_and_by_its_weight(home):
    with open_door(home, body_bytes=2000) as client:
        body = b'{"question": "' + b"x" * 3000 + b'"}'
        headers = {"Content-Type": "application/json"}
        assert client.post("/api/ask", content=body, headers=headers).status_code == 413

        def parts():
            for start in range(0, len(body), 500):
                yield body[start : start + 500]

        assert client.post("/api/ask", content=parts(), headers=headers).status_code == 413
        assert client.post("/api/ask", json=ASK).status_code == 200


@pytest.mark.parametrize("length", ["-1", "x", "1e3"])
def test_a_senseless_length_is_refused(client, length):
    answer = client.get("/healthz", headers={"Content-Length": length})
    assert answer.status_code == 413


def test_a_client_that_asks_too_often_waits(home):
    with open_door(home, requests_a_minute=8) as client:
        codes = [client.post("/api/ask", json=ASK).status_code for _ in range(4)]
        refused = client.post("/api/ask", json=ASK)
        assert codes == [200, 200, 429, 429]
        assert int(refused.headers["retry-after"]) >= 1
        assert client.get("/healthz").status_code == 200


def test_buckets_refill_and_forget():
    now = [0.0]
    rate = RateLimit(60, burst=2, clock=lambda: now[0])
    assert [rate.wait("a") for _ in range(3)] == [0.0, 0.0, 1.0]
    assert rate.wait("b") == 0.0
    now[0] += 1
    assert rate.wait("a") == 0.0
    assert RateLimit(0).wait("a") == 0.0
    for n in range(10_050):
        rate.wait(str(n))
    assert len(rate._buckets) == 10_000


def test_a_client_cannot_choose_its_name():
    scope = {
        "type": "http",
        "client": ("10.0.0.9", 1),
        "headers": [(b"x-forwarded-for", b"1.1.1.1, 2.2.2.2")],
    }
    assert client_of(scope, behind_proxy=False) == "10.0.0.9"
    assert client_of(scope, behind_proxy=True) == "2.2.2.2"


# -- paths -----------------------------------------------------------------------------------

OUTSIDE = [
    "/etc/passwd", "/../etc/passwd", "/web/../server.py", "/web/%2e%2e/server.py",
    "/web/..%2fserver.py", "/documents/../../etc/passwd", "/documents/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/originals/..%2f..%2fetc%2fpasswd", "/originals/note-2019", "/reports/..%2fhistory.sqlite",
    "/reports/../history.sqlite", "/export/..%2fhistory.sqlite", "/gradio_api/file=/etc/passwd",
    "/gradio_api/proxy=http://example.org", "/gradio_api/upload", "/gradio_api/info", "/config",
    "/static/../../../etc/passwd", "/api/../history.sqlite", "/web/page.css%00.html", "/web/",
    "/documents/note-2019%00", "/login/../metrics/..%2f",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_outside_the_index_is_served(client, path):
    for method in ("GET", "POST"):
        answer = client.request(method, path)
        assert answer.status_code in (404, 405)
        assert b"root:" not in answer.content
        assert b"SQLite" not in answer.content


def test_only_pages_of_documents_are_shown(client):
    assert client.get("/documents/note-2019").status_code == 200
    assert client.get("/documents/note-2019?page=7").status_code == 404
    assert client.get("/documents/note-2019?page=0").status_code == 422
    assert client.get("/documents/cited-2016").status_code == 404


# -- headers ---------------------------------------------------------------------------------


def test_every_answer_has_the_headers(client):
    for path in ("/healthz", "/nothing", "/web/page.js", "/documents/note-2019", "/docs"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        script = re.search(r"script-src ([^;]*)", policy)[1]
        assert "unsafe" not in script
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"


def test_a_nonce_serves_once(client):
    policies = {client.get("/docs").headers["content-security-policy"] for _ in range(5)}
    assert len(policies) == 5


def test_answers_are_not_kept_by_browsers_but_files_are(client):
    assert client.get("/documents/note-2019").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/web/page.css").headers


def test_no_other_site_may_read(client):
    headers = {"Origin": "https://evil.example"}
    assert "access-control-allow-origin" not in client.get("/healthz", headers=headers).headers
