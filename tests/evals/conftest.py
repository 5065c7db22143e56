"""A tiny set on the three documents of the root conftest, and hand-made outputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.case_files import load_set
from evals.cases import Case, Evidence, Nugget, Value
from evals.outputs import Cited, Output, PassageText, Shown
from evals.run import Options, raw_cases, run_sets
from evals.run_folder import RunFolder


def case_row(**changes) -> dict:
    """A valid case, with some fields changed; None leaves a field out."""
    row = {
        "id": "c1",
        "split": "dev",
        "cluster": "k1",
        "type": "number",
        "lang": "fr",
        "question": "Combien de pôles en 2019 ?",
        "answerability": "answerable",
        "evidence": [{"source_id": "note-2019", "quote": "la France compte 56 pôles", "grade": 2}],
        "nuggets": [
            {"text": "56 pôles", "values": [{"value": 56, "unit": "pôles", "year": 2019}]},
        ],
    } | changes
    return {key: value for key, value in row.items() if value is not None}


def write_set(path: Path, *rows: dict, header: dict | None = None) -> Path:
    """Write a set; the header, where given, comes first."""
    lines = [json.dumps(row, ensure_ascii=False) for row in ([header] if header else []) + [*rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def small_set(tmp_path, folder) -> Path:
    """Four cases on the three documents."""
    rows = [
        case_row(),
        case_row(
            id="c2",
            split="test",
            cluster="k2",
            type="factoid",
            question="Combien de membres réunit Aerospace Valley ?",
            evidence=[{"source_id": "aerospace", "quote": "Aerospace Valley réunit 854 membres"}],
            nuggets=[{"text": "854 membres", "values": [{"value": 854, "unit": "membres"}]}],
        ),
        case_row(
            id="c3",
            cluster="k3",
            type="out_of_scope",
            question="Quelle est la recette du cassoulet ?",
            answerability="out_of_scope",
            evidence=None,
            nuggets=None,
        ),
        case_row(
            id="c4",
            cluster="k1",
            type="conversation",
            question="et en 2005 ?",
            history=[
                {"role": "user", "content": "Combien de pôles en 2019 ?"},
                {"role": "assistant", "content": "56 pôles."},
            ],
            standalone_question="Combien de pôles ont été choisis en 2005 ?",
            resolved_entities=["pôles"],
            evidence=[{"source_id": "cited-2016", "quote": "En 2005, 67 pôles sont choisis"}],
            nuggets=[{"text": "67 pôles", "any_of": ["67 pôles"]}],
        ),
    ]
    return write_set(tmp_path / "small.jsonl", *rows, header={"set": "small", "index": str(folder)})


@pytest.fixture
def run_small(small_set):
    """Run the four cases with the hashing encoder into a folder."""

    def run(out: Path, *systems: str, **options):
        loaded = [load_set(small_set)]
        chosen = Options(
            systems or ("poles",), encoder="hashing", workers=1, timed=False, **options
        )
        return run_sets(loaded, raw_cases(loaded), RunFolder(out), chosen)

    return run


@pytest.fixture
def case() -> Case:
    """One question with a value that was superseded."""
    return Case(
        id="c1",
        split="dev",
        cluster="k1",
        type="temporal",
        lang="fr",
        question="Combien de pôles aujourd'hui ?",
        answerability="answerable",
        as_of="2026",
        evidence=(Evidence("brochure", page="12", quote="la France compte 53 pôles", grade=2),),
        nuggets=(Nugget("53 pôles", values=(Value(53, "pôles", 2026),)),),
        stale_values=(Value(56, "pôles", 2019),),
    )


@pytest.fixture
def shown() -> Shown:
    """A right answer to it."""
    quote = "En 2026, la France compte 53 pôles de compétitivité."
    cited = Cited(1, "brochure", "Brochure", page="12", quote=quote, verbatim=True)
    return Shown("answered", "fr", f"{quote} [1]", 0.9, "Combien de pôles en 2026 ?", (cited,))


@pytest.fixture
def passages() -> dict[str, PassageText]:
    """The passage that it rests on, and another."""
    found = (
        PassageText("p1", "brochure", "En 2026, la France compte 53 pôles.", pages=("12",)),
        PassageText("p2", "brochure", "Les pôles aident les PME.", pages=("13",)),
    )
    return {passage.id: passage for passage in found}


@pytest.fixture
def output(shown) -> Output:
    """The answer as an output; the right passage comes second."""
    return Output("poles", "c1", shown=shown, passages=("p2", "p1"))
