import json
import os
import subprocess
import sys

import pytest

from assistant.cli import COMMANDS
from tests.poles import poles, poles_process


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "aerospace.txt").write_text(
        "Aerospace Valley réunit 854 membres à Toulouse.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory, documents):
    """A home with one document indexed by the command itself."""
    home = tmp_path_factory.mktemp("home")
    done = poles_process("ingest", str(documents), "--home", str(home))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 documents, 1 pages, 1 passages, 0 skipped, 0 failed, ")
    return home


def test_ask_plain(home):
    done = poles_process("ask", "Combien de membres à Aerospace Valley ?", "--home", str(home))
    assert done.returncode == 0
    assert done.stdout.startswith("Aerospace Valley réunit 854 membres à Toulouse. [1]\n")
    assert "« Aerospace Valley réunit 854 membres à Toulouse. »" in done.stdout


def test_ask_json(home):
    done = poles("ask", "Combien de membres à Aerospace Valley ?", "--json", "--home", str(home))
    assert json.loads(done.stdout)["status"] == "answered"


def test_home_from_the_environment(home):
    assert poles("ask", "Aerospace Valley membres", POLES_HOME=str(home)).returncode == 0


def test_batch_keeps_order_and_names_bad_lines(home, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "Combien de membres à Aerospace Valley ?"}\n'
        "pas du json\n\n"
        '{"question": "x", "history": [{"role": "user"}]}\n'
        '{"id": 7, "question": "et où ?", '
        '"history": [{"role": "user", "content": "Où est Aerospace Valley ?"}]}\n',
        encoding="utf-8",
    )
    done = poles("ask", "--batch", str(batch), "--home", str(home))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 4
    assert [a["id"] for a in answers] == ["a", "7"]
    assert "questions.jsonl:2" in done.stderr
    assert "questions.jsonl:4" in done.stderr
    assert "Aerospace Valley" in answers[1]["standalone_question"]


def test_a_line_that_is_not_utf8_costs_that_line_alone(home, tmp_path):
    batch = tmp_path / "questions.jsonl"
    lines = [
        '{"id": null, "question": "Toulouse ?"}',
        '{"question": "né à Nîmes"}',
        '{"question": 3}',
    ]
    batch.write_bytes(b"\n".join(line.encode("cp1252") for line in lines))
    done = poles("ask", "--batch", str(batch), "--home", str(home))
    assert done.returncode == 4
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [""]
    assert "questions.jsonl:2: is not UTF-8" in done.stderr
    assert "questions.jsonl:3" in done.stderr


def test_half_a_surrogate_pair_is_no_crash(home):
    row = '{"question": "Combien de membres \\ud800 à Aerospace Valley ?"}\n'
    done = poles("ask", "--batch", "-", "--home", str(home), stdin=row)
    assert done.returncode == 0
    assert json.loads(done.stdout)["question"] == "Combien de membres ? à Aerospace Valley ?"


def test_batch_from_stdin(home):
    done = poles_process(
        "ask", "--batch", "-", "--home", str(home), stdin='{"question": "Toulouse ?"}\n'
    )
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask"], 2, "poles ask"),
        (["ask", "   "], 2, "poles ask"),
        (["ask", "x", "--lang", "de"], 2, "--lang"),
        (["ask", "x", "--as-of", "hier"], 2, "as-of"),
        (["ask", "x", "--as-of", "-5"], 2, "--as-of"),
        (["list", "--as-of", "1990"], 2, "--as-of"),
        (["list", "--phase", "6"], 2, "--phase"),
        (["find", "x", "--top", "0"], 2, "--top"),
        (["ask", "x", "--batch", "/nowhere.jsonl"], 2, "poles ask"),
        (["ask", "--batch", "/nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["ingest", "/nowhere"], 2, "/nowhere"),
        (["nothing"], 2, "nothing"),
    ],
)
def test_errors_are_one_line_and_a_code(home, arguments, code, message):
    done = poles(*arguments, POLES_HOME=str(home))
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_index_is_exit_3(tmp_path):
    done = poles_process("ask", "Combien ?", "--home", str(tmp_path / "none"))
    assert done.returncode == 3
    assert "poles ingest" in done.stderr


