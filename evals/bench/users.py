"""Many users at once: ``python -m evals.bench.users --serve`` or ``… http://127.0.0.1:7860``.

Each user asks a question that nobody asked before, waits until the answer is in sight, thinks for
``--think`` seconds on average (exponentially distributed), and asks the next; every fourth question
begins a new conversation. ``--think 0`` is the closed loop: its times are those of a server with
nothing left to give, users divided by answers a second. ``--serve`` starts a server of its own on
the index of ``--home`` and watches the memory and the processor time of all its processes; the
latter says what an answer costs on a machine that others use as well.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from assistant.pages.browser import BROWSER_COOKIE
from ingest.corpus_path import shipped_corpus
from ingest.registry import load_corpus

__all__ = ["distinct_questions", "main"]

_PATTERNS = (
    "Combien de membres compte {} ?",
    "Qui préside {} ?",
    "Où se trouve le siège de {} ?",
    "Sur quelles technologies travaille {} ?",
    "Dans quelle région est {} ?",
    "Quand {} a-t-il été labellisé ?",
    "Combien de projets a soutenus {} ?",
    "Quel est le budget de {} ?",
    "Avec qui {} travaille-t-il à l'étranger ?",
    "Comment adhérer à {} ?",
    "What does {} do for small firms?",
    "How many members did {} have in 2018?",
    "Combien d'emplois représente {} en 2015 ?",
    "Quels sont les domaines d'activité stratégique de {} ?",
    "Avec quel pôle {} a-t-il fusionné ?",
    "{} est-il un pôle mondial ?",
    "Quels financements européens {} a-t-il obtenus ?",
    "Which companies founded {}?",
    "Quels événements organise {} en 2023 ?",
    "Que disait l'évaluation de 2012 de {} ?",
    "Combien de PME sont membres de {} en 2020 ?",
    "{} travaille-t-il sur l'hydrogène ?",
    "Quelle est la stratégie de {} pour la phase V ?",
    "Who is the director of {}?",
    "Que fait {} pour les PME ?",
    "Combien de salariés compte l'équipe de {} ?",
    "Quelles entreprises sont membres de {} ?",
    "Quels laboratoires travaillent avec {} ?",
    "{} a-t-il un incubateur ?",
    "Quand {} a-t-il été créé ?",
    "Quel est le site internet de {} ?",
    "Quels projets de {} portent sur le climat ?",
    "Quelle note {} a-t-il reçue en 2012 ?",
    "Where is {} based?",
    "What are the strategic areas of {}?",
    "{} est-il encore labellisé en 2026 ?",
    "Combien de brevets ont déposés les projets de {} ?",
    "Quelles régions soutiennent {} ?",
    "Quels marchés vise {} ?",
    "Comment s'appelait {} avant ?",
)
_CONVERSATION = 4
"""Questions of a conversation."""


@dataclass
class Tally:
    """What happened: seconds an answer took, errors, memory in MB second by second, CPU seconds."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    processor: float = 0.0

    def report(self, elapsed: float) -> dict[str, Any]:
        """The figures; memory as the means of the four quarters of the time."""
        p50, p95, p99 = np.percentile(self.seconds or [0.0], [50, 95, 99]) * 1e3
        figures = {
            "answers": len(self.seconds),
            "a_second": round(len(self.seconds) / elapsed, 1),
            "errors": len(self.errors),
            "first_error": self.errors[0] if self.errors else "",
            "p50_ms": round(p50),
            "p95_ms": round(p95),
            "p99_ms": round(p99),
        }
        if self.processor:
            figures["cpu_ms_an_answer"] = round(1e3 * self.processor / max(1, len(self.seconds)), 1)
        quarter = len(self.memory) // 4
        if quarter:
            quarters = (self.memory[quarter * n : quarter * (n + 1)] for n in range(4))
            figures["memory_mb"] = [round(float(np.mean(part))) for part in quarters]
        return figures


def distinct_questions(seed: int = 0) -> list[str]:
    """Questions that are all different, in a random order."""
    names = [pole.name for pole in load_corpus(shipped_corpus()).poles.values()]
    made = [pattern.format(name) for pattern in _PATTERNS for name in names]
    random.Random(seed).shuffle(made)  # noqa: S311 - an order, not a secret
    return list(dict.fromkeys(made))


Ask = Callable[[str, bool], Awaitable[float]]
"""Asks a question, the last of its conversation or not; says when its answer was in sight."""


def api_door(client: httpx.AsyncClient) -> Callable[[], Ask]:
    """Users of ``/api/ask``."""

    def user() -> Ask:
        history: list[dict[str, str]] = []

        async def ask(question: str, last: bool) -> float:
            body = {"question": question, "history": history}
            answer = (await client.post("/api/ask", json=body)).raise_for_status().json()
            history.append({"role": "user", "content": question})
            history.append({"role": "assistant", "content": answer["answer"]})
            if last:
                history.clear()
            return time.monotonic()

        return ask

    return user


