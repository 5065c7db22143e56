"""The knowledge base's loader, its rules and its questions, on a corpus of three pôles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.corpus_command import app
from ingest.corpus_stats import corpus_stats, format_stats
from ingest.errors import CorpusError, UsageError
from ingest.figures import contradicts, figures_of, states
from ingest.knowledge import (
    Corpus,
    Fact,
    Indicator,
    Place,
    current,
    find_pole,
    gathered,
    lineage,
    name_key,
    poles_by,
)
from ingest.registry import load_corpus, read_corpus
from ingest.registry_check import review_corpus

VOCABULARY = """
regions: [Bretagne, Normandie]
sectors:
  numerique: {fr: Numérique, en: Digital}
  maritime: {fr: Mer, en: Maritime}
technologies:
  hydrogene: {fr: Hydrogène, en: Hydrogen}
  drones: {fr: Drones, en: Drones}
services:
  europe: {fr: Europe, en: Europe}
"""

SOURCES = """
- {id: gazette-2012, title: Une page, publisher: La Gazette, kind: article, date: 2012-05-01,
   url: "https://exemple.fr/a"}
- {id: gazette-2024, title: Une autre, publisher: La Gazette, kind: article, date: 2024,
   url: "https://exemple.fr/b"}
- {id: afpc-manifeste-2026, title: Manifeste, publisher: AFPC, kind: manifeste, date: 2026}
"""

HOULE = """---
id: houle
name: Houle & Marée
aliases: [pôle Houle, Écume]
status: [{value: labellisé, as_of: 2026, source: afpc-manifeste-2026}]
phases: [{value: 5, as_of: 2024, source: gazette-2024}]
predecessors: [{id: embrun, date: 2015, how: renommage, source: gazette-2024}]
regions: [{value: [Bretagne], as_of: 2024, source: gazette-2024}]
sectors:
  - {value: [maritime], as_of: 2012, source: gazette-2012}
  - {value: [numerique], as_of: 2024, source: gazette-2024}
technologies: [{value: [drones], as_of: 2024, source: gazette-2024}]
members:
  - {value: 120, unit: membres, perimeter: total, as_of: 2012, source: gazette-2012}
  - {value: 200, unit: membres, perimeter: total, as_of: 2024, source: gazette-2024}
---

# Houle & Marée

## Chiffres
- En 2024, Houle & Marée compte 200 membres.[^gazette-2024][^gazette-2012@p3]
- En 2012, Houle & Marée compte 120 membres.[^gazette-2024]
- En 2024, Houle & Marée a le label en Bretagne : mer, numérique, drones.[^gazette-2024]

## Summary
- In 2024, Houle & Marée counted 200 members.[^gazette-2024]
- In 2026, Houle & Marée still held the label.[^afpc-manifeste-2026@signatures]

[^gazette-2024]: Une autre, La Gazette, 2024
[^gazette-2012@p3]: Une page, La Gazette, 2012 — page 3
[^afpc-manifeste-2026@signatures]: Manifeste, AFPC, 2026 — signatures
"""

EMBRUN = """---
id: embrun
name: Embrun
status: [{value: ancien, as_of: "2015-06", source: gazette-2024}]
phases: [{value: 1, as_of: 2005, source: gazette-2012}]
predecessors: [{id: brise, date: 2009, how: absorption, source: gazette-2012}]
successors: [{id: houle, date: 2015-01, how: renommage, source: gazette-2024}]
regions: [{value: [Normandie], as_of: 2012, source: gazette-2012}]
---

# Embrun

## Histoire
- En 2015, Embrun, labellisé en Normandie en phase I, prend le nom de Houle & Marée.[^gazette-2024]

[^gazette-2024]: Une autre, La Gazette, 2024
"""

BRISE = """---
id: brise
name: Brise
successors: [{id: embrun, date: 2009, how: absorption, source: gazette-2012}]
---

# Brise
"""

POLICY = """---
id: label
title: Le label
subject: label
---

# Le label

## Nombre
### En 2012
- En 2012, la France compte 71 pôles de compétitivité labellisés.[^gazette-2012]

[^gazette-2012]: Une page, La Gazette, 2012
"""

INDICATORS = """
- id: poles-labellises
  indicator: Nombre de pôles de compétitivité labellisés
  value: 71
  unit: pôles
  as_of: 2012
  perimeter: France
  source: gazette-2012
