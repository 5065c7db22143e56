"""``poles find``, ``poles list`` and ``poles show`` on a small corpus."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from assistant import finder
from assistant.commands import find as find_command
from assistant.commands import list as list_command
from assistant.commands import show as show_command
from assistant.registry.registry_view import pole_named
from ingest.errors import UsageError
from ingest.registry import load_corpus
from tests.assistant.finder_corpus import write_corpus


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_corpus(tmp_path_factory.mktemp("base") / "corpus")


@pytest.fixture
def call(folder, monkeypatch):
    """Run a command; an error of ours is raised."""
    monkeypatch.setattr("ingest.corpus_path.shipped_corpus", lambda: folder)
    monkeypatch.setattr(finder, "shipped_corpus", lambda: folder)
    monkeypatch.setenv("POLES_ENCODER", "hashing")
    finder.load_finder.cache_clear()

    def run(command, *words, code=0):
        result = CliRunner().invoke(command.app, list(words))
        if isinstance(result.exception, UsageError):
            raise result.exception
        assert result.exit_code == code, result.output
        return result.output

    yield run
    finder.load_finder.cache_clear()


def test_list_by_region_and_sector(call):
    assert [row["id"] for row in json.loads(call(list_command, "--json"))] == [
        "hydria",
        "medica",
        "numera",
        "plastia",
    ]
    found = json.loads(call(list_command, "--region", "Rhône-Alpes", "--json"))
    assert [row["id"] for row in found] == ["plastia"]
    assert [row["id"] for row in json.loads(call(list_command, "--sector", "eau", "--json"))] == [
        "hydria"
    ]
    assert json.loads(call(list_command, "--sector", "Santé", "--json"))[0]["regions"] == [
        "Bretagne"
    ]


def test_list_by_phase_programme_and_status(call):
    def ids(*words):
        return [row["id"] for row in json.loads(call(list_command, *words, "--json"))]

    assert ids("--phase", "4") == ["hydria"]
    assert ids("--programme", "goutte") == ["hydria"]
    assert ids("--programme", "gout") == []
    assert ids("--status", "ancien") == ["moulage"]
    assert ids("--all", "--sector", "plasturgie") == ["moulage", "plastia"]


def test_list_as_of_a_year_goes_by_the_phases_of_the_label(call):
    def ids(*words):
        return [row["id"] for row in json.loads(call(list_command, *words, "--json"))]

    assert ids("--as-of", "2006") == ["moulage"]
    assert ids("--as-of", "2020") == ["hydria"]
    assert ids("--as-of", "2024") == ["hydria", "plastia"]
    assert ids("--as-of", "2024", "--status", "ancien") == ["moulage"]
    assert ids("--as-of", "2024", "--region", "Rhône-Alpes") == ["plastia"]


def test_list_as_a_table_ends_with_the_count(call):
    lines = call(list_command).strip().splitlines()
    assert lines[0].split() == ["Pôle", "Régions", "Secteurs", "Phases"]
    assert lines[-1] == "4 pôles"
    assert call(list_command, "--technology", "drones").strip() == "0 pôles"


def test_a_table_shows_labels_and_says_where_it_leaves_some_out(call):
    (line,) = [line for line in call(list_command).splitlines() if line.startswith("Medica")]
    assert "Santé" in line
    assert "sante" not in line
    assert list_command._short(["a" * 30, "b" * 30]) == "a" * 30 + " …"
    assert list_command._short(["a" * 20, "b" * 20]) == "a" * 20 + " ; " + "b" * 20


@pytest.mark.parametrize(
    "words",
    [
        ("--sector", "magie"),
        ("--status", "mort"),
        ("--region", "Xyz"),
    ],
)
def test_list_refuses_unknown_values(call, words):
    with pytest.raises(UsageError, match=words[1]):
        call(list_command, *words)


def test_show_a_record_with_its_history(call):
    text = call(show_command, "Plastia")
    assert "Plasturgie et caoutchouc  (2026, note-2026)" in text
    assert "Issu de          Moulage (renommage, 2020, note-2026)" in text
    record = json.loads(call(show_command, "moulage", "--json"))
    assert record["descendants"] == ["plastia"]
    assert record["facts"]["status"] == [
        {"value": "ancien", "as_of": "2020", "source": "note-2026"}
    ]
    assert record["statements"][0]["sources"] == ["note-2026"]


def test_names_with_a_slip_are_understood_and_far_ones_suggested(folder):
    corpus = load_corpus(folder)
    assert pole_named(corpus, "plastya").id == "plastia"
    assert pole_named(corpus, "pole moulage ain").id == "moulage"
    with pytest.raises(UsageError, match="did you mean Hydria"):
        pole_named(corpus, "hidrya")
    with pytest.raises(UsageError, match="poles list --all"):
        pole_named(corpus, "qqqqqq")


def test_find_prints_matches_with_quotes(call):
    text = call(find_command, "Traitement des eaux usées à Nîmes", "--top", "1")
    assert "1. Hydria — Occitanie" in text
    assert "« En 2026, Hydria travaille sur l'eau potable et les eaux usées. »" in text


def test_find_as_json_and_with_options(call):
    found = json.loads(
        call(find_command, "Injection plastique", "--region", "Ain", "--need", "europe", "--json")
    )
    assert found["declined"] is False
    assert found["matches"][0]["pole"] == "plastia"
    assert found["criteria"]["regions"] == ["Auvergne-Rhône-Alpes"]
    assert found["criteria"]["needs"][0]["key"] == "europe"


def test_find_exports_and_runs_a_batch(call, tmp_path):
    sheet = tmp_path / "fiche.md"
    call(find_command, "Injection plastique", "--export", str(sheet))
    assert sheet.read_text(encoding="utf-8").startswith("# Comparaison")
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,description,region\n1,Injection plastique,\n2,Eau,Nulle-Part\n", "utf-8")
    output = call(find_command, "--batch", str(source), "--out", str(target), code=4)
    assert "2 rows, 1 matched, 0 declined, 1 failed" in output
    assert "failed:" in output


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("x", "--batch", "a.csv", "--out", "b.csv"),
        ("--batch", "a.csv"),
        ("plastique", "--lang", "de"),
        ("plastique", "--export", "fiche.odt"),
        ("--batch", "missing.csv", "--out", "b.csv"),
    ],
)
def test_find_refuses_bad_calls(call, words):
    with pytest.raises(UsageError):
        call(find_command, *words)
