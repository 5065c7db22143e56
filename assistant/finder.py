"""From a company to the pôles that fit, each with its reasons; or word that none fits.

``Finder`` holds everything in memory and answers in milliseconds. The score is a sum that a
reader can redo: what the pôle proves of the activity (sectors, technologies, profile), how surely
companies alike are sent to it, the region and the needs, each times a fixed weight. Nothing about
the company is kept.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.matching.criteria import CriteriaReader, label_of
from assistant.matching.explain import Explainer, Standing
from assistant.matching.likeness import load_likeness
from assistant.matching.profile import build_profiles
from assistant.matching.rank import Judged, Ranker, Weights, strongest
from assistant.matching.records import Criteria, Field, Finding, Match, Wanted
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
        self.corpus = replace(corpus, policy=(), indicators=(), glossary=(), source_places={})
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
            (kind, key)
            for kind in ("sectors", "technologies")
            for key in getattr(corpus.vocabulary, kind)
        )
        self._prototypes = encoder.encode(
            [
                f"{label_of(term, 'fr')}. {label_of(term, 'en')}. {', '.join(examples)}"
                for kind, key in self._themes_known
                for term in [getattr(corpus.vocabulary, kind)[key]]
                for examples in [lexicon.examples[f"{kind}:{key}"]]
            ]
        )
        self._explainer = Explainer(corpus, self._statements, self._labels_met(), lexicon.implies)
        self._telling = np.array([_telling(statement) for statement in self._statements])

    def _labels_met(self) -> dict[str, npt.NDArray[np.float32]]:
        """Cosine of each theme's labels with every statement."""
        vocabulary = self.corpus.vocabulary
        terms = {
            f"{kind}:{key}": f"{term.fr}. {term.en}"
            for kind in ("sectors", "technologies", "services")
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

    def edit(
        self,
        criteria: Criteria,
        *,
        sectors: Sequence[str] | None = None,
        technologies: Sequence[str] | None = None,
        needs: Sequence[str] | None = None,
        regions: Sequence[str] | None = None,
    ) -> Criteria:
        """``criteria`` as the user changed them: keys of the vocabulary, names of places.

        None leaves a list as it is, an empty one clears it.

        Raises:
            UsageError: a key outside the vocabulary, or an unknown place.
        """
        return self._reader.edited(
            criteria, sectors=sectors, technologies=technologies, needs=needs, regions=regions
        )

    def changed(
        self, criteria: Criteria, removed: Collection[str] = (), added: Sequence[str] = ()
    ) -> Criteria:
        """``criteria`` less those that the user removed, and those added: ids as of ``Wanted.id``.

        Raises:
            UsageError: one that is added is not of the vocabulary.
        """

        def kept(name: str, field: Field) -> list[str] | None:
            items: Sequence[Wanted] = getattr(criteria, name)
            keys = [item.key for item in items if item.id not in removed]
            keys += [key for of, _, key in (i.partition(":") for i in added) if of == field]
            return None if keys == [item.key for item in items] else keys

        changed = {name: kept(name, field) for name, field in _FIELDS.items()}
        if all(keys is None for keys in changed.values()):
            return criteria
        return self.edit(criteria, **changed)

    def _by_meaning(self, criteria: Criteria) -> Criteria:
        """Themes nearest in meaning, for a description none of whose words the lexicon knows."""
        vector = self._encoder.encode([criteria.content or criteria.description])[0]
        nearness = self._prototypes @ vector
        added: dict[str, list[Wanted]] = {"sectors": [], "technologies": []}
        for row in np.argsort(-nearness)[:_BY_MEANING]:
            kind, key = self._themes_known[row]
            held = {item.key for item in getattr(criteria, kind)}
            if nearness[row] >= _NEAR_ENOUGH and key not in held:
                label = label_of(getattr(self.corpus.vocabulary, kind)[key], criteria.language)
                weight = min(1.0, round(float(nearness[row]) * 2.0, 3))
                field: Field = "sector" if kind == "sectors" else "technology"
                added[kind].append(Wanted(field, key, label, weight))
        return replace(
            criteria,
            sectors=(*criteria.sectors, *added["sectors"]),
            technologies=(*criteria.technologies, *added["technologies"]),
        )

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
            return self._explainer.declined(criteria, self._nearest_themes(criteria))
        rows = self._row_scores(criteria)
        fitting = [entry for entry in judged if entry.fit >= self.weights.least_fit]
        matches = self._explainer.compared(
            criteria, [self._match(criteria, entry, rows) for entry in fitting[:top]]
        )
        message = self._explainer.message(criteria, matches, len(fitting))
        return Finding(criteria, matches, False, message, len(fitting))

    def _nearest_themes(self, criteria: Criteria) -> list[str]:
        """Labels of the themes read in the description, or nearest to it in meaning."""
        if criteria.themes:
            return [item.label for item in criteria.themes[:3]]
        vector = self._encoder.encode([criteria.content or criteria.description])[0]
        nearness = self._prototypes @ vector
        rows = [row for row in np.argsort(-nearness)[:2] if nearness[row] >= _HARDLY_NEAR]
        keys = [self._themes_known[row] for row in rows]
        terms = [getattr(self.corpus.vocabulary, kind)[key] for kind, key in keys]
        return [label_of(term, criteria.language) for term in terms]

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
        content = criteria.content
        words = self._lexical.add_up(query_tokens(content), len(self._statements))
        vector = self._encoder.encode([content or criteria.description])[0]
        # einsum stays on one thread: on a busy machine, BLAS threads cost more than they save.
        meaning = np.einsum("ij,j->i", self._vectors, vector).astype(np.float64)
        return words.astype(np.float64) * self._telling, meaning * self._telling

    def _match(self, criteria: Criteria, entry: Judged, rows: tuple[Scores, Scores]) -> Match:
        return self._explainer.match(
            criteria,
            entry.profile,
            Standing(entry.score, entry.fit, entry.parts),
            rows[0] + 4.0 * rows[1],
            rows[0],
        )


_UNLIKE = 0.36  # no company alike was ever sent to a pôle,
_DOUBTED_TRADE = 0.5  # hardly any, and a trade that no pôle is for is named
_FEW_THEMES, _SHARED = 2, 0.7  # beyond so many themes, that share of the threshold is enough
_DOUBTED = 1.4
_FIELDS: dict[str, Field] = {
    "sectors": "sector", "technologies": "technology", "needs": "need", "regions": "region",
}  # fmt: skip
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
