from __future__ import annotations

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from evals.endpoint import Endpoint
from evals.judge import judge_outputs, prompt_hash
from evals.run_folder import RunFolder
from evals.scorers import score_case
from ingest.errors import ServiceUnavailable


class Judge(HTTPServer):
    """A chat endpoint on loopback that gives prepared replies and keeps what it was asked."""

    def __init__(self, *replies: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = list(replies)
        self.asked: list[dict] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body | {"path": self.path})
        content = self.server.replies[(len(self.server.asked) - 1) % len(self.server.replies)]
        text = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    servers: list[Judge] = []

    def start(*replies: str) -> Judge:
        server = Judge(*replies)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def judged(server, case, output, passages, folder):
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "juge-7b")
    scores = [score_case(case, output, passages, {})]
    return judge_outputs({case.id: case}, [output], scores, endpoint, folder)


CORRECT = 'Voici : {"verdict": "correct"}'


def test_three_repeats_and_a_cache(serve, case, output, passages, tmp_path):
    server = serve(CORRECT)
    first = judged(server, case, output, passages, RunFolder(tmp_path))
    again = judged(server, case, output, passages, RunFolder(tmp_path))
    assert len(server.asked) == 3
    assert first == again
    assert (first.verdicts[0].value, first.agreement, first.replies) == (1.0, 1.0, 3)
    assert (first.model, first.prompt) == ("juge-7b", prompt_hash())
    request = server.asked[0]
    assert (request["path"], request["temperature"]) == ("/v1/chat/completions", 0)
    assert [asked["seed"] for asked in server.asked] == [0, 1, 2]
    assert "53 pôles" in request["messages"][1]["content"]


def test_what_cannot_be_parsed_is_counted_and_never_guessed(
    serve, case, output, passages, tmp_path
):
    server = serve("je ne sais pas", '{"verdict": "perhaps"}', CORRECT)
    found = judged(server, case, output, passages, RunFolder(tmp_path))
    assert (found.unparsed, found.unstable, found.verdicts[0].value) == (2, 1, None)
    assert found.agreement is None


def test_the_majority_decides(serve, case, output, passages, tmp_path):
    server = serve(CORRECT, '{"verdict": "wrong"}', '{"verdict": "wrong"}')
    found = judged(server, case, output, passages, RunFolder(tmp_path))
    assert (found.verdicts[0].value, found.agreement, found.unstable) == (-1.0, 0.0, 1)


def test_a_judge_that_is_away_is_named(case, output, passages, tmp_path):
    with pytest.raises(ServiceUnavailable, match="juge-7b"):
        judge_outputs(
            {case.id: case},
            [output],
            [],
            Endpoint("http://127.0.0.1:1/v1", "juge-7b"),
            RunFolder(tmp_path),
        )


def test_controls_are_not_judged(serve, case, output, passages, tmp_path):
    server = serve(CORRECT)
    found = judged(server, case, replace(output, system="random"), passages, RunFolder(tmp_path))
    assert (found.verdicts, server.asked) == ((), [])


def test_systems_that_only_retrieve_are_not_judged(serve, case, output, passages, tmp_path):
    server = serve(CORRECT)
    found = judged(server, case, replace(output, shown=None), passages, RunFolder(tmp_path))
    assert (found.verdicts, server.asked) == ((), [])
