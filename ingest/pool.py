"""A pool of reading workers: started once, reused, replaced when they fail."""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.children import start_child
from ingest.errors import ReadError
from ingest.messages import from_message
from ingest.read import Limits
from ingest.records import Document

__all__ = ["WorkerPool"]

_FILES_A_WORKER = 200  # then it is replaced: parsers leak
_START_SECONDS = 30.0  # granted to the first file of a worker on a busy machine


class _Worker:
    """One child process and the thread that reads its answers."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files = 0
        self.process = start_child("ingest.worker")
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None  # noqa: S101  opened above
        for line in self.process.stdout:
            self._answers.put(line)
        self._answers.put(b"")

    def ask(self, path: Path) -> Document | ReadError:
        """Read one file. After "timeout" or "crashed" the worker is dead."""
        request = {"path": str(path), "limits": asdict(self.limits)}
        patience = self.limits.seconds + (_START_SECONDS if self.files == 0 else 0.0)
        self.files += 1
        try:
            assert self.process.stdin is not None  # noqa: S101
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            line = self._answers.get(timeout=patience)
        except queue.Empty:
            self.stop()
            return ReadError("timeout", f"{path.name}: not read in {self.limits.seconds:g} s")
        except OSError:
            line = b""
        if not line:
            return self._post_mortem(path)
        try:
            return from_message(_load(line))
        except (ValueError, KeyError, TypeError) as error:
            self.stop()
            return ReadError(
                "crashed", f"{path.name}: the reading process answered nonsense: {error}"
            )

    def _post_mortem(self, path: Path) -> ReadError:
        self.stop()
        code = self.process.returncode
        if code == -24:  # SIGXCPU: the processor-time limit
            return ReadError("timeout", f"{path.name}: not read in {self.limits.seconds:g} s")
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return ReadError("crashed", f"{path.name}: the reading process died ({how})")

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Kill the process and wait for it."""
        self.process.kill()
        self.process.wait()
        self._thread.join(timeout=5)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _load(line: bytes) -> dict[str, Any]:
    message = json.loads(line.decode("utf-8", "replace"))
    if not isinstance(message, dict):
        raise TypeError("not an object")
    return message


class WorkerPool:
    """Reads files with a few child processes; a context manager.

    Args:
        limits: of each file.
        workers: how many processes at most; they start when the first file comes.
    """

    def __init__(self, limits: Limits, workers: int = 2) -> None:
        self._limits = limits
        self._size = max(1, workers)
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._started: list[_Worker] = []
        self._starting = threading.Lock()  # held by who starts a worker, or closes the pool
        self._closed = False
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="read")

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        # A reader that left early does not wait for the files that are still being read.
        with self._starting:
            self._closed = True
            for worker in self._started:
                worker.process.kill()
        self._threads.shutdown(wait=True)
        for worker in self._started:
            worker.stop()

    def read(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Document | ReadError]]:
        """Read files a few ahead of the consumer; results come in the order of the paths."""
        ahead: deque[tuple[Path, Future[Document | ReadError]]] = deque()
        for path in paths:
            ahead.append((path, self._threads.submit(self._read, path)))
            if len(ahead) >= 2 * self._size:
                done, future = ahead.popleft()
                yield done, future.result()
        while ahead:
            done, future = ahead.popleft()
            yield done, future.result()

    def _read(self, path: Path) -> Document | ReadError:
        worker = self._take()
        result = worker.ask(path)
        spent = worker.files >= _FILES_A_WORKER
        # A parser that ran out of memory leaves an interpreter that nobody should trust.
        failed = isinstance(result, ReadError) and result.reason == "memory"
        if worker.alive and not spent and not failed:
            self._idle.put(worker)
        else:
            worker.stop()
        return result

    def _take(self) -> _Worker:
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            return self._start()
        if worker.alive:
            return worker
        worker.stop()
        return self._start()

    def _start(self) -> _Worker:
        with self._starting:
            if self._closed:
                raise CancelledError  # nobody waits for this file any more
            self._started = [worker for worker in self._started if worker.alive]
            worker = _Worker(self._limits)
            self._started.append(worker)
            return worker
