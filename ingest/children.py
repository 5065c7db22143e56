"""Child processes of ours: a module of this package, run by this interpreter, on two pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

__all__ = ["start_child", "take_pipes"]


def start_child(module: str) -> subprocess.Popen[bytes]:
    """Start ``python -m module``; what it says on stderr is dropped."""
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
    )


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """In the child: requests and answers. What a library prints must not reach the protocol."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.stdout = sys.stderr
    return requests, answers
