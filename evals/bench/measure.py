"""One measurement in a process of its own: ``python -m evals.bench.measure JSON`` → JSON.

A process a measurement keeps peak memory honest and caches cold.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from evals.bench.documents import QUESTIONS
from evals.bench.systems import SYSTEMS

__all__ = ["measure_build", "measure_search"]


def measure_build(system: str, documents: Path, home: Path, encoder: str) -> dict[str, Any]:
    """Seconds, passages, peak memory (MB, the largest process) and size on disk (MB)."""
    began = time.perf_counter()
    passages = SYSTEMS[system].build(documents, home, encoder)
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "passages": passages,
        "peak_mb": _peak_mb(),
        "disk_mb": sum(p.stat().st_size for p in home.rglob("*") if p.is_file()) / 1e6,
    }


def measure_search(system: str, home: Path, encoder: str, rounds: int) -> dict[str, Any]:
    """Seconds to open and answer once; then milliseconds a question, p50 and p95."""
    import numpy as np

    began = time.perf_counter()
    search = SYSTEMS[system].open(home, encoder)
    search(QUESTIONS[0])
    first = time.perf_counter() - began
    times: list[float] = []
    for number in range(rounds):
        for question in QUESTIONS:
            asked = question if number == 0 else f"{question} {2004 + number}"
            start = time.perf_counter()
            search(asked)
            times.append(1e3 * (time.perf_counter() - start))
    p50, p95 = np.percentile(times, [50, 95])
    return {"first_s": first, "p50_ms": p50, "p95_ms": p95, "peak_mb": _peak_mb()}


def _peak_mb() -> float:
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in usage)
    return kilobytes / (1e3 if sys.platform != "darwin" else 1e6)


def main() -> None:
    """Read the call on the command line, print its result as JSON on the last line."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    call = json.loads(sys.argv[1])
    home = Path(call["home"])
    if call["what"] == "build":
        documents = Path(call["documents"])
        result = measure_build(call["system"], documents, home, call["encoder"])
    else:
        result = measure_search(call["system"], home, call["encoder"], call["rounds"])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
