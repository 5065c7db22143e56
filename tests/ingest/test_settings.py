import pytest

from ingest.errors import UsageError
from ingest.settings import load_settings


def test_the_environment_wins_over_the_file_and_the_call_over_both(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poles.toml").write_text('encoder = "hashing"\nworkers = 3\n')
    monkeypatch.setenv("POLES_WORKERS", "4")
    settings = load_settings(tmp_path / "mine")
    assert (settings.encoder, settings.workers, settings.home) == ("hashing", 4, tmp_path / "mine")


def test_defaults(own_home):
    settings = load_settings()
    assert (settings.home, settings.encoder, settings.chroma_url) == (own_home, "embedded", "")


@pytest.mark.parametrize("value", ["many", "0", "-1"])
def test_a_bad_value_names_its_setting(monkeypatch, value):
    monkeypatch.setenv("POLES_WORKERS", value)
    with pytest.raises(UsageError, match="POLES_WORKERS"):
        load_settings()


@pytest.mark.parametrize("text", ["workers = ", 'unknown = "x"'])
def test_a_bad_file_is_a_clear_error(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poles.toml").write_text(text)
    with pytest.raises(UsageError):
        load_settings()


def test_the_language_model_is_a_table_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poles.toml").write_text(
        '[model]\nname = "small"\nurl = "http://127.0.0.1:9/v1/chat/completions/"\nseconds = 3\n'
    )
    monkeypatch.setenv("POLES_MODEL_NAME", "large")
    monkeypatch.setenv("POLES_MODEL_KEY", "secret-1")
    model = load_settings().model
    assert (model.name, model.url, model.seconds) == ("large", "http://127.0.0.1:9/v1", 3.0)
    assert model.key.get_secret_value() == "secret-1"
    assert "secret-1" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "ftp://x"),
        ("URL", "http://127.0.0.1:99999/v1"),
        ("KEY", "clé"),
        ("SECONDS", "0"),
        ("RETRIES", "-1"),
        ("TOKENS", "many"),
        ("NMAE", "x"),
    ],
)
def test_a_bad_value_of_the_model_names_its_setting(monkeypatch, name, value):
    monkeypatch.setenv(f"POLES_MODEL_{name}", value)
    with pytest.raises(UsageError, match=f"POLES_MODEL_{name}"):
        load_settings()


def test_a_key_keeps_no_end_of_line(monkeypatch):
    monkeypatch.setenv("POLES_MODEL_KEY", "secret-1\n")
    assert load_settings().model.key.get_secret_value() == "secret-1"


def test_a_model_named_by_the_wrong_variable_is_told_the_right_one(monkeypatch):
    monkeypatch.setenv("POLES_MODEL", "large")
    with pytest.raises(UsageError, match="POLES_MODEL_NAME"):
        load_settings()
