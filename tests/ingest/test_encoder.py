import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.encoder import EmbeddedEncoder
from ingest.encoder.model import CONFIG_FILE, TABLE_FILE, WORDS_FILE, unpack, weights_hash
from ingest.encoder.pack import quantize, write_model
from ingest.encoder.tokens import WordTokenizer, fold_words, signature
from ingest.errors import ServiceUnavailable

FOLDER = Path(sys.modules[EmbeddedEncoder.__module__].__file__).parent
HEAD = {
    "inner": np.zeros((3, 8), dtype=np.float32),
    "bias": np.zeros(3, dtype=np.float32),
    "outer": np.zeros((8, 3), dtype=np.float32),
    "places": np.ones(4, dtype=np.float32),
}


@pytest.fixture(scope="module")
def encoder():
    return EmbeddedEncoder()


def cosine(encoder, one, other):
    first, second = encoder.encode([one, other])
    return float(first @ second)


# --- tokens -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'Été à la Sœur", ["l", "ete", "a", "la", "soeur"]),
        ("Crédit d’impôt recherche (CIR)", ["credit", "d", "impot", "recherche", "cir"]),
        ("20 000 M€ en 2024", ["20", "000", "m", "en", "2024"]),
        ("Alpha-Innov_Santé", ["alpha", "innov", "sante"]),
        ("… ?! €", []),
        ("", []),
    ],
)
def test_fold_words(text, words):
    assert fold_words(text) == words


@pytest.fixture
def tokenizer():
    return WordTokenizer(["de", "subvention", "subventions", "entreprise", "h", "2020", "hydro"])


@pytest.mark.parametrize(
    ("text", "rows", "unknown"),
    [
        ("Subvention de DE", [1, 0, 0], []),
        ("subvantion", [1], []),  # substitution
        ("subvenntion", [1], []),  # doubled letter
        ("sbuvention", [1], []),  # swap
        ("lentreprise", [3], []),  # elision typed without its apostrophe
        ("H2020", [4, 5], []),  # a word of letters and digits gives its parts
        ("H2030", [4], ["h2030"]),
        ("hydrotherme", [], ["hydrotherme"]),  # too little of it is known
        ("hydroge", [6], ["hydroge"]),  # a prefix helps, and the word keeps its signature
        ("12345", [], ["12345"]),  # digits are never repaired
        ("dee", [], ["dee"]),  # nor are short words
    ],
)
def test_tokenizer_repairs_and_falls_back(tokenizer, text, rows, unknown):
    assert tuple(tokenizer.tokenize(text)) == (rows, unknown, list(range(len(rows))))


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.sampled_from("\n\rΣσéÉœ½ﬁ²'’-_ \t\u00a0\u0301\u200dabn2"), max_size=30)
    | st.text()
)
def test_reading_piece_by_piece_changes_no_word(text):
    """The tokenizer remembers pieces between blanks; words are those of the whole text."""
    words = fold_words(text)
    vocabulary = sorted(set(words))
    known, blank = WordTokenizer(vocabulary), WordTokenizer(["zzzzzzzzzzzz"])
    for _ in "12":  # the second time from memory
        assert known.tokenize(text)[:2] == ([vocabulary.index(word) for word in words], [])
        assert tuple(blank.tokenize(text)) == ([], words, [])


def test_places_begin_again_with_each_line(tokenizer):
    """Unknown words have no row, and so take no place."""
    text = "Subvention de 12345 hydro\r\n\n• Entreprise de\n"
    assert tokenizer.tokenize(text).rows == [1, 0, 6, 3, 0]
    assert tokenizer.tokenize(text).places == [0, 1, 2, 0, 1]


def test_repair_prefers_the_more_frequent_word():
    assert WordTokenizer(["marches", "marchez"]).tokenize("marchee").rows == [0]
    assert WordTokenizer(["marchez", "marches"]).tokenize("marchee").rows == [0]


def test_signature_is_fixed_and_nearly_orthogonal():
    one, other = signature("polymeris"), signature("plastipolis")
    assert one.shape == (512,)
    assert set(np.unique(one)) == {-1.0, 1.0}
    assert one[:8].tolist() == [1, 1, -1, 1, -1, -1, -1, 1]
    assert abs(float(one @ other)) / 512 < 0.2


# --- packing ------------------------------------------------------------------------------------


def test_quantize_and_unpack_give_exact_small_integers_back():
    table = np.array([[7, -7, 3, 0], [1, 0, -1, 0.5]], dtype=np.float32)
    packed, scales = quantize(table)
    assert packed.shape == (2, 2)
    restored = unpack(packed) * scales[:, None]
    np.testing.assert_allclose(restored[0], table[0], atol=1e-6)
    np.testing.assert_allclose(restored[1], table[1], atol=0.08)


