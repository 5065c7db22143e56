"""From a company to the pôles that fit, each with its reasons; or word that none fits.

``Finder`` holds everything in memory and answers in milliseconds. The score is a sum that a
reader can redo: what the pôle proves of the activity (sectors, technologies, profile), how surely
companies alike are sent to it, the region and the needs, each times a fixed weight. Nothing about
the company is kept.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.matching.criteria import CriteriaReader, label_of
from assistant.matching.explain import Explainer
from assistant.matching.likeness import Vectors, load_likeness
from assistant.matching.profile import build_profiles
from assistant.matching.rank import Judged, Ranker, Weights, strongest
from assistant.matching.records import KIND_OF, Criteria, Field, Finding, Wanted
from assistant.matching.store import keep, key_of, recall
from assistant.places.regions import load_neighbours, load_places
from assistant.understanding.lexicon import common_words, load_lexicon
from ingest.analysis import fold, lexical_tokens, query_tokens
from ingest.corpus_path import shipped_corpus
from ingest.encode import Encoder, load_encoder
from ingest.errors import UsageError
from ingest.knowledge import Corpus, Statement, poles_by
from ingest.lexical import score_columns
from ingest.registry import load_corpus

__all__ = ["DEFAULT_TOP", "Finder", "Weights", "load_finder"]

DEFAULT_TOP = 5
"""Pôles shown when the caller does not say."""

Scores = npt.NDArray[np.float64]


class Finder:
    """Ranks the pôles of today for a description."""

    def __init__(self, corpus: Corpus, encoder: Encoder, weights: Weights | None = None) -> None:
        """Read the records of ``corpus`` into memory: about a second."""
        # What is not of the pôles is of no use here, and takes its time to be kept and read back.
        corpus = self.corpus = replace(
            corpus, policy=(), indicators=(), glossary=(), source_places={}, questions=()
        )
        self.weights = weights or Weights()
        self._encoder = encoder
        self.likeness = load_likeness(encoder.name)
        words = (s.text for pole in corpus.poles.values() for s in pole.statements)
        known = {word for text in words for word in fold(text).split()}
        known |= common_words()
        lexicon = load_lexicon(known)
        # A record names its themes outright: the words of every trade would only add noise.
        plain = load_lexicon(known, trades=None)
        poles = poles_by(corpus, status="labellisé")
        self._profiles, self._statements = build_profiles(corpus, poles, plain)
        self._reader = CriteriaReader(corpus, lexicon, load_places())
        self._ranker = Ranker(self._profiles, lexicon.related, load_neighbours(), self.weights)
        texts = [statement.text for statement in self._statements]
        self._lexical = score_columns([lexical_tokens(text) for text in texts])
        self._vectors = encoder.encode(texts)
        self._themes_known = tuple(
            (field, key, term)
            for field in _THEMES
            for key, term in getattr(corpus.vocabulary, KIND_OF[field]).items()
        )
        self._prototypes = encoder.encode(
            [
                f"{term.fr}. {term.en}. {', '.join(lexicon.examples[f'{KIND_OF[field]}:{key}'])}"
                for field, key, term in self._themes_known
            ]
        )
        self._explainer = Explainer(corpus, self._statements, self._labels_met(), lexicon.implies)
        self._telling = np.array([_telling(statement) for statement in self._statements])

    def _labels_met(self) -> dict[str, npt.NDArray[np.float32]]:
        """Cosine of each theme's labels with every statement."""
        vocabulary = self.corpus.vocabulary
        terms = {
            f"{kind}:{key}": f"{term.fr}. {term.en}"
            for kind in KIND_OF.values()
            for key, term in getattr(vocabulary, kind).items()
        }
        met = self._vectors @ self._encoder.encode(list(terms.values())).T
        return {theme: met[:, column] for column, theme in enumerate(terms)}

    def understand(
        self,
        description: str,
        *,
        regions: Sequence[str] = (),
        needs: Sequence[str] = (),
        language: str = "",
    ) -> Criteria:
        """The criteria read in ``description``; ``regions`` and ``needs`` replace those in it.

        Raises:
            UsageError: an empty description, an unknown place or an unknown need.
        """
        criteria = self._reader.read(description, regions=regions, needs=needs, language=language)
        named = max((item.weight for item in criteria.themes), default=0.0)
        return criteria if named >= _NAMED else self._by_meaning(criteria)

    def changed(
        self, criteria: Criteria, removed: Collection[str] = (), added: Sequence[str] = ()
    ) -> Criteria:
        """``criteria`` less those that the user removed, and those added: ids as of ``Wanted.id``.

        Raises:
            UsageError: one that is added is not of the vocabulary, or an unknown place.
        """
        return self._reader.changed(criteria, removed, added)

    def _by_meaning(self, criteria: Criteria) -> Criteria:
        """Themes nearest in meaning, for a description none of whose words the lexicon knows."""
        held = {item.id for item in criteria.themes}
        near = self._near(criteria, _BY_MEANING, _NEAR_ENOUGH)
        new = [item for item in near if item.id not in held]
        return replace(
            criteria,
            sectors=(*criteria.sectors, *(i for i in new if i.field == "sector")),
            technologies=(*criteria.technologies, *(i for i in new if i.field == "technology")),
        )

    def _near(self, criteria: Criteria, most: int, least: float) -> Iterator[Wanted]:
        """Themes nearest in meaning, at most ``most``, of that cosine at ``least``."""
        nearness = self._prototypes @ self._meaning(criteria)
        for row in np.argsort(-nearness)[:most]:
            if nearness[row] >= least:
                field, key, term = self._themes_known[row]
                weight = min(1.0, round(float(nearness[row]) * 2.0, 3))
                yield Wanted(field, key, label_of(term, criteria.language), weight)

    def _meaning(self, criteria: Criteria) -> Vectors:
        vector: Vectors = self._encoder.encode([criteria.content or criteria.description])[0]
        return vector

    def find(
        self,
        description: str,
        *,
        regions: Sequence[str] = (),
        needs: Sequence[str] = (),
        top: int = DEFAULT_TOP,
        language: str = "",
    ) -> Finding:
        """The pôles that fit ``description``, at most ``top``, the best first.

        Raises:
            UsageError: an empty description, an unknown place or need, a ``top`` below 1.
        """
        started = time.perf_counter()
        criteria = self.understand(description, regions=regions, needs=needs, language=language)
        finding = self.search(criteria, top)
        return replace(finding, timing_ms=(time.perf_counter() - started) * 1000)

    def search(self, criteria: Criteria, top: int = DEFAULT_TOP) -> Finding:
        """The pôles that fit ``criteria``, as read or as changed by the user."""
        if top < 1:
            raise UsageError(f"--top {top} shows nothing: ask for at least 1 pôle")
        alike, any_alike = self._alike(criteria)
        judged = self._judge(criteria, alike)
        best = judged[0].fit if judged else 0.0
        if any_alike < (_DOUBTED_TRADE if criteria.trades else _UNLIKE) or self._declines(
            criteria, best
        ):
            near = criteria.themes[:3] or self._near(criteria, 2, _HARDLY_NEAR)
            return self._explainer.declined(criteria, [item.label for item in near])
        words, meaning = self._row_scores(criteria)
        fitting = [entry for entry in judged if entry.fit >= self.weights.least_fit]
        found = [
            self._explainer.match(criteria, entry, words + 4.0 * meaning, words)
            for entry in fitting[:top]
        ]
        matches = self._explainer.compared(criteria, found)
        message = self._explainer.message(criteria, matches, len(fitting))
        return Finding(criteria, matches, False, message, len(fitting))

    def _declines(self, criteria: Criteria, best: float) -> bool:
        if not criteria.themes:  # no activity is read: whatever resembles it resembles it by chance
            return True
        if criteria.local_trade and not criteria.innovative:
            return True
        # Several themes share the sum: each pôle then meets less of it, and still fits.
        several = len(criteria.themes) > _FEW_THEMES
        # A word that only suggests a theme, and nothing that is made: more is asked of the pôle.
        # A member of a pôle, even of yesterday, is no shop.
        vouched = criteria.innovative or bool(criteria.former_poles)
        doubtful = strongest(criteria.themes) < _NAMED and not vouched
        asked = (_SHARED if several else 1.0) * (_DOUBTED if doubtful else 1.0)
        return best < self.weights.declined_under * asked

    def _judge(self, criteria: Criteria, alike: Mapping[str, float]) -> list[Judged]:
        judged = [
            self._ranker.judge(criteria, profile, alike.get(profile.pole.id))
            for profile in self._profiles
        ]
        return sorted(judged, key=lambda entry: (-entry.score, entry.profile.pole.id))

    def _alike(self, criteria: Criteria) -> tuple[Mapping[str, float], float]:
        """How surely companies alike are sent to each pôle, and to any."""
        if self.likeness is None or criteria.retold:
            return {}, 1.0
        vector = self._encoder.encode([criteria.description])[0]
        return self.likeness.read(criteria.description, vector, criteria.themes)

    def _row_scores(self, criteria: Criteria) -> tuple[Scores, Scores]:
        words = self._lexical.add_up(query_tokens(criteria.content), len(self._statements))
        # einsum stays on one thread: on a busy machine, BLAS threads cost more than they save.
        meaning = np.einsum("ij,j->i", self._vectors, self._meaning(criteria)).astype(np.float64)
        return words.astype(np.float64) * self._telling, meaning * self._telling


