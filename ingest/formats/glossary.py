"""A knowledge base's ``glossary.yaml`` as a document: one term a line, with its definition."""

from __future__ import annotations

import yaml

from ingest.errors import ReadError
from ingest.records import Document, Page, Reference

__all__ = ["read"]

TITLE = "Glossaire des pôles de compétitivité"


def read(data: bytes) -> Document:
    """``• Fonds unique interministériel (FUI, Single Interministerial Fund) : …`` a term.

    Raises:
        ReadError: "damaged", when the file is not a list of terms.
    """
    try:
        rows = yaml.safe_load(data.decode("utf-8"))
        lines = [(_line(row), str(row.get("source") or "")) for row in rows]
    except (UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        raise ReadError("damaged", f"not a glossary ({' '.join(str(error).split())})") from error
    text = ""
    references: list[Reference] = []
    for line, source in lines:
        text += ("\n\n" if text else "") + line
        if source:
            references.append(Reference(len(text), source))
    return Document((Page(1, text, references=tuple(references)),), title=TITLE, language="fr")


def _line(row: dict[str, str]) -> str:
    names = ", ".join(row[key] for key in ("acronym", "english") if row.get(key))
    return f"{row['term']}{f' ({names})' if names else ''} : {row['definition']}"
