"""Development sets, their figures, and the sheets they are made of."""

import json
import lzma

import numpy as np
import pytest

from evals.beir import read_beir
from ingest.encoder.devsets import DevSet, read_devsets, write_beir
from ingest.encoder.measure import main, measure
from ingest.encoder.rules import main as make_rules
from ingest.encoder.rules import read_rules, rule_pairs
from ingest.encoder.sheets import answer_pairs, labour_pairs, read_sheets, sheet_pairs
from ingest.encoder.sheets import main as make_sheets
from ingest.errors import UsageError


def write_lines(path, rows):
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path):
    write_lines(
        tmp_path / "piaf_dev.jsonl.xz",
        [
            {"passage": "La Loire est longue.", "questions": ["Quelle est la rivière ?", "Où ?"]},
            {"passage": "Le Rhône est rapide.", "questions": ["Et là, l'été ?"]},
        ],
    )
    write_lines(tmp_path / "dev_faq.jsonl.xz", [{"query": "Qui paie ?", "text": "L'employeur."}])
    write_lines(
        tmp_path / "laws_dev.jsonl.xz",
        [
            {"fr_title": f"Titre {i}", "fr": f"Texte {i}", "en_title": f"T {i}", "en": f"Text {i}"}
            for i in (1, 2, 2, 3)
        ]
        + [{"fr_title": "Titre 4", "fr": "same", "en_title": "T 4", "en": "same"}],
    )
    return tmp_path


def test_sets_of_a_data_folder(data):
    sets = {devset.name: devset for devset in read_devsets(data)}
    assert list(sets) == [
        "piaf", "piaf-typed", "faq", "faq-typed", "law", "law-fr-en", "sections"
    ]  # fmt: skip
    assert sets["piaf"].answers == (0, 0, 1)
    assert sets["piaf"].texts == ("La Loire est longue.", "Le Rhône est rapide.")
    # a title that two sections share, and a text that is the same in both languages, are no test
    assert sorted(sets["law"].queries) == ["Titre 1", "Titre 3"]
    assert sets["law-fr-en"].queries == sets["law"].queries
    pairs = zip(sets["sections"].queries, sets["sections"].texts, strict=True)
    assert sorted(pairs) == [("Texte 1", "Text 1"), ("Texte 3", "Text 3")]
    assert read_devsets(data / "piaf_dev.jsonl.xz") == []


def test_typed_queries_lose_accents_and_gain_one_typo(data):
    typed = next(devset for devset in read_devsets(data) if devset.name == "piaf-typed")
    first, second, third = typed.queries
    assert first.isascii()
    assert first.islower()
    assert first != "quelle est la riviere ?"
    assert abs(len(first) - len("quelle est la riviere ?")) <= 1
    assert (second, third) == ("ou ?", "et la, l ete ?")  # no long word, no typo
    assert typed == next(d for d in read_devsets(data) if d.name == "piaf-typed")


TINY = DevSet(
    "tiny", ("chat noir", "rien", "loup"), ("un chat noir", "un chien", "loup"), (0, 1, 2)
)


def test_figures_by_hand():
    """BM25: ranks 1, 2 (all three are level at zero), 1. Dense: 1, 2, 3."""
    vectors = {
        "chat noir": [1, 0, 0], "rien": [1, 0.5, 0], "loup": [0, 0, 1],
        "un chat noir": [1, 0, 0], "un chien": [0, 1, 0],
    }  # fmt: skip

    def encode(texts):
        asked = tuple(texts) == TINY.queries
        found = np.array([vectors[text] for text in texts], dtype=np.float32)
        return found if asked else found * np.array([[1.0], [1.0], [-1.0]], dtype=np.float32)

    figures = measure(TINY, encode)
    assert figures.bm25 == pytest.approx((1 + 1 / 2 + 1) / 3)
    assert figures.dense == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert figures.first == pytest.approx(1 / 3)
    assert figures.best >= figures.hybrid


def test_a_set_written_as_a_folder_is_read_back(tmp_path):
    write_beir(TINY, tmp_path / "tiny")
    folder = read_beir(tmp_path / "tiny")
    assert list(folder.queries.values()) == list(TINY.queries)
    assert [document.text for document in folder.documents()] == list(TINY.texts)
    assert folder.qrels == {"q0": {"d0": 1}, "q1": {"d1": 1}, "q2": {"d2": 1}}


def test_command_prints_a_line_a_set(data, tmp_path, monkeypatch, capsys):
    call = ["measure", str(data), "--encoder", "hashing", "--beir", str(tmp_path / "beir")]
    monkeypatch.setattr("sys.argv", call)
    main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "hashing-1"
    assert [line.split()[0] for line in lines if line.startswith("piaf")] == ["piaf", "piaf-typed"]
    assert (tmp_path / "beir" / "faq-typed" / "corpus.jsonl").is_file()


