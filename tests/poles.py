"""Run ``poles`` as a command line does: in this process, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from subprocess import CompletedProcess

import pytest

from assistant.cli import main

__all__ = ["poles", "poles_process"]

_ENVIRONMENT = {"POLES_ENCODER": "hashing"}


def poles(*arguments: str, stdin: str = "", **environment: str) -> CompletedProcess[str]:
    """What ``poles`` writes and the code it leaves with; a failure that it does not foresee is
    raised. In this process, where most of what it needs is loaded.
    """
    given, out, err = (_stream(text) for text in (stdin, "", ""))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (_ENVIRONMENT | environment).items():
            patch.setenv(name, value)
        patch.setenv("OPENBLAS_NUM_THREADS", "1")  # which it would set for good
        for name, stream in (("stdin", given), ("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, stream)
        patch.setattr(sys, "argv", ["poles", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
    code = end.value.code or 0
    assert isinstance(code, int)
    return CompletedProcess(arguments, code, _written(out), _written(err))


def poles_process(*arguments: str, stdin: str = "", **environment: str) -> CompletedProcess[str]:
    """The same in a process of its own, of which all that it writes is seen."""
    return subprocess.run(
        [sys.executable, "-m", "tests.run_poles", *arguments],
        capture_output=True,
        encoding="utf-8",
        input=stdin,
        env=os.environ | _ENVIRONMENT | environment,
        check=False,
    )


def _stream(text: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
