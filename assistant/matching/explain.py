"""Why a pôle fits: the grid of criteria with quotes, the notes, the message. No scoring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from assistant.matching.profile import Mention, Profile, proof_of_field, proof_of_statement
from assistant.matching.rank import Judged
from assistant.matching.records import (
    KIND_OF,
    Criteria,
    Finding,
    Match,
    Proof,
    Reason,
    Verdict,
    Wanted,
)
from assistant.texts import Texts
from ingest.knowledge import Corpus, Statement, current, gathered, lineage

__all__ = ["Explainer", "counted"]

_SAYS_THEME, _SAYS_NEAR = 4.0, 0.06  # what makes one quote better than another, beside its place
_COMPETENT = 0.35  # activity from which a pôle is called competent
_LEVEL = 0.01  # two scores nearer than that are level
_SHOWN_THEMES = 4
_PART_OF = 0.6  # weight of a sector in a technology from which that is mostly a part of it
_NEAR_WORDS = 7.0  # BM25 from which a statement is shown as speaking of the described activity

_say = Texts("finder")


class Explainer:
    """Builds what the reader sees of a ranking."""

    def __init__(
        self,
        corpus: Corpus,
        statements: Sequence[Statement],
        about: Mapping[str, npt.NDArray[np.float32]],
        implies: Mapping[str, Mapping[str, float]],
    ) -> None:
        """Explain with ``statements``; ``about`` is their cosine with each theme's label.

        ``implies`` tells of which sectors a technology is a part.
        """
        self._corpus = corpus
        self._implies = implies
        self._statements = statements
        self._about = about

    def match(
        self,
        criteria: Criteria,
        judged: Judged,
        nearness: npt.NDArray[np.float64],
        words: npt.NDArray[np.float64],
    ) -> Match:
        """The match of a pôle; ``nearness`` ranks statements, ``words`` is their BM25."""
        profile = judged.profile
        website = current(profile.pole.website)
        reasons = [
            self._theme(item, profile, nearness, criteria.language)
            for item in (*criteria.sectors[:_SHOWN_THEMES], *criteria.technologies[:_SHOWN_THEMES])
        ]
        reasons += self._region(criteria, profile)
        reasons += [self._theme(i, profile, nearness, criteria.language) for i in criteria.needs]
        reasons += self._described(profile, words, criteria.language, reasons)
        return Match(
            pole=profile.pole.id,
            name=profile.pole.name,
            region=", ".join(profile.regions.value) if profile.regions else "",
            website=website.value if website else "",
            score=judged.score,
            parts=judged.parts,
            reasons=tuple(reasons),
            notes=tuple(self._notes(criteria, profile, judged.fit)),
        )

    def _theme(
        self,
        item: Wanted,
        profile: Profile,
        nearness: npt.NDArray[np.float64],
        language: str,
    ) -> Reason:
        kind = KIND_OF[item.field]
        proof = self._proof(profile, kind, item.key, nearness, language)
        if proof is not None:
            verdict: Verdict = "oui"
        elif kind == "sectors" and self._left_out(profile, item.key):
            verdict = "non"
        else:
            verdict = "non documenté"
        return Reason(
            _title(item.field, item.label, language), item.field, item.key, verdict, proof
        )

    def _left_out(self, profile: Profile, sector: str) -> bool:
        """Is ``sector`` none of the pôle's? Its sectors are a full list, its technologies are not.

        One that a statement touches, or of which a technology of the record is a part, is not
        ruled out.
        """
        if not profile.pole.sectors or f"sectors:{sector}" in profile.mentions:
            return False
        held = gathered(profile.pole.technologies)
        shares = (self._implies.get(technology, {}).get(sector, 0.0) for technology in held)
        return max(shares, default=0.0) < _PART_OF

    def _proof(
        self,
        profile: Profile,
        kind: str,
        key: str,
        nearness: npt.NDArray[np.float64],
        language: str,
    ) -> Proof | None:
        theme = f"{kind}:{key}"
        if theme not in profile.proved:
            return None
        mentions = profile.mentions.get(theme, ())
        if mentions:
            about = self._about[theme]

            def worth(mention: Mention) -> tuple[float, int]:
                row = mention.row
                said = _SAYS_THEME * float(about[row]) + _SAYS_NEAR * float(nearness[row])
                return mention.weight + said, -row

            best = max(mentions, key=worth)
            return proof_of_statement(self._corpus, self._statements[best.row])
        fact = profile.declared.get(theme)
        if fact is None:
            return None
        return proof_of_field(self._corpus, profile.pole, kind, fact, key, language)

    def _region(self, criteria: Criteria, profile: Profile) -> list[Reason]:
        if not criteria.regions:
            return []
        label = ", ".join(item.key for item in criteria.regions)
        title = _title("region", label, criteria.language)
        fact = profile.regions
        if fact is None:
            return [Reason(title, "region", label, "non documenté")]
        inside = [item.key for item in criteria.regions if item.key in fact.value]
        for region in inside:
            for row in profile.region_rows.get(region, ())[:1]:
                proof = proof_of_statement(self._corpus, self._statements[row])
                return [Reason(title, "region", label, "oui", proof)]
        quoted = inside[0] if inside else ", ".join(fact.value)
        proof = proof_of_field(
            self._corpus, profile.pole, "regions", fact, quoted, criteria.language
        )
        return [Reason(title, "region", label, "oui" if inside else "non", proof)]

    def _described(
        self,
        profile: Profile,
        words: npt.NDArray[np.float64],
        language: str,
        others: Sequence[Reason],
    ) -> list[Reason]:
        """The statement nearest to the description, where one is near and not shown yet."""
        shown = {reason.proof.quote for reason in others if reason.proof}
        ranked = sorted(profile.rows, key=lambda row: (-float(words[row]), row))
        for row in ranked[:1]:
            proof = proof_of_statement(self._corpus, self._statements[row])
            if words[row] >= _NEAR_WORDS and proof.quote not in shown:
                return [Reason(_say("text", language), "text", "", "oui", proof)]
        return []

    def _notes(self, criteria: Criteria, profile: Profile, fit: float) -> Iterator[str]:
        language, name = criteria.language, profile.pole.name
        wanted = {item.key for item in criteria.regions}
        covered = set(profile.regions.value) if profile.regions else set()
        competent = fit >= _COMPETENT
        if wanted and profile.regions is None:
            yield _say("no_region", language, name=name)
        elif wanted and profile.regions and not wanted & covered:
            regions = ", ".join(profile.regions.value)
            key = "outside" if competent else "beside_outside"
            yield _say(key, language, name=name, regions=regions)
            if profile.national_row is not None:
                yield _say("national", language)
        elif not competent:
            yield _say("beside", language)

    def compared(self, criteria: Criteria, matches: Sequence[Match]) -> tuple[Match, ...]:
        """The matches, each with what sets it apart from the first or levels it with the last."""
        compared: list[Match] = []
        for match in matches:
            notes = list(match.notes)
            if compared:
                first, last = compared[0], compared[-1]
                more = _needs_met(match) - _needs_met(first)
                labels = [item.label for item in criteria.needs if item.key in more]
                if labels:
                    needs = ", ".join(labels)
                    notes.append(_say("complement", criteria.language, needs=needs))
                if last.score - match.score < _LEVEL:
                    notes.append(_say("tie", criteria.language, name=last.name))
            compared.append(replace(match, notes=tuple(notes)))
        return tuple(compared)

    def message(self, criteria: Criteria, matches: Sequence[Match], fitting: int) -> str:
        """One or two sentences above the matches, of ``fitting`` pôles that fit."""
        said = [counted(criteria.language, fitting, len(matches), matches[0].name)]
        return " ".join([*said, *self._former(criteria)])

    def declined(self, criteria: Criteria, nearest: Sequence[str]) -> Finding:
        """No match, why, and the themes that come nearest."""
        language = criteria.language
        said = [_say("none", language)]
        if criteria.local_trade and not criteria.innovative:
            said.append(_say("trade", language, trade=criteria.local_trade))
        if nearest:
            said.append(_say("nearest", language, themes=", ".join(nearest)))
        return Finding(criteria, (), True, " ".join([*said, *self._former(criteria)]))

    def _former(self, criteria: Criteria) -> list[str]:
        said: list[str] = []
        for pole_id in criteria.former_poles:
            pole = self._corpus.poles[pole_id]
            today = [
                later.name
                for later in lineage(self._corpus, pole).descendants
                if (status := current(later.status)) is not None and status.value == "labellisé"
            ]
            key = "former" if today else "former_alone"
            said.append(_say(key, criteria.language, old=pole.name, new=", ".join(today)))
        return said


def counted(language: str, fitting: int, shown: int, first: str) -> str:
    """How many pôles fit, how many of them are shown, and the first."""
    key = "found_one" if fitting == 1 else "found" if fitting == shown else "found_more"
    return _say(key, language, n=fitting, shown=shown, name=first)


def _needs_met(match: Match) -> set[str]:
    return {r.key for r in match.reasons if r.field == "need" and r.verdict == "oui"}


def _title(field: str, label: str, language: str) -> str:
    return _say("pair", language, _say(field, language), label)
