"""The child process that reads files: ``python -m ingest.worker``, driven by ``ingest.pool``.

One JSON object a line on stdin (``{"path", "limits"}``), one a line on stdout. It ends when
stdin ends, so a parent that dies leaves no orphan.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ingest.children import take_pipes
from ingest.errors import ReadError
from ingest.messages import to_message
from ingest.read import Limits, load, read_bytes

__all__ = ["main"]


def main() -> None:
    """Answer requests until stdin ends."""
    requests, answers = take_pipes()
    for line in requests:
        request = json.loads(line)
        answer = json.dumps(_answer(request), ensure_ascii=False)
        # The document is gone from memory before the next one comes.
        answers.write(answer.encode("utf-8", "surrogatepass") + b"\n")
        answers.flush()
        del request, answer
    # Parsers may leave threads or huge trees behind; nothing here needs an orderly end.
    os._exit(0)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    limits = Limits(**request["limits"])
    _limit_process(limits)
    path = Path(request["path"])
    try:
        return to_message(read_bytes(path.name, load(path, limits), limits))
    except ReadError as error:
        return to_message(error)
    except MemoryError:
        return to_message(_too_much_memory(path, limits))
    except Exception as error:  # noqa: BLE001  a parser's own bug is this file's failure
        return to_message(ReadError("damaged", f"{path.name}: {type(error).__name__}: {error}"))


def _too_much_memory(path: Path, limits: Limits) -> ReadError:
    return ReadError("memory", f"{path.name}: needs more than {limits.memory_bytes >> 20} MiB")


def _limit_process(limits: Limits) -> None:
    """Limit memory and processor time where the platform can; no core files."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    wanted = {
        resource.RLIMIT_CORE: 0,
        # Processor time is a second fence behind the parent's clock, with room to spare.
        resource.RLIMIT_CPU: spent + int(2 * limits.seconds) + 5,
        resource.RLIMIT_AS: limits.memory_bytes + _mapped_bytes(),
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        capped = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (capped, hard))
        except (ValueError, OSError):
            continue  # macOS refuses RLIMIT_AS; the clock and the size limits remain


def _mapped_bytes() -> int:
    """Address space that the interpreter holds before the file, 0 when unknown."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 256 << 20
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
