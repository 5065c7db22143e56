"""The adviser's one-page comparison of the pôles found: what stands on it, and writing it.

The sheet is built once and rendered as Markdown, Word, PDF or CSV (``sheet_render``). It
names organisations only: no person, no telephone, no address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.matching.explain import counted
from assistant.matching.records import Criteria, Finding, Match, Proof, Reason
from assistant.texts import Texts
from ingest.analysis import fold
from ingest.errors import UsageError
from ingest.knowledge import Corpus

__all__ = [
    "FORMATS",
    "Evidence",
    "Sheet",
    "build_sheet",
    "check_format",
    "corpus_version",
    "write_deliverable",
]

FORMATS = (".md", ".docx", ".pdf", ".csv")
"""Endings of the files that can be written."""

_COMPARED = 3  # pôles on one page: more would not leave room for their evidence
_DESCRIPTION = 420  # characters of the description that are recalled

_say = Texts("finder")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered quote of the sheet, with the pôle it is about."""

    n: int
    pole: str
    proof: Proof

    @property
    def place(self) -> str:
        """Title, publisher and date of the source, and the place in it."""
        proof = self.proof
        page = f"p. {proof.page}" if proof.page else ""
        parts = (proof.title or proof.source_id, proof.publisher, proof.date, page, proof.section)
        return ", ".join(part for part in parts if part)

    @property
    def source(self) -> str:
        """The place, and the address of the source where it has one."""
        return ", ".join(part for part in (self.place, self.proof.url) if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The comparison, ready to be rendered.

    Attributes:
        head: name of the first column, then the pôles.
        rows: criterion, then one cell a pôle.
        evidence: quotes that the cells "oui [n]" point to.
    """

    title: str
    description: str
    message: str
    criteria: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    steps: tuple[str, ...]
    footer: str
    language: str

    def label(self, key: str) -> str:
        """A heading of the sheet ("evidence", "steps", "criteria") in its language."""
        return _say(key, self.language)


def _of(name: str) -> str:
    """French "de" before a name: "de Valorial", "d'Aquimer"."""
    return f"d'{name}" if fold(name)[:1] in tuple("aeiouyh") else f"de {name}"


def check_format(path: Path) -> None:
    """Refuse a file whose ending says no known format.

    Raises:
        UsageError: it does not.
    """
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"{path} cannot be exported: end its name with one of {known}")


def write_deliverable(
    corpus: Corpus, finding: Finding, path: Path, today: date | None = None
) -> None:
    """Write the comparison of ``finding`` to ``path``, in the format that its ending names.

    Raises:
        UsageError: the ending is unknown, or the file cannot be written.
    """
    check_format(path)
    from assistant.exports.sheet_render import to_csv, to_docx, to_markdown, to_pdf

    sheet = build_sheet(corpus, finding, today)
    renderers: dict[str, Callable[[Sheet], bytes]] = {
        ".md": to_markdown, ".docx": to_docx, ".pdf": to_pdf, ".csv": to_csv
    }  # fmt: skip
    data = renderers[path.suffix.lower()](sheet)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}") from error


def corpus_version(corpus: Corpus, language: str = "fr") -> str:
    """The state of the corpus in words: date of its newest fact, and a digest of its statements."""
    digest = hashlib.sha256()
    for statement in corpus.statements():
        digest.update(statement.text.encode())
    facts = (fact.as_of for pole in corpus.poles.values() for fact in pole.status)
    day = max(facts, default="?")
    return _say("version", language, day=day, digest=digest.hexdigest()[:8])


def build_sheet(corpus: Corpus, finding: Finding, today: date | None = None) -> Sheet:
    """The comparison of the first pôles of ``finding``; ``today`` is the date it bears."""
    criteria = finding.criteria
    language = criteria.language
    matches = finding.matches[:_COMPARED]
    numbers = _numbered(matches)
    day = (today or datetime.now(UTC).date()).isoformat()
    description = criteria.description
    if len(description) > _DESCRIPTION:
        description = description[:_DESCRIPTION].rsplit(" ", 1)[0] + "…"
    return Sheet(
        title=_say("sheet_title", language),
        description=" ".join(description.split()),
        message=_message(finding, matches),
        criteria=tuple(_criteria(criteria)),
        head=(_say("criterion", language), *(match.name for match in matches)),
        rows=tuple(_rows(matches, numbers, language)),
        notes=tuple(f"{match.name} — {note}" for match in matches for note in match.notes),
        evidence=tuple(Evidence(n, pole, proof) for (pole, _), (n, proof) in numbers.items()),
        steps=tuple(_steps(matches, language)),
        footer=_say("footer", language, date=day, version=corpus_version(corpus, language)),
        language=language,
    )


def _message(finding: Finding, compared: tuple[Match, ...]) -> str:
    """The finding's message, with as many pôles shown as the sheet compares."""
    if not compared:
        return finding.message
    language, first = finding.criteria.language, compared[0].name
    of_search, of_sheet = (
        counted(language, finding.fitting, len(shown), first)
        for shown in (finding.matches, compared)
    )
    return finding.message.replace(of_search, of_sheet)


def _numbered(matches: tuple[Match, ...]) -> dict[tuple[str, str], tuple[int, Proof]]:
    """Each quote once a pôle, numbered in the order of the grid."""
    numbers: dict[tuple[str, str], tuple[int, Proof]] = {}
    for match in matches:
        for reason in match.reasons:
            if reason.verdict == "oui" and reason.proof is not None:
                key = (match.name, reason.proof.said)
                numbers.setdefault(key, (len(numbers) + 1, reason.proof))
    return numbers


def _criteria(criteria: Criteria) -> Iterator[tuple[str, str]]:
    for name in ("sectors", "technologies", "regions", "needs"):
        labels = [item.label for item in getattr(criteria, name)]
        if labels:
            yield _say(name, criteria.language), ", ".join(labels)


def _rows(
    matches: tuple[Match, ...],
    numbers: dict[tuple[str, str], tuple[int, Proof]],
    language: str,
) -> Iterator[tuple[str, ...]]:
    yield (_say("score", language), *(f"{match.score:.2f}" for match in matches))
    titles = dict.fromkeys(r.criterion for match in matches for r in match.reasons)
    for title in titles:
        cells = []
        for match in matches:
            reason = next((r for r in match.reasons if r.criterion == title), None)
            cells.append(_cell(match, reason, numbers, language))
        yield (title, *cells)
    unknown = _say("non documenté", language)
    yield (_say("regions", language), *(match.region or unknown for match in matches))
    yield (_say("website", language), *(match.website or unknown for match in matches))


def _cell(
    match: Match,
    reason: Reason | None,
    numbers: dict[tuple[str, str], tuple[int, Proof]],
    language: str,
) -> str:
    verdict = _say(reason.verdict if reason else "non documenté", language)
    if reason and reason.verdict == "oui" and reason.proof:
        n, _ = numbers[match.name, reason.proof.said]
        return f"{verdict} [{n}]"
    return verdict


def _steps(matches: tuple[Match, ...], language: str) -> Iterator[str]:
    if not matches:
        return
    first = matches[0]
    if first.website:
        yield _say("step_first", language, name=first.name, site=first.website)
    else:
        yield _say("step_nosite", language, name=first.name, of_name=_of(first.name))
    unknown = [r.criterion for r in first.reasons if r.verdict == "non documenté"]
    if unknown:
        yield _say("step_ask", language, name=first.name, criteria=" ; ".join(unknown))
    outside = [
        match.name
        for match in matches
        if any(r.field == "region" and r.verdict == "non" for r in match.reasons)
    ]
    if outside:
        names = ", ".join(outside)
        yield _say("step_outside", language, names=names, of_name=_of(names))
    yield _say("step_check", language)