"""

QUESTIONS = """
# Houle & Marée
a986f565 combien de membres à Houle ?
a986f565 Houle, how many members?
"""

GLOSSARY = """
- id: fui
  term: Fonds unique interministériel
  acronym: FUI
  kind: dispositif
  english: Single Interministerial Fund
  synonyms: [F.U.I., fond unique]
  definition: "Fonds qui aidait les projets de R&D des pôles."
  source: gazette-2012
"""

FILES = {
    "vocabulary.yaml": VOCABULARY,
    "sources.yaml": SOURCES,
    "indicators.yaml": INDICATORS,
    "glossary.yaml": GLOSSARY,
    "poles/houle.md": HOULE,
    "poles/embrun.md": EMBRUN,
    "poles/brise.md": BRISE,
    "policy/label.md": POLICY,
    "questions/houle.txt": QUESTIONS,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Corpus:
    return load_corpus(folder)


def check_corpus(folder):
    return list(review_corpus(folder).errors)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# Reading.


def test_a_sound_corpus_has_no_problem(folder: Path) -> None:
    assert [str(problem) for problem in check_corpus(folder)] == []


def test_a_record_is_read_whole(small: Corpus) -> None:
    houle = small.poles["houle"]
    assert houle.names == ("Houle & Marée", "pôle Houle", "Écume")
    assert [(fact.value, fact.as_of) for fact in houle.members] == [(120, "2012"), (200, "2024")]
    assert houle.members[1].line == 15
    statement = houle.statements[0]
    assert statement.text == "En 2024, Houle & Marée compte 200 membres."
    assert (statement.section, statement.line) == ("Chiffres", 21)
    assert [(n.source_id, n.label, n.locator) for n in statement.references] == [
        ("gazette-2024", "gazette-2024", ""),
        ("gazette-2012", "gazette-2012@p3", "page 3"),
    ]
    assert statement.years == (2024,)


def test_sections_are_paths(small: Corpus) -> None:
    assert small.policy[0].statements[0].section == "Nombre / En 2012"


def test_questions_are_read_with_their_places(small: Corpus) -> None:
    assert [(q.document, q.text, q.place.line) for q in small.questions] == [
        ("houle", "combien de membres à Houle ?", 2),
        ("houle", "Houle, how many members?", 3),
    ]
    assert {q.key for q in small.questions} == {"a986f565"}


def test_a_corpus_needs_no_questions(folder: Path) -> None:
    shutil.rmtree(folder / "questions")
    assert load_corpus(folder).questions == ()


def test_dates_keep_the_precision_they_were_written_with(small: Corpus) -> None:
    assert small.sources["gazette-2012"].date == "2012-05-01"
    assert small.poles["embrun"].successors[0].date == "2015-01"


def test_parts_count_while_they_exist(folder: Path) -> None:
    (folder / "parts").mkdir()
    shutil.move(folder / "sources.yaml", folder / "parts" / "a.yaml")
    shutil.move(folder / "indicators.yaml", folder / "parts" / "a-indicators.yaml")
    corpus = load_corpus(folder)
    assert "gazette-2012" in corpus.sources
    assert "bfc-poles-2013" in corpus.sources
    assert len(corpus.indicators) == 1


def test_no_corpus_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="poles/"):
        load_corpus(tmp_path)


def test_load_raises_the_first_problem(folder: Path) -> None:
    edit(folder, "poles/houle.md", "name: Houle", "nom: Houle")
    with pytest.raises(CorpusError, match=r"poles/houle.md:3: unknown key 'nom'"):
        load_corpus(folder)


# Rules: one edit of the sound corpus, the file, the line and the words of the problem.

BREAKS = [
    ("poles/houle.md", "id: houle", "id: houles", 2, "differs from the file's name"),
    ("poles/houle.md", "# Houle & Marée\n\n## C", "## C", 2, "no # heading"),
    ("poles/houle.md", "as_of: 2026", "as_of: 20266", 5, "is no date"),
    (
        "poles/houle.md",
        "as_of: 2024, source: gazette-2024}]\np",
        "source: x}]\np",
        6,
        "lacks 'as_of'",
    ),
    ("poles/houle.md", "value: 120", "value: cent", 14, "is no number"),
    ("poles/houle.md", "value: 120", "value: 12.5", 14, "whole number"),
    ("poles/houle.md", "unit: membres", "units: membres", 14, "unknown key 'units'"),
    ("poles/houle.md", "value: labellisé", "value: perdu", 5, "status: 'perdu'"),
    ("poles/houle.md", "value: 5", "value: 9", 6, "phases: 9"),
    ("poles/houle.md", "[Bretagne]", "[Bretagnes]", 8, "'Bretagnes' is not in vocabulary"),
    ("poles/houle.md", "[maritime]", "[mer]", 10, "'mer' is not in vocabulary"),
    ("poles/houle.md", "value: 120, ", "{", 15, "not valid YAML"),
    (
        "poles/houle.md",
        "as_of: 2012, source: gazette-2012}\n  - {value: [n",
        "as_of: 2013, source: gazette-2012}\n  - {value: [n",
        10,
        "later than its source",
    ),
    ("poles/houle.md", "how: renommage", "how: rachat", 7, "how: 'rachat'"),
    ("poles/houle.md", "date: 2015", "date: 2016", 7, "make both sides agree"),
    ("poles/houle.md", "id: embrun", "id: vague", 7, "no record 'vague'"),
    ("poles/embrun.md", "successors: [{", "sites: []\nx: [{", 8, "unknown key 'x'"),
    ("poles/brise.md", "successors", "predecessors", 4, "not name 'brise' among its successors"),
    ("poles/houle.md", "Écume", "BRISE", 2, "name 'BRISE' also stands for 'brise'"),
    ("poles/houle.md", "Écume", "Em-brûn", 2, "name 'Em-brûn' also stands for 'embrun'"),
    ("poles/houle.md", "## Chiffres", "## Nombres", 21, "section: 'Nombres'"),
    ("poles/houle.md", "200 membres.[^g", "200 membres. Bravo.[^g", 21, "more than one sentence"),
    ("poles/houle.md", "200 membres.[^g", "200 membres[^g", 21, "no full stop"),
    ("poles/houle.md", "- En 2024, Houle & Marée compte", "- Il compte", 21, "starts with 'Il'"),
    ("poles/houle.md", "- En 2024, Houle & Marée", "- Le pôle", 21, "starts with 'Le pôle'"),
    ("poles/houle.md", "- En 2024, Houle & Marée", "- C'est Houle, qui", 21, "starts with"),
    ("poles/houle.md", "[^gazette-2024][^gazette-2012@p3]", "", 21, "no footnote at the end"),
    ("poles/houle.md", "[^gazette-2024][^g", "[^gazette-2024@p9][^g", 21, "is not defined"),
    ("poles/houle.md", "[^gazette-2012@p3]\n", "\n", 30, "is never used"),
    ("poles/houle.md", "Houle & Marée compte", "Houle[^gazette-2024] compte", 21, "inside"),
    ("poles/houle.md", "- En 2024, H", "En 2024, H", 21, "is no statement"),
    ("poles/houle.md", "200 membres.", "200 membres (02 99 00 00 00).", 21, "a phone number"),
    ("poles/houle.md", "200 membres.", "200 membres, a@exemple.fr.", 21, "an e-mail address"),
    ("poles/houle.md", "source: gazette-2024}]\nr", "source: gazette-20}]\nr", 7, "no source"),
    ("sources.yaml", 'url: "https://exemple.fr/a"', "language: fr", 1, "has no url"),
    ("sources.yaml", '"https://exemple.fr/a"', '"exemple.fr"', 1, "write https://"),
    ("sources.yaml", "id: gazette-2012", "id: gazette-2011", 1, "is cited nowhere"),
    ("sources.yaml", "id: gazette-2012", "id: gazette-2024", 3, "rename one"),
    ("indicators.yaml", "value: 71", "value: 72", 1, "no statement that cites"),
    ("glossary.yaml", "kind: dispositif", "kind: truc", 1, "kind: 'truc'"),
    ("questions/houle.txt", "a986f565 comb", "00000000 comb", 2, "'poles corpus keys houle'"),
    ("questions/houle.txt", "a986f565 Houle, h", "H", 3, "has no key"),
    (
        "questions/houle.txt",
        "Houle, how many members?",
        "Combien de membres, à houle ?",
        3,
        "line 2",
    ),
    ("questions/houle.txt", "à Houle", "à Houle (02 99 00 00 00)", 2, "a phone number"),
    ("glossary.yaml", "pôles.", "pôles. Il est clos.", 1, "must be one sentence"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "words"), BREAKS)
def test_a_broken_rule_is_told_with_file_and_line(
    folder: Path, name: str, old: str, new: str, line: int, words: str
) -> None:
    edit(folder, name, old, new)
    problems = check_corpus(folder)
    assert (name, line) in [(p.path, p.line) for p in problems if words in p.message], problems


def test_what_cannot_be_read_is_told_alone(folder: Path) -> None:
    """Links to an unread record, its sources and its vocabulary are not faults of other files."""
    houle = folder / "poles" / "houle.md"
    sound = houle.read_bytes()
    houle.write_bytes(sound + b"\xff")
    assert [str(p) for p in check_corpus(folder)] == [
        f"poles/houle.md: not UTF-8 (byte {len(sound)}): save it as UTF-8"
    ]
    houle.write_bytes(sound.replace(b"value: 120", b"value: [120"))
    assert [(p.path, p.line) for p in check_corpus(folder)] == [("poles/houle.md", 14)]
    houle.write_bytes(sound)
    (folder / "vocabulary.yaml").unlink()
    assert [p.path for p in check_corpus(folder)] == ["vocabulary.yaml"]


def test_all_problems_are_told_at_once(folder: Path) -> None:
    edit(folder, "poles/houle.md", "value: 5", "value: 9")
    edit(folder, "poles/embrun.md", "[Normandie]", "[Corse]")
    assert [problem.path for problem in check_corpus(folder)] == [
        "poles/embrun.md",
        "poles/houle.md",
    ]


def test_a_copied_sentence_is_found_across_a_footnote(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import text_rules
    from ingest.shingles import build_shingles

    document = "la houle compte deux cents membres et cela suffit bien à sa peine"
    monkeypatch.setattr(text_rules, "load_shingles", lambda: build_shingles([document]))
    edit(folder, "poles/houle.md", "compte 200 membres.", f"{document}.")
    assert [(p.path, p.line) for p in check_corpus(folder)] == [("poles/houle.md", 21)]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("poles/houle.md", "- En 2024, Houle & Marée compte", "- Houle compte", "names no year"),
        ("poles/houle.md", "- En 2024, Houle & Marée", "- En 2024, elle", "name the subject"),
        ("poles/houle.md", "- En 2024, Houle & Marée", "- En 2024, Brise", "does not name Houle"),
        ("poles/embrun.md", "successors: [{id: houle", "end_of_label: []\n# [{", "says why"),
        ("sources.yaml", "exemple.fr/b", "exemple.fr/a/", "same url"),
    ],
)
def test_a_doubt_is_a_warning(folder: Path, name: str, old: str, new: str, words: str) -> None:
    edit(folder, name, old, new)
    assert words in "\n".join(str(warning) for warning in review_corpus(folder).warnings)


# Typed fields against the sentences of the record.

AGREEMENT = [
    ("poles/houle.md", "compte 200 membres", "compte 210 membres", 21, "says 200 members in 2024"),
    ("poles/houle.md", "- En 2024, Houle", "- En mai 2025, Houle", 21, "dated 2025, later than"),
    ("poles/houle.md", "- En 2024, Houle", "- Le 1er mai 2025, Houle", 21, "(2024): a plan"),
    (
        "poles/embrun.md",
        "ancien, as_of",
        "labellisé, as_of",
        4,
        "renommage with 'houle'",
    ),
    ("policy/label.md", "compte 71 pôles", "compte 70 pôles", 11, "says 71 pôles for 'Nombre"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "words"), AGREEMENT)
def test_a_sentence_must_agree_with_the_fields(
    folder: Path, name: str, old: str, new: str, line: int, words: str
) -> None:
    edit(folder, name, old, new)
    found = [p for p in check_corpus(folder) if words in str(p)]
    assert [(p.path, p.line) for p in found] == [(name, line)]


def test_who_presides_is_said_once(folder: Path) -> None:
    field = "president: [{value: Ada Flot, as_of: 2024, source: gazette-2024}]\nmembers:\n"
    edit(folder, "poles/houle.md", "members:\n", field)
    said = "- En 2024, Ada Flot préside Houle & Marée.[^gazette-2024]\n"
    again = "- En 2024, Ada Flot est présidente de Houle & Marée.[^gazette-2024]\n"
    edit(folder, "poles/houle.md", "\n## Summary", f"{said}{again}\n## Summary")
    assert check_corpus(folder) == []
    edit(folder, "poles/houle.md", "Ada Flot préside Houle", "Ada Onde préside Houle")
    assert [str(p) for p in check_corpus(folder)] == [
        "poles/houle.md:25: the front matter says president Ada Flot in 2024: mend one"
    ]
    edit(folder, "poles/houle.md", "préside Houle & Marée", "préside le jury de Houle & Marée")
    assert check_corpus(folder) == []


@pytest.mark.parametrize("plan", ["- D'ici 2030, Houle", "- De 2024 à 2030, Houle"])
def test_a_plan_may_reach_beyond_its_source(folder: Path, plan: str) -> None:
    edit(folder, "poles/houle.md", "- En 2024, Houle", plan)
    assert check_corpus(folder) == []


# Each fact of the front matter is said by a sentence.


def give_brise(folder: Path, field: str, value: str, sentence: str = "") -> None:
    """Give the record of Brise, on line 4, a fact of 2024, and perhaps a sentence."""
    fact = f"{field}: [{{value: {value}, as_of: 2024, source: gazette-2024}}]"
    edit(folder, "poles/brise.md", "successors", f"{fact}\nsuccessors")
    if sentence:
        note = "\n[^gazette-2024]: Une autre, La Gazette, 2024\n"
        said = f"# Brise\n\n## Histoire\n- {sentence}[^gazette-2024]\n{note}"
        edit(folder, "poles/brise.md", "# Brise\n", said)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("president", "Ada Flot", "En 2024, Brise est présidé par Ada Flot."),
        ("director", "Ada Flot", "En mai 2024, Ada Flot dirige Brise."),
        ("seat", "Le Havre", "En 2024, Brise a son siège au Havre."),
        ("sites", "[Brest]", "En 2024, Brise a une antenne à Brest."),
        ("european_label", "gold", "En 2024, Brise reçoit le label Gold."),
        ("rank", "national", "En 2024, Brise est un pôle à vocation nationale."),
        ("created", "2005", "Brise est créé en 2005."),
        ("end_of_label", "2023", "En 2023, Brise perd son label."),
        ("website", '"https://www.brise.fr/"', "En 2023, Brise a pour site brise.fr."),
        ("phases", "5", "Brise a le label en phase V."),
        ("phases", "5", "En 2024, Brise est un pôle de compétitivité."),
        ("members", "100", "En 2024, une centaine d'adhérents composent Brise."),
        ("members", "1200", "En 2024, Brise fédère 1 200 adhérents."),
        ("regions", "[Normandie]", "En 2012, Brise est en Normandie."),
        ("sectors", "[maritime]", "En 2012, Brise travaille pour la mer."),
        ("technologies", "[hydrogene]", "En 2012, Brise étudie l'hydrogène."),
    ],
)
def test_a_fact_is_said_by_a_sentence(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, field: str, value: str, sentence: str
) -> None:
    silent = shutil.copytree(folder, tmp_path_factory.mktemp("silent") / "corpus")
    give_brise(silent, field, value)
    assert [(p.path, p.line) for p in check_corpus(silent)] == [("poles/brise.md", 4)]
    assert f"{field}: no sentence says" in check_corpus(silent)[0].message
    give_brise(folder, field, value, sentence)
    assert check_corpus(folder) == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("president", "Ada Flot", "En 2023, Brise est présidé par Ada Flot."),
        ("president", "Ada Flot", "En 2024, Brise est dirigé par Ada Flot."),
        ("seat", "Brest", "En 2024, Brise travaille avec Brest Métropole."),
        ("created", "2005", "Brise est créé en 2006."),
        ("phases", "5", "En 2012, Brise a le label en phase II."),
        ("members", "100", "En 2023, Brise compte une centaine d'adhérents."),
        ("members", "100", "En 2024, Brise compte 100 projets."),
        ("technologies", "[hydrogene]", "En 2024, Brise étudie l'eau."),
    ],
)
def test_of_another_year_or_matter_a_sentence_does_not_say_it(
    folder: Path, field: str, value: str, sentence: str
) -> None:
    give_brise(folder, field, value, sentence)
    assert [p.line for p in check_corpus(folder) if "no sentence says" in p.message] == [4]


def test_command_prints_problems_and_leaves_with_4(folder: Path) -> None:
    assert CliRunner().invoke(app, ["check", str(folder)]).exit_code == 0
    edit(folder, "poles/houle.md", "value: 5", "value: 9")
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert result.exit_code == 4
    assert "poles/houle.md:6: phases: 9 is not one of: 1, 2, 3, 4, 5, 6" in result.stderr


def test_questions_of_no_document_are_told_once(folder: Path) -> None:
    (folder / "questions" / "houle.txt").rename(folder / "questions" / "houles.txt")
    assert [str(problem) for problem in check_corpus(folder)] == [
        "questions/houles.txt: no document has the id 'houles': name the file after one of "
        "poles/ or policy/, or remove it"
    ]


def test_command_prints_the_keys_of_a_document(folder: Path) -> None:
    result = CliRunner().invoke(app, ["keys", "houle", str(folder)])
    assert result.stdout.splitlines()[2:6] == [
        "55ce298a En 2024, Houle & Marée a le label en Bretagne : mer, numérique, drones.",
        "a986f565 In 2024, Houle & Marée counted 200 members.",
        "         combien de membres à Houle ?",
        "         Houle, how many members?",
    ]
    assert "labellisés" in CliRunner().invoke(app, ["keys", "label", str(folder)]).stdout


def test_command_knows_no_keys_of_an_unknown_document(folder: Path) -> None:
    result = CliRunner().invoke(app, ["keys", "houles", str(folder)])
    assert isinstance(result.exception, UsageError)
    assert "no document has the id 'houles'" in str(result.exception)


def test_command_without_corpus_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert isinstance(result.exception, UsageError)
    assert "holds no corpus" in str(result.exception)


# Questions.


@pytest.mark.parametrize(
    ("as_of", "members"),
    [(None, 200), (2024, 200), (2023, 120), ("2012-06", 120), ("2012", 120), (2011, None)],
)
def test_current_is_the_latest_known_at_a_date(
    small: Corpus, as_of: int | str | None, members: int | None
) -> None:
    fact = current(small.poles["houle"].members, as_of)
    assert (fact.value if fact else None) == members


def test_current_takes_the_first_of_one_date() -> None:
    facts = (Fact(1, "2024", "a"), Fact(2, "2024", "b"))
    fact = current(facts)
    assert fact is not None
    assert fact.value == 1


def test_gathered_adds_up_the_latest_first(small: Corpus) -> None:
    assert gathered(small.poles["houle"].sectors) == ("numerique", "maritime")
    assert gathered(small.poles["houle"].sectors, 2020) == ("maritime",)


@pytest.mark.parametrize(
    "name",
    [
        "houle",
        "Houle & Marée",
        "houle et maree",
        "HOULE  ET MARÉE",
        "ecume",
        "le pôle Houle",
        "pole de competitivite Houle",
        "Écume (Bretagne)",
    ],
)
def test_a_pole_is_found_by_any_writing_of_its_name(small: Corpus, name: str) -> None:
    pole = find_pole(small, name)
    assert pole is not None
    assert pole.id == "houle"


@pytest.mark.parametrize("name", ["", "pôle", "Marée", "Houles"])
def test_another_name_finds_nothing(small: Corpus, name: str) -> None:
    assert find_pole(small, name) is None


def test_name_key_drops_what_people_forget() -> None:
    assert name_key("Mov'eo") == name_key("MOVEO") == "moveo"
    assert name_key("Images & Réseaux") == name_key("images et reseaux")


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({}, ["brise", "embrun", "houle"]),
        ({"region": "bretagne"}, ["houle"]),
        ({"region": "Normandie", "as_of": 2020}, ["embrun"]),
        ({"region": "Bretagne", "as_of": 2020}, []),
        ({"sector": "maritime"}, ["houle"]),
        ({"technology": "drones", "status": "labellisé"}, ["houle"]),
        ({"technology": "hydrogene"}, []),
        ({"phase": 1}, ["embrun"]),
        ({"status": "ancien"}, ["embrun"]),
    ],
)
def test_poles_by_criteria(small: Corpus, criteria: dict[str, str], found: list[str]) -> None:
    assert [pole.id for pole in poles_by(small, **criteria)] == found


def test_lineage_goes_all_the_way(small: Corpus) -> None:
    embrun = lineage(small, small.poles["embrun"])
    assert [pole.id for pole in embrun.ancestors] == ["brise"]
    assert [pole.id for pole in embrun.descendants] == ["houle"]
    brise = lineage(small, small.poles["brise"])
    assert [pole.id for pole in brise.descendants] == ["embrun", "houle"]


def test_stats_count_and_name_what_is_missing(small: Corpus) -> None:
    stats = corpus_stats(small)
    assert stats.poles == {"": 1, "ancien": 1, "labellisé": 1}
    assert stats.statements == {"poles": 6, "policy": 1}
    assert stats.years == {2012: 2, 2015: 1, 2024: 3, 2026: 1}
    assert (stats.questions, stats.asked) == (2, 1)
    assert stats.regions == {"Bretagne": 1, "Normandie": 0}
    assert stats.missing["seat"] == ("houle",)
    assert stats.missing["regions"] == ()
    assert stats.short == {"houle": 5}
    assert "questions     2, of 1 statements" in format_stats(stats)
    assert "seat         1: houle" in format_stats(stats)


def test_reading_twice_gives_equal_records(folder: Path) -> None:
    assert read_corpus(folder) == read_corpus(folder)


# Figures.


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1 816 projets", 1816),
        ("20\u202f000 adhérents", 20_000),
        ("1,313 projects", 1313),
        ("7,5 milliards d'euros", 7.5e9),
        ("2,37 milliards", 2.37),
        ("9 M€ par an", 9e6),
        ("depuis 2005 2,2 milliards", 2.2e9),
        ("six pôles en probation", 6),
        ("dix-huit pôles", 18),
    ],
)
def test_a_figure_is_read_in_its_usual_writings(text: str, figure: float) -> None:
    assert figure in figures_of(text)


@pytest.mark.parametrize(
    ("text", "figure"), [("25 pôles", 5), ("1 816 projets", 816), ("dix-huit", 8), ("S2E2", 2)]
)
def test_a_part_of_a_figure_is_no_figure(text: str, figure: float) -> None:
    assert figure not in figures_of(text)


def poles_in_2023(value: float) -> Indicator:
    return Indicator("n", "Nombre de pôles labellisés", value, "pôles", "2023", "s", Place("f"))


def test_states_and_contradicts() -> None:
    said = "En 2023, 55 pôles sont labellisés."
    assert states(said, poles_in_2023(55))
    assert not contradicts(said, poles_in_2023(55))
    assert not states(said, poles_in_2023(54))
    assert contradicts(said, poles_in_2023(54))
    assert not contradicts("En 2019, 56 pôles sont labellisés.", poles_in_2023(54))


@pytest.mark.parametrize(
    "said",
    [
        "En 2023, 60 % des pôles sont labellisés.",
        "En 2023, 9 M€ vont aux pôles labellisés.",
        "En 2023, les pôles labellisés ont 900 projets.",
    ],
)
def test_a_figure_in_another_unit_contradicts_nothing(said: str) -> None:
    assert not contradicts(said, poles_in_2023(54))


@pytest.mark.parametrize(
    ("unit", "said", "expected"),
    [
        ("%", "En 2023, le taux de succès atteint 30 %.", True),
        ("%", "En 2023, le taux de succès vaut pour 30 projets.", False),
        ("millions d'euros", "En 2023, le taux de succès est de 30 M€, en millions d'euros.", True),
        ("euros", "En 2023, le taux de succès, en euros, est de 30 euros.", True),
        ("euros", "En 2023, le taux de succès, en euros, est de 30 millions.", False),
    ],
)
def test_only_figures_in_the_unit_contradict(unit: str, said: str, expected: bool) -> None:
    row = Indicator("n", "Taux de succès", 20, unit, "2023", "s", Place("f"))
    assert contradicts(said, row) is expected
