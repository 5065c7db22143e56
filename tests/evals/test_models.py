"""Systems with a language model, played by an endpoint on loopback."""

from __future__ import annotations

import pytest

from evals.models import model_mark, model_systems
from evals.report import write_report
from ingest.errors import UsageError

from .test_command import poles_eval  # noqa: F401 - a fixture
from .test_judge import serve  # noqa: F401 - a fixture

WRITTEN = "La France compte 56 pôles de compétitivité en 2019. [1]"


@pytest.fixture
def model(serve, monkeypatch):  # noqa: F811
    """A model called ``petit``, which always writes the same."""
    server = serve(WRITTEN)
    monkeypatch.setenv("POLES_MODEL_URL", f"http://127.0.0.1:{server.server_port}/v1")
    monkeypatch.setenv("POLES_MODEL_NAME", "petit")
    return server


def shown_by(done, system, case_id="c1"):
    (found,) = [o for o in done.folder.outputs() if (o.system, o.case_id) == (system, case_id)]
    return found.shown


def test_without_a_configured_model_there_is_none():
    assert model_systems() == ()


def test_the_configured_model_is_run_in_two_systems(model, run_small, tmp_path):
    assert model_systems() == ("petit", "llamaindex+petit")
    done = run_small(tmp_path / "run", "poles", *model_systems())
    assert [score.broken for score in done.scores if score.broken] == []
    ours, theirs = shown_by(done, "petit"), shown_by(done, "llamaindex+petit")
    assert (ours.answer, ours.citations[0].quote) == (
        WRITTEN,
        "En 2019, la France compte 56 pôles de compétitivité.",
    )
    assert (theirs.answer, theirs.citations[0].verbatim) == (WRITTEN, True)
    assert shown_by(done, "petit", "c3").declined  # a model rewrites no refusal
    assert not shown_by(done, "llamaindex+petit", "c3").declined
    assert "petit" in write_report(done.folder).read_text(encoding="utf-8")


def test_a_model_that_fails_is_an_error_not_the_composed_answer(run_small, tmp_path, monkeypatch):
    monkeypatch.setenv("POLES_MODEL_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("POLES_MODEL_RETRIES", "0")
    done = run_small(tmp_path / "run", "petit")
    broken = {score.case_id for score in done.scores if score.broken}
    assert broken == {"c1", "c2", "c4"}  # c3 is declined without the model


def test_outputs_of_another_model_are_not_taken_over(model, run_small, tmp_path, monkeypatch):
    before = model_mark("petit")
    run_small(tmp_path / "run", "petit")
    assert run_small(tmp_path / "run", "petit").reused == 4
    monkeypatch.setenv("POLES_MODEL_TOKENS", "100")
    assert model_mark("petit") != before
    assert run_small(tmp_path / "run", "petit").reused == 0


def test_the_command_tells_that_no_model_is_configured(poles_eval, small_set, tmp_path):  # noqa: F811
    run = ("run", small_set, "--out", tmp_path / "out", "--workers", "1", "--no-times")
    assert "no language model is configured (POLES_MODEL_NAME)" in poles_eval(*run).stderr
    with pytest.raises(UsageError, match=r"no system 'petit'.*systems are poles, bm25"):
        poles_eval(*run, "--systems", "poles,petit")
