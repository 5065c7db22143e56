from __future__ import annotations

import json

import pytest

from evals.beir import BeirDocument, read_beir, write_beir
from evals.case_files import load_set
from evals.check import check_evidence, check_examples
from evals.export import export_beir, export_trec, write_trec_runs
from evals.facts import nugget_found
from evals.importers import import_beir, import_squad
from evals.index_view import IndexView
from evals.outputs import Output
from ingest.errors import UsageError

CONTEXT = "Hippolia est né en 2005. Le pôle réunit 450 membres (en Normandie) !"
SQUAD = {
    "data": [
        {
            "title": "Pôles",
            "paragraphs": [
                {
                    "context": CONTEXT,
                    "qas": [
                        {
                            "id": "a",
                            "question": "Combien de membres ?",
                            "answers": [{"text": "450 membres (en", "answer_start": 40}],
                        },
                        {"id": "b", "question": "Qui le dirige ?", "answers": []},
                    ],
                }
            ],
        }
    ]
}


def test_a_squad_file_becomes_a_set_that_runs(tmp_path):
    (tmp_path / "fr.json").write_text(json.dumps(SQUAD), encoding="utf-8")
    done = import_squad(tmp_path / "fr.json", tmp_path / "out")
    assert (done.cases, done.documents) == (2, 1)
    loaded = load_set(done.path)
    first, second = loaded.cases
    assert first.nuggets[0].any_of == (r"450\ membres\ \(en",)
    assert first.evidence[0].quote == "Le pôle réunit 450 membres (en Normandie) !"
    assert (second.answerability, second.type) == ("unanswerable", "near_miss")
    assert check_examples([loaded]) == []
    assert check_evidence([loaded]) == []
    assert read_beir(tmp_path / "out" / "beir").qrels == {"out-0": {"p0": 1}}


@pytest.mark.parametrize(
    "answer",
    ["10 500 PME", "1\u00a0234,5 M€", "1.234.567", "12,5 %", "S.A.F.E.", "L’État…", "(a|b)"],
)
def test_an_imported_answer_is_met_by_its_own_words(tmp_path, answer):
    context = f"En 2019, on lit « {answer} » ici."
    asked = {"question": "Quoi ?", "answers": [{"text": answer, "answer_start": 18}]}
    data = {"data": [{"title": "t", "paragraphs": [{"context": context, "qas": [asked]}]}]}
    (tmp_path / "fr.json").write_text(json.dumps(data), encoding="utf-8")
    (case,) = load_set(import_squad(tmp_path / "fr.json", tmp_path / "out").path).cases
    assert nugget_found(case.nuggets[0], context)
    assert not nugget_found(case.nuggets[0], context.replace(answer, "rien"))


def test_a_beir_folder_becomes_a_retrieval_set(tmp_path):
    documents = [BeirDocument("doc/1", "Titre", CONTEXT), BeirDocument("2", "", "Autre.")]
    write_beir(tmp_path / "in", documents, {"q1": "Hippolia ?"}, {"dev": {"q1": {"doc/1": 3}}})
    done = import_beir(tmp_path / "in", tmp_path / "out")
    (case,) = load_set(done.path).cases
    assert (case.type, case.split, case.evidence[0].grade) == ("retrieval", "dev", 2)
    assert check_evidence([load_set(done.path)]) == []


@pytest.mark.parametrize("text", ["[]", "{", '{"data": [{"paragraphs": [{"context": 3}]}]}'])
def test_a_file_of_another_format_is_named(tmp_path, text):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is not in SQuAD's format"):
        import_squad(tmp_path / "x.json", tmp_path / "out")


@pytest.fixture
def view(index) -> IndexView:
    return IndexView(index)


def test_beir_out_and_in_again(view, small_set, tmp_path):
    cases = load_set(small_set).cases
    export_beir(view, cases, tmp_path / "beir")
    dev, test = read_beir(tmp_path / "beir", "dev"), read_beir(tmp_path / "beir", "test")
    assert set(dev.queries) == {"c1", "c4"}
    assert dev.queries["c4"] == "Combien de pôles ont été choisis en 2005 ?"
    ((document, grade),) = dev.qrels["c1"].items()
    texts = {d.id: d.text for d in dev.documents()}
    assert ("la France compte 56 pôles" in texts[document], grade) == (True, 2)
    assert set(test.queries) == {"c2"}
    assert len(texts) == len(view.passages)


def test_trec_files(view, small_set, tmp_path):
    export_trec(view, load_set(small_set).cases, tmp_path)
    write_trec_runs([Output("bm25", "c1", passages=("p", "q")), Output("x", "c1")], tmp_path)
    assert (tmp_path / "topics.tsv").read_text(encoding="utf-8").startswith("c1\tCombien")
    line = (tmp_path / "qrels.test.txt").read_text(encoding="utf-8").split()
    assert (line[0], line[1], line[3]) == ("c2", "0", "1")
    run = (tmp_path / "run.bm25.txt").read_text(encoding="utf-8").splitlines()
    assert run == ["c1 Q0 p 1 -1 bm25", "c1 Q0 q 2 -2 bm25"]
    assert not (tmp_path / "run.x.txt").exists()
