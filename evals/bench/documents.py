"""Documents for the benches: a folder of text, and perturbed copies of it."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.read import SUFFIXES, read_file

__all__ = ["QUESTIONS", "copy_documents"]

_WORD = re.compile(r"[^\W\d_]{5,}")

QUESTIONS = (
    "Combien de pôles de compétitivité y a-t-il en France ?",
    "Quel budget pour la décarbonation de Fos-Berre ?",
    "Qui finance les projets collaboratifs de R&D ?",
    "Comment une PME peut-elle obtenir un label ?",
    "Quelles actions pour les compétences dans l'industrie ?",
    "Quels pôles travaillent sur l'hydrogène ?",
    "what do clusters offer to small firms",
    "partenariat entre Bpifrance et l'AFPC",
    "propositions pour l'agriculture et l'alimentation",
    "intelligence artificielle dans les usines",
)
"""Questions for timing only: no answer to them is scored."""


def copy_documents(folder: Path, target: Path, copies: int) -> int:
    """Write ``copies`` versions of each document of ``folder`` into ``target``, as plain text.

    The first is the document; in the others every eleventh long word carries the number of the
    copy, so that texts, passages and vocabulary differ as those of other documents would.

    Returns:
        Bytes written.
    """
    target.mkdir(parents=True, exist_ok=True)
    size = 0
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES):
        text = "\n\n".join(page.text for page in read_file(path).pages)
        for copy in range(copies):
            data = _perturbed(text, copy).encode()
            (target / f"{path.stem}-{copy:03d}.txt").write_bytes(data)
            size += len(data)
    return size


def _perturbed(text: str, copy: int) -> str:
    if not copy:
        return text
    count = 0

    def change(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{match[0]}{copy}" if (count + copy) % 11 == 0 else match[0]

    return _WORD.sub(change, text)