def test_a_folder_without_sets_is_an_error(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["measure", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert "holds no development set" in capsys.readouterr().err


# --- sheets -------------------------------------------------------------------------------------


def node(name, *children, **attributes):
    inside = [{"type": "text", "text": c} if isinstance(c, str) else c for c in children]
    return {"name": name, "attributes": attributes, "children": inside}


def publication(kind, title, *parts):
    return node("", node("Publication", node("dc:title", title), *parts, type=kind))


LONG = (
    "Le délai est de quinze jours à partir de la demande, que vous faites en ligne ou en mairie. "
)


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "vdd" / "data" / "particuliers"
    folder.mkdir(parents=True)
    chapter = node("Chapitre", node("Titre", node("Paragraphe", "Délai")), node("Texte", LONG))
    sheet = publication(
        "Fiche d'information", "Carte d'identité",
        node("dc:description", "Où la demander &amp; la retirer, et ce qu'il faut alors apporter."),
        node("Texte", node("Paragraphe", "En bref."), chapter),
    )  # fmt: skip
    question = publication(
        "Fiche Question-réponse", "Que faire si on perd sa carte ?", node("Texte", LONG)
    )
    for name, root in (("F1", sheet), ("F2", question), ("F3", question), ("index", [])):
        (folder / f"{name}.json").write_text(json.dumps(root), encoding="utf-8")
    return tmp_path / "vdd"


def test_sheets_give_titles_and_headings_with_their_texts(package):
    sheets = list(read_sheets(package))
    assert [sheet.is_question for sheet in sheets] == [False, True, True]
    assert sheets[0].sections == (("Délai", LONG.strip()),)
    assert list(sheet_pairs(sheets)) == [
        ("Carte d'identité", "Où la demander & la retirer, et ce qu'il faut alors apporter."),
        ("Carte d'identité", f"En bref. Délai {LONG.strip()}"),
        ("Délai · Carte d'identité", LONG.strip()),
    ]  # fmt: skip


def test_questions_are_held_out_and_kept_once(package, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["sheets", str(tmp_path / "out"), "--sheets", str(package)])
    make_sheets()
    with lzma.open(tmp_path / "out" / "dev_sheets.jsonl.xz", "rt", encoding="utf-8") as lines:
        held = [json.loads(line) for line in lines]
    assert held == [{"query": "Que faire si on perd sa carte ?", "text": LONG.strip()}]
    with lzma.open(tmp_path / "out" / "pairs_service_public.jsonl.xz", "rt") as lines:
        assert "perd sa carte" not in lines.read()
    assert [devset.name for devset in read_devsets(tmp_path / "out")] == ["sheets", "sheets-typed"]


def write_package(folder, rows):
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    return folder


def test_labour_sheets_and_answers(tmp_path):
    labour = write_package(
        tmp_path / "labour",
        [
            {"title": "La démission", "description": "<p>Partir.</p>",
             "sections": [{"title": "Le préavis", "html": f"<p>{LONG}</p>"}, {"title": "Court"}]},
        ],
    )  # fmt: skip
    assert list(labour_pairs(labour)) == [
        ("La démission", "Partir."),
        ("Le préavis · La démission", LONG.strip()),
    ]
    answers = write_package(
        tmp_path / "answers",
        [
            {"title": "Quel préavis ?", "answers": {"generic": {"text": LONG}}},
            {"title": "Rien ?", "answers": {"generic": None}},
        ],
    )
    assert list(answer_pairs(answers)) == [("Quel préavis ?", LONG.strip())]


# --- rules --------------------------------------------------------------------------------------

TEXT = "Le **taux** figure sur [votre avis](https://a.example) d'imposition, et change par an."
PLAIN = "Le taux figure sur votre avis d'imposition, et change par an."
RULES = {
    "impôt . taux": {
        "titre": "Taux",
        "question": {
            "variations": [
                {"si": "dirigeant", "alors": {"texte": "Quel est votre taux ?"}},
                {"sinon": {"texte": "Quel est le taux du salarié ?"}},
            ]
        },
        "description": TEXT,
    },
    "impôt . le même": {"titre": "Quel est votre taux ?", "description": TEXT + " Bis."},
    "impôt . titre seul": {"titre": "Impôt sur le revenu", "description": PLAIN.upper()},
    "impôt . sans texte": {"titre": "Impôt sur la fortune", "description": "Voir ailleurs."},
    "impôt": "oui",
}


def test_rules_give_their_question_or_title_once():
    assert list(rule_pairs(RULES)) == [
        ("Quel est votre taux ?", PLAIN),
        ("Impôt sur le revenu", PLAIN.upper()),
    ]


def test_rules_in_json_and_in_a_module(tmp_path, monkeypatch):
    content = json.dumps(RULES, ensure_ascii=False)
    (tmp_path / "model.json").write_text(content, encoding="utf-8")
    module = f"export const json = /*@__PURE__*/ {json.dumps(content, ensure_ascii=False)}\n"
    (tmp_path / "index.js").write_text(module, encoding="utf-8")
    assert read_rules(tmp_path / "model.json") == read_rules(tmp_path / "index.js") == RULES
    monkeypatch.setattr("sys.argv", ["rules", str(tmp_path / "out"), str(tmp_path / "index.js")])
    make_rules()
    assert len(read_devsets(tmp_path / "out")[0].queries) == 2


def test_a_module_without_rules_is_named(tmp_path):
    (tmp_path / "index.js").write_text("export default {}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"index\.js holds no rules"):
        read_rules(tmp_path / "index.js")
