from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from evals.command import app
from ingest.errors import UsageError

from .test_compare import PLANTED, write_run
from .test_retrieval import beir  # noqa: F401 - a fixture

COMMANDS = ("run", "compare", "promote", "check", "export", "import", "retrieval")


@pytest.fixture
def poles_eval(monkeypatch):
    """Run ``poles eval …``; errors of ours are raised, as ``poles`` itself prints them."""
    monkeypatch.setenv("POLES_ENCODER", "hashing")

    def run(*arguments: str):
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps(poles_eval, name):
    assert "--help" in poles_eval(name, "--help").output


def test_run_then_compare_then_promote(poles_eval, small_set, tmp_path):
    out, base = tmp_path / "out", tmp_path / "base"
    options = ("--systems", "poles,random", "--workers", "1", "--no-times", "--json")
    first = poles_eval("run", small_set, "--out", out, *options)
    assert first.exit_code == 0
    value = json.loads(first.stdout)
    assert {row["system"] for row in value["figures"]} == {"poles", "random"}
    assert (out / "report.html").is_file()
    assert poles_eval("promote", out, "--to", base).exit_code == 0
    again = poles_eval("run", small_set, "--out", out, *options, "--baseline", base)
    assert again.exit_code == 0
    assert json.loads(again.stdout)["compared"]["regressions"] == []
    assert "8 outputs taken over" in again.stderr


def test_run_fails_when_a_case_is_gone(poles_eval, small_set, tmp_path):
    options = ("--systems", "poles", "--workers", "1", "--no-times")
    poles_eval("run", small_set, "--out", tmp_path / "a", *options)
    lines = small_set.read_text(encoding="utf-8").splitlines()
    small_set.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    shorter = poles_eval(
        "run", small_set, "--out", tmp_path / "b", *options, "--baseline", tmp_path / "a"
    )
    assert shorter.exit_code == 1
    assert "c4 (poles) : cas absent" in shorter.stdout


def test_a_narrower_run_misses_only_what_it_asked(poles_eval, small_set, tmp_path):
    options = ("--systems", "poles", "--workers", "1", "--no-times")
    base = tmp_path / "a"
    poles_eval("run", small_set, "--out", base, *options)
    narrow = (small_set, "--split", "dev", *options, "--baseline", base)
    assert poles_eval("run", *narrow, "--out", tmp_path / "b").exit_code == 0
    text = small_set.read_text(encoding="utf-8").splitlines()
    small_set.write_text("\n".join(line for line in text if '"c3"' not in line), encoding="utf-8")
    gone = poles_eval("run", *narrow, "--out", tmp_path / "c")
    assert (gone.exit_code, "c3 (poles) : cas absent" in gone.stdout) == (1, True)


def test_a_missing_baseline_is_told_before_the_run(poles_eval, small_set, tmp_path):
    with pytest.raises(UsageError, match="holds no finished run"):
        poles_eval("run", small_set, "--out", tmp_path / "out", "--baseline", tmp_path / "none")
    assert not (tmp_path / "out").exists()


def test_a_run_with_errors_does_not_pass(poles_eval, small_set, tmp_path, monkeypatch):
    from evals import systems

    def fail(*_, **__):
        raise KeyError("x")

    monkeypatch.setattr(systems, "answer_question", fail)
    options = ("--systems", "poles,random", "--workers", "1", "--no-times")
    failed = poles_eval("run", small_set, "--out", tmp_path / "out", *options)
    assert failed.exit_code == 4
    assert "c3 (poles): erreur : KeyError: 'x'" in failed.stderr


def test_one_case_leaves_the_last_run_alone(poles_eval, small_set, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    poles_eval("run", small_set, "--case", "c3", "--workers", "1")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["case"]


def test_one_case_in_detail(poles_eval, small_set, tmp_path):
    shown = poles_eval("run", small_set, "--case", "c3", "--out", tmp_path / "a", "--workers", "1")
    assert "c3 (poles)" in shown.stdout
    assert "attendu : refus" in shown.stdout


def test_compare_is_like_diff(poles_eval, tmp_path):
    write_run(tmp_path / "a")
    write_run(tmp_path / "b", {"c03": PLANTED["an off-by-one page"][0]})
    assert poles_eval("compare", tmp_path / "a", tmp_path / "a").exit_code == 0
    worse = poles_eval("compare", tmp_path / "a", tmp_path / "b", "--html")
    assert worse.exit_code == 1
    lines = worse.stdout.splitlines()
    assert "1 régression(s)" in lines[0]
    assert "c03 (poles) : Bonne page ou section citée 1.00 → 0.00" in lines[1]
    assert "c03" in (tmp_path / "b" / "report.html").read_text(encoding="utf-8")


def test_retrieval(poles_eval, beir):  # noqa: F811
    value = json.loads(poles_eval("retrieval", beir, "--json").stdout)
    assert value["hybrid"]["R@1"] == pytest.approx(2 / 3, abs=1e-6)
    assert "bm25" in poles_eval("retrieval", beir, "--encoder", "hashing").stdout


def test_the_rankings_of_a_folder_give_its_figures(poles_eval, beir, tmp_path):  # noqa: F811
    import ir_measures

    value = json.loads(poles_eval("retrieval", beir, "--runs", tmp_path / "runs", "--json").stdout)
    rows = (beir / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]
    judged = [ir_measures.Qrel(q, d, int(grade)) for q, d, grade in map(str.split, rows)]
    for leg in ("bm25", "dense", "hybrid"):
        ranked = ir_measures.read_trec_run(str(tmp_path / "runs" / f"run.{leg}.txt"))
        found = ir_measures.calc_aggregate([ir_measures.nDCG @ 10], judged, ranked)
        assert found[ir_measures.nDCG @ 10] == pytest.approx(value[leg]["nDCG@10"], abs=1e-9)


def test_check_tells_what_to_correct(poles_eval, small_set):
    assert poles_eval("check", small_set).exit_code == 0
    text = small_set.read_text(encoding="utf-8").replace("compte 56 pôles", "compte 99 pôles")
    small_set.write_text(text, encoding="utf-8")
    wrong = poles_eval("check", small_set)
    assert wrong.exit_code == 4
    assert "small.jsonl:2 (c1): evidence[1]" in wrong.stderr


@pytest.mark.parametrize("form", ["beir", "trec"])
def test_export(poles_eval, small_set, tmp_path, form):
    assert (
        poles_eval("export", small_set, "--format", form, "--out", tmp_path / form).exit_code == 0
    )
    assert (tmp_path / form / {"beir": "corpus.jsonl", "trec": "topics.tsv"}[form]).is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--split", "train"),
        ("run", "--systems", "gpt"),
        ("compare", "a", "b"),
        ("export", "--format", "csv"),
        ("import", "nowhere", "--out", "x"),
        ("retrieval", "nowhere"),
        ("run", "nowhere.jsonl"),
    ],
)
def test_bad_calls_are_usage_errors(poles_eval, arguments):
    with pytest.raises(UsageError):
        poles_eval(*arguments)


def test_help_costs_no_more_than_it_must():
    code = "import sys, evals.command; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    unwanted = {"numpy", "llama_index", "chromadb", "ir_measures", "jinja2", "py3langid", "httpx"}
    assert not unwanted & {name.split(".")[0] for name in loaded}