def page_door(client: httpx.AsyncClient) -> Callable[[], Ask]:
    """Users of the page: what the browser sends when Enter is pressed."""

    def user() -> Ask:
        conversation = ""
        browser = {"Cookie": f"{BROWSER_COOKIE}={secrets.token_urlsafe(32)}"}

        async def send(path: str, **body: str) -> dict[str, Any]:
            given = {**body, "conversation": conversation}
            answer = await client.post(f"/chat/{path}", json=given, headers=browser)
            shown: dict[str, Any] = answer.raise_for_status().json()
            return shown

        async def ask(question: str, last: bool) -> float:
            nonlocal conversation
            shown = await send("ask", question=question)
            seen, conversation = time.monotonic(), shown["conversation"]
            if shown["more"]:
                await send("finish", exchange=shown["exchange"])
            if last:
                conversation = ""
            return seen

        return ask

    return user


async def load(address: str, door: str, users: int, seconds: float, think: float) -> Tally:
    """Let ``users`` ask for ``seconds``."""
    tally, questions = Tally(), iter(distinct_questions())
    limits = httpx.Limits(max_connections=4 * users, max_keepalive_connections=4 * users)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as client:
        new_user = page_door(client) if door == "page" else api_door(client)
        end = time.monotonic() + seconds
        await asyncio.gather(
            *(_use(new_user(), n, questions, end, think, tally) for n in range(users))
        )
    return tally


async def _use(
    ask: Ask, number: int, questions: Iterator[str], end: float, think: float, tally: Tally
) -> None:
    pauses = random.Random(number)  # noqa: S311 - pauses, not secrets
    if think:
        await asyncio.sleep(pauses.uniform(0, think))
    for count in itertools.count():
        question = next(questions, "")
        if time.monotonic() >= end:
            return
        if not question:
            tally.errors.append("no question is left that nobody asked")
            return
        began = time.monotonic()
        try:
            tally.seconds.append(await ask(question, (count + 1) % _CONVERSATION == 0) - began)
        except (httpx.HTTPError, RuntimeError) as error:
            tally.errors.append(f"{type(error).__name__}: {error}"[:300])
        if think:
            await asyncio.sleep(pauses.expovariate(1 / think))


@asynccontextmanager
async def _watching(process: int, tally: Tally) -> AsyncIterator[None]:
    async def watch() -> None:
        while process:
            tally.memory.append(_memory_mb(process))
            await asyncio.sleep(1)

    task = asyncio.create_task(watch())
    yield
    task.cancel()


def _family(root: int) -> Iterator[Path]:
    """The folders in /proc of a process and its descendants (Linux)."""
    waiting = [root]
    while waiting:
        process = Path(f"/proc/{waiting.pop()}")
        yield process
        with suppress(OSError):
            for task in (process / "task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())


def _memory_mb(root: int) -> float:
    """Memory of a process and its descendants; what they share counts once."""
    total = 0.0
    for process in _family(root):
        with suppress(OSError):
            rollup = (process / "smaps_rollup").read_text(encoding="ascii")
            total += sum(map(int, re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE))) / 1e3
    return total


def _processor_seconds(root: int) -> float:
    """Processor time of a process and its descendants, since they began."""
    ticks = 0
    for process in _family(root):
        with suppress(OSError):
            fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _server(home: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from assistant.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", str(port)]
    process = subprocess.Popen(command + (["--home", home] if home else []))
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{address}/ready").json()["ready"]:
                    break
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        time.sleep(20)  # what is read ahead is read, and the helpers are there
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


async def _measure(address: str, process: int, options: argparse.Namespace) -> dict[str, Any]:
    """Through each door in turn."""
    results = {}
    for door in options.door:
        memory = Tally()
        async with _watching(process, memory):
            began, spent = time.monotonic(), _processor_seconds(process) if process else 0.0
            tally = await load(address, door, options.users, options.seconds, options.think)
        tally.memory = memory.memory
        tally.processor = _processor_seconds(process) - spent if process else 0.0
        results[door] = tally.report(time.monotonic() - began)
    return results


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="", help="of a running server")
    parser.add_argument("--serve", action="store_true", help="start a server")
    parser.add_argument("--home", default="", help="folder of its index")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=0, help="mean pause, seconds")
    parser.add_argument("--door", nargs="+", choices=["page", "api"], default=["page"])
    options = parser.parse_args()
    if options.serve:
        with _server(options.home) as (address, process):
            result = asyncio.run(_measure(address, process, options))
    elif options.address:
        result = asyncio.run(_measure(options.address, 0, options))
    else:
        parser.error("give an address, or --serve")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
