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
