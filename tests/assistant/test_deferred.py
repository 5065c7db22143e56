"""A module that costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from assistant.deferred import defer
defer("wave")
defer("no_such_module_at_all")
assert "no_such_module_at_all" not in sys.modules
import wave as first
assert "open" not in vars(first)
assert first.Error.__module__ == "wave"
assert "open" in vars(sys.modules["wave"])
import wave as second
assert second is not first and second.Error is first.Error
defer("wave")
assert sys.modules["wave"] is second
"""


def test_it_loads_on_first_use_and_not_before():
    subprocess.run([sys.executable, "-c", CODE], check=True, timeout=30)
