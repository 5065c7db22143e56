"""What one pôle is worth for one description: a sum that a reader can redo. Pure.

Each part is a value in [0, 1] (1: the pôle proves all that is asked) times a weight. The weights
were fitted on the dev descriptions, pair of pôles by pair, and checked by cross-validation
(``evals``); the sum is then brought to [0, 1] by what the description lets us judge.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.matching.profile import Profile
from assistant.matching.records import Criteria, Wanted
from assistant.places.regions import OVERSEAS

__all__ = ["Judged", "Ranker", "Weights", "strongest"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the sum and the thresholds, tuned on dev descriptions (``evals``).

    Attributes:
        sector, technology, profile, likeness: parts of the activity.
        region, need: what a full match adds, for a pôle that fits the activity.
        neighbour: share of ``region`` for a pôle of a region that touches the company's.
        overseas: the same, below 0, for a pôle that an ocean separates from the company.
        tropics: the same, for a pôle and a company that are both overseas.
        least_fit: under this activity a pôle is not shown.
        declined_under: under this activity of the best pôle, none is shown (less is asked of a
            description with several themes).
    """

    sector: float = 0.20
    technology: float = 0.10
    profile: float = 0.20
    likeness: float = 0.60
    region: float = 0.31
    need: float = 0.02
    neighbour: float = 0.11
    overseas: float = -0.6
    tropics: float = 0.6
    least_fit: float = 0.12
    declined_under: float = 0.22


@dataclass(frozen=True, slots=True)
class Judged:
    """What one pôle is worth for one description: the sum, its activity alone, its parts."""

    profile: Profile
    score: float
    fit: float
    parts: tuple[tuple[str, float], ...]


_COMPETENT = 0.35  # activity from which a pôle's region and services count in full,
_SHARPLY = 1.5  # and how sharply they count less under it
_FADES = 1.5  # a technology that the description only brushes steps back that much
_SURELY = 0.52  # likeness that counts in full: what is learned from few cases stays cautious
_CLEAR = 0.8  # weight from which a theme is no mere hint