def test_another_encoder_is_exit_3(home, tmp_path):
    manifest = next((home / "index").glob("0*/manifest.json"))
    other = tmp_path / "home" / "index" / "000001"
    import shutil

    shutil.copytree(manifest.parent, other)
    (other.parent / "CURRENT").write_text("000001")
    values = json.loads(manifest.read_text()) | {"encoder": "other-model"}
    (other / "manifest.json").write_text(json.dumps(values))
    done = poles("ask", "Combien ?", "--home", str(tmp_path / "home"))
    assert done.returncode == 3
    assert "other-model" in done.stderr


def test_a_bad_setting_is_exit_2(home):
    done = poles_process("ask", "x", POLES_HOME=str(home), POLES_WORKERS="many")
    assert done.returncode == 2
    assert "POLES_WORKERS" in done.stderr


def test_some_failures_are_exit_4(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bon.txt").write_text("Il y a 56 pôles.", encoding="utf-8")
    (tmp_path / "docs" / "vide.txt").write_bytes(b"")
    done = poles_process("ingest", str(tmp_path / "docs"), "--home", str(tmp_path / "home"))
    assert done.returncode == 4
    assert "vide.txt" in done.stderr
    assert "1 failed" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = poles(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_help_names_every_command():
    done = poles_process("--help")
    assert all(command in done.stdout for command in COMMANDS)
    assert poles("--version").stdout.strip()


def test_ask_loads_nothing_of_the_page_a_model_or_the_building_of_an_index(home):
    code = (
        "import sys; sys.argv = ['poles', 'ask', 'membres Aerospace Valley']\n"
        "from assistant.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "unwanted = {'gradio', 'torch', 'llama_index', 'evals', 'chromadb', 'bm25s', 'scipy'}\n"
        "unwanted |= {'xllamacpp', 'huggingface_hub', 'assistant.generate'}\n"
        "print({name for m in sys.modules for name in (m, m.split('.')[0])} & unwanted)"
    )
    environment = os.environ | {"POLES_HOME": str(home), "POLES_ENCODER": "hashing"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_folder_of_awkward_files(tmp_path):
    """Every bad file is named with its reason, every good one is indexed, nothing hangs."""
    from ingest.generations import Generations
    from ingest.read import SUFFIXES
    from ingest.store import Store
    from tests.ingest import awkward

    folder = tmp_path / "awkward"
    folder.mkdir()
    expected = awkward.build(folder)
    done = poles("ingest", str(folder), "--home", str(tmp_path / "home"))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    seen = {
        name: reason
        for name, reason in expected.items()
        if (folder / name).suffix.lower() in SUFFIXES and not (folder / name).is_dir()
    }
    for name, reason in seen.items():
        assert reason == "ok" or f"failed: {name}: {reason}: " in done.stderr, name
    store = Store(Generations(tmp_path / "home").current() / "store.sqlite")
    held = {document.path for document in store.documents()}
    store.close()
    failed = {name for name, reason in seen.items() if reason != "ok"}
    assert not held & failed
    skipped = int(done.stdout.split(" skipped")[0].rsplit(" ", 1)[1])
    assert len(seen) - len(failed) - len(held) <= skipped  # copies of one another are skipped
    assert len(held) >= 35


def test_a_pasted_text_that_begins_with_a_dash_is_a_question(home):
    done = poles("ask", "- combien de membres à Aerospace Valley ?", "--home", str(home))
    assert done.returncode == 0, done.stderr
    assert "854" in done.stdout
    assert poles("ask", "--hom=à la maison", "x").returncode == 2
