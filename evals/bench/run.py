"""``make bench``: time, memory and size, side by side with two peers in one run.

Same documents, same encoder, one process a measurement. The peers are LlamaIndex's starter
(SimpleDirectoryReader, SentenceSplitter, VectorStoreIndex with its default store) and txtai
(hybrid, with content). Ratios are what to read: machines are noisy. The copies are plain text,
which has no pages: a page is taken for ``PAGE_CHARS`` bytes.

The starter's chunks are cut to the size of our passages (256 tokens; its own default is 1,024), so
that every system embeds and searches as many of them; it is timed up to 10 copies, because its
default store is one JSON file, scanned in Python.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.bench.documents import copy_documents
from evals.bench.systems import SYSTEMS
from ingest.corpus_path import shipped_corpus

__all__: list[str] = []

PAGE_CHARS = 2000
"""Bytes of text on a printed page."""
_SLOW_AT_SCALE = {"llama-index starter": 10, "txtai": 100}
"""Largest number of copies at which a peer is timed."""


def main() -> None:
    """Run every measurement and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = shipped_corpus() / "policy"
    parser.add_argument("--documents", type=Path, default=default, help="folder of documents")
    parser.add_argument("--encoder", default="embedded")
    parser.add_argument("--scales", type=int, nargs="*", default=[1, 10, 100])
    parser.add_argument("--rounds", type=int, default=10, help="rounds of ten questions")
    options = parser.parse_args()
    console = Console(width=150)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for scale in options.scales:
            size = copy_documents(options.documents, work / f"documents-{scale}", scale)
            rows = [
                (name, _measure(work, name, scale, options))
                for name in SYSTEMS
                if scale <= _SLOW_AT_SCALE.get(name, scale)
            ]
            console.print(_table(f"{scale}× ({size / 1e6:.2f} MB of text)", size, rows))
        console.print(_cold(work / f"poles-{options.scales[0]}", options.encoder))


def _measure(work: Path, name: str, scale: int, options: argparse.Namespace) -> dict[str, Any]:
    call = {
        "system": name,
        "documents": str(work / f"documents-{scale}"),
        "home": str(work / f"{name}-{scale}".replace(" ", "-")),
        "encoder": options.encoder,
        "rounds": options.rounds,
    }
    built = _child(call | {"what": "build"})
    searched = _child(call | {"what": "search"})
    return built | {f"search_{key}": value for key, value in searched.items()}


def _child(call: dict[str, Any]) -> dict[str, Any]:
    # What our commands set for themselves: a second algebra thread waits on a busy machine.
    own = {"OPENBLAS_NUM_THREADS": "1"} if call["system"] == "poles" else {}
    done = subprocess.run(
        [sys.executable, "-m", "evals.bench.measure", json.dumps(call)],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{call['system']} ({call['what']}) failed:\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def _table(title: str, size: int, rows: list[tuple[str, dict[str, Any]]]) -> Table:
    table = Table(title=title)
    heads = (
        "system",
        "passages",
        "ingest s",
        "pages/s",
        "MB/s",
        "passages/s",
        "peak MB",
        "disk MB",
    )
    for head in (*heads, "first answer s", "p50 ms", "p95 ms", "search peak MB"):
        table.add_column(head, justify="left" if head == "system" else "right")
    for name, r in rows:
        table.add_row(
            name,
            str(r["passages"]),
            f"{r['seconds']:.2f}",
            f"{size / PAGE_CHARS / r['seconds']:.0f}",
            f"{size / 1e6 / r['seconds']:.2f}",
            f"{r['passages'] / r['seconds']:.0f}",
            f"{r['peak_mb']:.0f}",
            f"{r['disk_mb']:.1f}",
            f"{r['search_first_s']:.2f}",
            f"{r['search_p50_ms']:.1f}",
            f"{r['search_p95_ms']:.1f}",
            f"{r['search_peak_mb']:.0f}",
        )
    return table


def _cold(home: Path, encoder: str) -> Table:
    """Cold processes, three times each, in turn; the median."""
    poles = "from assistant.cli import main; main()"
    ask = [sys.executable, "-c", poles, "ask", "Combien de pôles ?", "--home", str(home)]
    chroma = [sys.executable, "-c", "import chromadb"]
    times: dict[str, list[tuple[float, float]]] = {"poles ask": [], "import chromadb": []}
    for _ in range(3):
        times["poles ask"].append(_timed(ask, encoder))
        times["import chromadb"].append(_timed(chroma, encoder))
    table = Table(title="cold process, median of three")
    for head in ("command", "s", "peak MB"):
        table.add_column(head, justify="right")
    for name, pairs in times.items():
        seconds = sorted(s for s, _ in pairs)[1]
        table.add_row(name, f"{seconds:.2f}", f"{max(m for _, m in pairs):.0f}")
    return table


def _timed(command: list[str], encoder: str) -> tuple[float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env=os.environ | {"POLES_ENCODER": encoder}
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} left with {process.returncode}")
    return time.perf_counter() - began, usage.ru_maxrss / 1e3


if __name__ == "__main__":
    main()
