"""A chat endpoint on loopback that plays a scene, and answers to rewrite."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from assistant.records import Answer, Citation, Timings
from ingest.records import Span

AEROSPACE = "En janvier 2025, Aerospace Valley réunit 851 membres, dont près de 600 PME."
OLDER = "En 2021, Aerospace Valley n'a pas atteint 900 membres."


def answer_of(*quotes, question="Combien de membres compte Aerospace Valley ?", **fields):
    """A composed answer that quotes ``quotes``."""
    citations = tuple(
        Citation(n, f"s{n}", "Titre", "DGE", "2025", "", "", "", quote, f"s{n}", Span(1, 0, 9))
        for n, quote in enumerate(quotes, 1)
    )
    text = " ".join(f"{c.quote} [{c.n}]" for c in citations)
    values = {
        "question": question, "standalone_question": question, "language": "fr",
        "status": "answered" if quotes else "declined", "answer": text, "confidence": 0.8,
        "timings": Timings(1.0, 2.0, 3.0, 4.0, 10.0), "citations": citations,
    }  # fmt: skip
    return Answer(**(values | fields))


class Endpoint(ThreadingHTTPServer):
    """Plays one scene a request, the last one for ever; keeps what it was sent.

    A scene is a text to stream, or a function of the request handler.
    """

    daemon_threads = True

    def __init__(self, *scenes):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scenes = list(scenes)
        self.asked: list[dict] = []
        self.headers: list[dict] = []
        self.over = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        server.asked.append(body | {"path": self.path})
        server.headers.append(dict(self.headers))
        scene = server.scenes[min(len(server.asked), len(server.scenes)) - 1]
        if callable(scene):
            scene(self)
        else:
            stream(scene)(self)

    def log_message(self, *_):
        pass

    def begin(self, status=200, kind="text/event-stream", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def event(self, body):
        text = body if isinstance(body, str) else json.dumps(body)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()


def delta(text, finish=None):
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}


def stream(text, size=7):
    """The whole of ``text``, ``size`` characters an event, among what real servers also send."""

    def scene(handler):
        handler.begin()
        handler.wfile.write(b": keep-alive\n\n")
        handler.event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": None}}]})
        for start in range(0, len(text), size):
            handler.event(delta(text[start : start + size]))
        handler.event(delta("", "stop"))
        handler.event({"choices": [], "usage": {"total_tokens": 9}})
        handler.event("[DONE]")

    return scene


def half(text):
    """``text``, and then the line breaks."""

    def scene(handler):
        handler.begin()
        handler.event(delta(text))

    return scene


def status(code, **headers):
    """An error of HTTP."""

    def scene(handler):
        handler.begin(code, "application/json", **headers)
        handler.wfile.write(b'{"error": {"message": "no"}}')

    return scene


def raw(*lines, kind="text/event-stream", **headers):
    """Any bytes at all."""

    def scene(handler):
        handler.begin(200, kind, **headers)
        with suppress(OSError):  # the reader may have had enough
            handler.wfile.write("".join(lines).encode())

    return scene


def silent(seconds):
    """Nothing for a while, and then nothing."""

    def scene(handler):
        handler.server.over.wait(seconds)

    return scene


def dripping(text, seconds):
    """A word, and the next one only after ``seconds``."""

    def scene(handler):
        handler.begin()
        for word in text.split(" "):
            try:
                handler.event(delta(f"{word} "))
            except OSError:
                return
            if handler.server.over.wait(seconds):
                return

    return scene


@contextmanager
def endpoint(*scenes):
    """An endpoint that is up for the length of a ``with``."""
    server = Endpoint(*scenes)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port():
    """An address where nobody listens."""
    server = Endpoint("")
    url = server.url
    server.server_close()
    time.sleep(0)
    return url