def test_model_round_trip(tmp_path):
    table = np.eye(8, dtype=np.float32)[:3]
    name = write_model(tmp_path, ["un", "deux", "trois"], table, HEAD, name="tiny")
    encoder = EmbeddedEncoder(tmp_path)
    assert encoder.name == name == f"tiny:{weights_hash(tmp_path)}"
    assert encoder.dimension == 8
    vectors = encoder.encode(["un", "deux deux deux", "un trois", "un un un un deux"])
    half = 0.5**0.5
    np.testing.assert_allclose(vectors[0], table[0], atol=1e-6)
    np.testing.assert_allclose(vectors[1], table[1], atol=1e-6)
    np.testing.assert_allclose(vectors[2], half * (table[0] + table[2]), atol=1e-6)
    # four times counts as two: the square root of the number of times
    np.testing.assert_allclose(vectors[3], (2 * table[0] + table[1]) / 5**0.5, atol=1e-6)


def test_a_word_counts_less_the_later_it_comes_in_its_line(tmp_path):
    head = {**HEAD, "places": np.array([1, 0.5, 0.25], dtype=np.float32)}
    write_model(tmp_path, ["un", "deux", "trois"], np.eye(8, dtype=np.float32)[:3], head, name="t")
    vectors = EmbeddedEncoder(tmp_path).encode(
        ["un deux trois", "un un un trois", "un\ndeux", "un deux deux deux deux"]
    )
    expected = np.array([
        [1, 0.5, 0.25],
        [3**0.5 * (1 + 0.5 + 0.25) / 3, 0, 0.25],  # √3 times the mean; places after the last
        [1, 1, 0],
        [1, 2 * (0.5 + 3 * 0.25) / 4, 0],
    ])  # fmt: skip
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(vectors[:, :3], expected, atol=1e-6)


def test_head_adds_what_its_units_see(tmp_path):
    head = {key: value.copy() for key, value in HEAD.items()}
    head["inner"][0, 0] = 1.0  # unit 0 sees coordinate 0 …
    head["outer"][1, 0] = 1.0  # … and writes to coordinate 1
    write_model(tmp_path, ["un", "deux"], np.eye(8, dtype=np.float32)[:2], head, name="tiny")
    vector = EmbeddedEncoder(tmp_path).encode(["un"])[0]
    np.testing.assert_allclose(vector[:3], [0.5**0.5, 0.5**0.5, 0.0], atol=1e-6)


def test_a_missing_or_foreign_file_is_named(tmp_path):
    with pytest.raises(ServiceUnavailable, match="POLES_ENCODER=hashing"):
        EmbeddedEncoder(tmp_path)
    write_model(tmp_path, ["un"], np.eye(8, dtype=np.float32)[:1], HEAD, name="tiny")
    (tmp_path / WORDS_FILE).write_text("un\ndeux", encoding="utf-8")
    with pytest.raises(ServiceUnavailable, match="do not belong together"):
        EmbeddedEncoder(tmp_path)


# --- the model of the package -------------------------------------------------------------------


