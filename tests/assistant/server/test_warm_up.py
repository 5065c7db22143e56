"""What is loaded before the first question of a batch or a server."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.indexed import indexed

_CHECK = """
import assistant.cli
from pathlib import Path
from assistant.places.regions import load_places
from assistant.server.warm_up import settle, warm_up
from ingest.index import open_index
from ingest.settings import Settings
import gc, sys

with_index = open_index(Settings(home=Path(sys.argv[1]), encoder="hashing"))
warm_up(with_index)
settle()
print(sorted({"_towns", "shortened", "_large"} - set(vars(load_places().names))))
print(gc.get_freeze_count() > 10_000)
with_index.close()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    text = "# Pôles\n\nEn 2019, 48 pôles travaillent sur l'hydrogène et la microélectronique.\n"
    with indexed(tmp_path_factory, {"note.md": text}) as index:
        yield index.generation.parent.parent


def _run(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    ).stdout.splitlines()


def test_the_tables_that_a_question_may_need_are_read(home):
    assert _run(_CHECK, home) == ["[]", "True"]