class Ranker:
    """Judges profiles against criteria."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        related: Mapping[str, Mapping[str, float]],
        neighbours: Mapping[str, Sequence[str]],
        weights: Weights,
    ) -> None:
        """Take ``profiles``, sectors ``related`` to a sector, regions that touch a region."""
        self._related = related
        self._neighbours = neighbours
        self._weights = weights
        self._rarity = _rarities(profiles)

    def judge(self, criteria: Criteria, profile: Profile, alike: float | None) -> Judged:
        """The sum for one pôle.

        Args:
            criteria: what is asked.
            profile: the pôle.
            alike: how surely companies alike are sent to it, None where nothing was learned.
        """
        weights = self._weights
        shares = [
            ("secteurs", weights.sector, self._sectors(profile, criteria.sectors)),
            ("technologies", weights.technology, self._technologies(profile, criteria)),
            ("profil", weights.profile, self._resemblance(profile, criteria.sectors)),
            ("ressemblance", weights.likeness, _likeness_part(alike)),
        ]
        judged = [(name, weight, value) for name, weight, value in shares if value is not None]
        # A technology that is hardly hinted at is hardly missed.
        missed = weights.technology * (1.0 - strongest(criteria.technologies))
        total = sum(weight for _, weight, _ in judged) - missed * bool(criteria.technologies)
        parts = [(name, weight / total * value) for name, weight, value in judged]
        fit = sum(value for _, value in parts)
        # What the place and the needs add is in proportion to the same sum.
        competent = min(1.0, fit / _COMPETENT) ** _SHARPLY / total
        parts.append(("région", weights.region * self.region(profile, criteria) * competent))
        parts.append(("besoins", weights.need * _needs_met(profile, criteria) * competent))
        scale = (
            total
            + (weights.region if criteria.regions else 0.0)
            + (weights.need if criteria.needs else 0.0)
        ) / total
        shown = tuple((name, value / scale) for name, value in parts)
        return Judged(profile, sum(value for _, value in shown), fit, shown)

    def region(self, profile: Profile, criteria: Criteria) -> float:
        """1 inside, a share beside, 0 elsewhere, less overseas."""
        wanted = {item.key for item in criteria.regions}
        if not wanted:
            return 0.0
        covered = set(profile.regions.value) if profile.regions else set()
        if wanted & covered:
            return 1.0
        if covered and covered <= OVERSEAS and not wanted & OVERSEAS:
            return self._weights.overseas
        if covered and covered <= OVERSEAS and wanted <= OVERSEAS:
            return self._weights.tropics
        near = {region for name in wanted for region in self._neighbours.get(name, ())}
        return self._weights.neighbour if near & covered else 0.0

    def _sectors(self, profile: Profile, wanted: Sequence[Wanted]) -> float:
        """How much of them the pôle proves, how well the best, how well the first."""
        if not wanted:
            return 0.0
        best = max(item.weight * self._affinity(profile, item.key) for item in wanted)
        principal = max(wanted, key=lambda item: item.weight)
        own = self._affinity(profile, principal.key)
        return (self._share(profile, "sectors", wanted) + best + own) / 3

    def _technologies(self, profile: Profile, criteria: Criteria) -> float | None:
        wanted = criteria.technologies
        if not wanted:
            return None
        share = self._share(profile, "technologies", wanted) * math.pow(strongest(wanted), _FADES)
        best = max(
            item.weight * profile.affinity.get(f"technologies:{item.key}", 0.0) for item in wanted
        )
        return (share + best) / 2

    def _share(self, profile: Profile, kind: str, wanted: Sequence[Wanted]) -> float:
        """Share of the wanted themes that the pôle proves, the rare ones counting more."""
        total = met = 0.0
        for item in wanted:
            theme = f"{kind}:{item.key}"
            weight = item.weight * self._rarity.get(theme, 1.0)
            total += weight
            sector = kind == "sectors"
            met += weight * (
                self._affinity(profile, item.key) if sector else profile.affinity.get(theme, 0.0)
            )
        # A single light hint is no full match, however well the pôle meets it.
        return met / total * min(1.0, strongest(wanted) / _CLEAR)

    def _affinity(self, profile: Profile, sector: str) -> float:
        """The pôle's own affinity, or a share of the one it has to a neighbouring sector."""
        own = profile.affinity.get(f"sectors:{sector}", 0.0)
        near = self._related.get(sector, {}).items()
        return max(
            own, *(share * profile.affinity.get(f"sectors:{k}", 0.0) for k, share in near), 0
        )

    def _resemblance(self, profile: Profile, wanted: Sequence[Wanted]) -> float:
        """Cosine of the sectors asked and the pôle's own: one that does only this comes first."""
        own = {key: value for key, value in profile.affinity.items() if key.startswith("sectors:")}
        asked = {
            f"sectors:{item.key}": item.weight * self._rarity.get(f"sectors:{item.key}", 1.0)
            for item in wanted
        }
        lengths = math.hypot(*own.values()) * math.hypot(*asked.values())
        if not lengths:
            return 0.0
        return sum(weight * own.get(theme, 0.0) for theme, weight in asked.items()) / lengths


def _likeness_part(alike: float | None) -> float | None:
    return None if alike is None else min(1.0, max(0.0, alike) / _SURELY)


def strongest(wanted: Sequence[Wanted]) -> float:
    """Weight of the heaviest criterion; a power of it makes a common technology step back."""
    return max((item.weight for item in wanted), default=0.0)


def _needs_met(profile: Profile, criteria: Criteria) -> float:
    if not criteria.needs:
        return 0.0
    met = [f"services:{need.key}" in profile.declared for need in criteria.needs]
    return sum(met) / len(met)


def _rarities(profiles: Sequence[Profile]) -> dict[str, float]:
    """How telling a theme is: ln(1 + N/n) over pôles, brought to 1 for the average theme."""
    holders: dict[str, float] = {}
    for profile in profiles:
        for theme, affinity in profile.affinity.items():
            holders[theme] = holders.get(theme, 0.0) + min(1.0, affinity / 0.5)
    raw = {theme: math.log1p(len(profiles) / max(1.0, n)) for theme, n in holders.items()}
    mean = sum(raw.values()) / len(raw) if raw else 1.0
    return {theme: value / mean for theme, value in raw.items()}