_UNLIKE = 0.36  # no company alike was ever sent to a pôle,
_DOUBTED_TRADE = 0.5  # hardly any, and a trade that no pôle is for is named
_FEW_THEMES, _SHARED = 2, 0.7  # beyond so many themes, that share of the threshold is enough
_DOUBTED = 1.4
_THEMES: tuple[Field, ...] = ("sector", "technology")
_NAMED = 0.5  # under this weight, no word names a theme and the meaning is asked
_BY_MEANING, _NEAR_ENOUGH = 2, 0.30  # themes it may give, and their least cosine
_HARDLY_NEAR = 0.2  # cosine under which a theme is not even worth naming in a refusal


def _telling(statement: Statement) -> float:
    """How much a statement says of what its pôle does, rather than of its life."""
    section = statement.section.split(" / ")[0]
    return {"Mission": 1.0, "Programmes et projets": 1.0, "Services aux entreprises": 0.8}.get(
        section, 0.5
    )


@lru_cache(maxsize=4)
def load_finder(
    corpus: Path | None = None, encoder: str = "embedded", store: Path | None = None
) -> Finder:
    """The finder on ``corpus`` (the shipped one by default), made once a process.

    Args:
        corpus: folder of the knowledge base.
        encoder: as the settings name it.
        store: folder where what was built is kept from one process to the next; None keeps
            nothing.

    Raises:
        UsageError: there is no corpus.
        CorpusError: a file of the corpus breaks the schema.
        ServiceUnavailable: the encoder cannot be loaded.
    """
    folder = corpus or shipped_corpus()
    model = load_encoder(encoder)
    if store is None:
        return Finder(load_corpus(folder), model)
    elsewhere: dict[str, object] = {"encoder": model, "places": load_places()}
    key = key_of(folder, model.name)
    found = recall(store, key, elsewhere)
    if isinstance(found, Finder):
        return found
    finder = Finder(load_corpus(folder), model)
    keep(store, key, finder, elsewhere)
    return finder