def test_shipped_files_fit_and_match_their_hash():
    files = [path for path in FOLDER.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 30_000_000
    config = json.loads((FOLDER / CONFIG_FILE).read_text(encoding="utf-8"))
    assert config["weights"] == weights_hash(FOLDER)
    assert (FOLDER / "MODEL_CARD.md").is_file()


def test_vectors_have_the_promised_shape(encoder):
    vectors = encoder.encode(["pôle de compétitivité", "", "🙂", "zzqxw"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(vectors[1], vectors[2])
    assert encoder.encode([]).shape == (0, encoder.dimension)


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_gives_a_finite_unit_vector(encoder, text):
    vector = encoder.encode([text])[0]
    assert np.isfinite(vector).all()
    assert abs(float(np.linalg.norm(vector)) - 1.0) < 1e-5


def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    texts = ["aide à l'innovation", "Quels pôles travaillent sur l'hydrogène ?", "SME", "x" * 3000]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_array_equal(together, encoder.encode(texts))


def test_vectors_are_those_of_the_day_the_model_was_made(encoder):
    """Same input, same vector, on any machine: first values, to 1e-5."""
    vectors = encoder.encode(["Quels pôles travaillent sur l'hydrogène ?", "zzqxw H2030 SME"])
    np.testing.assert_allclose(
        vectors[:, :5],
        [
            [-0.073961, -0.120171, 0.130800, -0.035453, -0.098735],
            [0.070656, 0.095092, 0.117455, 0.061883, 0.037302],
        ],
        atol=1e-5,
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_NUM_THREADS": "4", "OMP_NUM_THREADS": "4"},
        # Kernels of other processors: with AVX2, with AVX, with SSE3 only.
        {"OPENBLAS_CORETYPE": "Haswell"},
        {"OPENBLAS_CORETYPE": "Sandybridge"},
        {"OPENBLAS_CORETYPE": "Prescott"},
        {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3"},
    ],
    ids=lambda settings: " ".join(settings.values()),
)
def test_vectors_depend_on_no_kernel_and_no_thread(encoder, settings, tmp_path):
    passages = [f"Aide {i} : la région finance l'étude d'une PME.\n" * (i + 1) for i in range(40)]
    code = (
        "import sys, json, numpy; from ingest.encoder import EmbeddedEncoder;"
        "texts = json.loads(sys.argv[1]); numpy.save(sys.argv[2], EmbeddedEncoder().encode(texts))"
    )
    out = tmp_path / "vectors.npy"
    command = [sys.executable, "-c", code, json.dumps(passages), str(out)]
    subprocess.run(command, check=True, env={**os.environ, **settings}, capture_output=True)
    np.testing.assert_allclose(np.load(out), encoder.encode(passages), atol=1e-5)


def test_a_word_without_end_is_read_at_once(encoder):
    start = time.process_time()
    vectors = encoder.encode(["x" * 100_000, "é" * 50_000, "ab" * 40_000])
    assert time.process_time() - start < 1.0
    assert np.isfinite(vectors).all()


def test_many_texts_are_summed_block_by_block(encoder):
    texts = [f"aide numéro {i} de la région" for i in range(1100)]
    vectors = encoder.encode(texts)
    for i in (0, 511, 512, 1023, 1024, 1099):
        np.testing.assert_allclose(vectors[i], encoder.encode([texts[i]])[0], atol=1e-6)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("voiture", "automobile", "poisson"),
        ("aide financière aux entreprises", "subvention pour les PME", "règles de stationnement"),
        ("comment payer moins d'impôt", "réduction fiscale", "recette de la tarte"),
        ("competitiveness cluster", "pôle de compétitivité", "permis de chasse"),
        ("logement des étudiants", "student housing", "fishing licence"),
        ("l'emploi des jeunes", "youth employment", "air safety"),
    ],
)
def test_meaning_beats_chance(encoder, query, near, far):
    assert cosine(encoder, query, near) > cosine(encoder, query, far) + 0.1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("credit d impot recherche", "Crédit d’impôt recherche"),
        ("QUELLES AIDES POUR LES PME", "Quelles aides pour les PME ?"),
        ("subvantion pour lentreprise", "subvention pour l'entreprise"),
    ],
)
def test_typing_habits_change_little(encoder, typed, meant):
    assert cosine(encoder, typed, meant) > 0.9


def test_a_name_outside_the_vocabulary_matches_itself(encoder):
    passages = ["Le pôle Xyloqwerta aide les PME.", "Le pôle Zwivolmark aide les PME."]
    query, first, second = encoder.encode(["Que fait Zwivolmark ?", *passages])
    assert query @ second > query @ first + 0.05


def test_speed(encoder):
    passage = " ".join(
        ["Les entreprises innovantes demandent une subvention régionale en 2024"] * 12
    )
    encoder.encode([passage])
    start = time.process_time()
    encoder.encode([f"{passage} {i}" for i in range(500)])
    assert 500 / (time.process_time() - start) > 1000
    start = time.process_time()
    for _ in range(50):
        encoder.encode(["Quels pôles travaillent sur l'hydrogène ?"])
    assert (time.process_time() - start) / 50 < 0.002


def test_opening_is_quick_and_loads_no_torch():
    code = (
        "import sys, time, numpy; start = time.process_time();"
        "from ingest.encoder import EmbeddedEncoder; EmbeddedEncoder().encode(['un']);"
        "print(time.process_time() - start, 'torch' in sys.modules, 'tokenizers' in sys.modules)"
    )
    # Processor time, the best of three: other work on the machine only ever adds to it.
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    answers = [run.stdout.split() for run in runs]
    assert min(float(answer[0]) for answer in answers) < 0.3
    assert answers[0][1:] == ["False", "False"]


def test_table_is_memory_mapped(encoder, tmp_path):
    assert isinstance(encoder._table.base, np.memmap)  # a plain view of it, which is read faster
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert (copy / TABLE_FILE).exists()
    np.testing.assert_array_equal(EmbeddedEncoder(copy).encode(["un"]), encoder.encode(["un"]))
