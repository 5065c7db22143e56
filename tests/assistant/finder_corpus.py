"""A small knowledge base for the finder's tests: four pôles of today, one of yesterday."""

from __future__ import annotations

from pathlib import Path

_VOCABULARY = Path(__file__).resolve().parent.parent.parent / "corpus" / "vocabulary.yaml"

_SOURCES = """\
- {id: note-2026, title: Note sur les pôles, publisher: DGE, kind: page web, date: 2026-01-05, url: "https://example.org/note"}
- {id: livre-2016, title: Livre des pôles, publisher: AFPC, kind: brochure, date: 2016-04}
"""

_POLES = {
    "plastia": """\
name: Plastia
status: [{value: labellisé, as_of: 2026, source: note-2026}]
phases: [{value: 5, as_of: 2023, source: note-2026}]
predecessors: [{id: moulage, date: "2020", how: renommage, source: note-2026}]
regions: [{value: [Auvergne-Rhône-Alpes], as_of: 2026, source: note-2026}]
sectors: [{value: [plasturgie], as_of: 2026, source: note-2026}]
technologies: [{value: [polymeres, composites], as_of: 2026, source: note-2026}]
services: [{value: [projets-rd], as_of: 2026, source: note-2026}]
website: [{value: "https://plastia.example", as_of: 2026, source: note-2026}]
|## Mission
- En 2026, Plastia est le seul pôle français des plastiques et du caoutchouc.[^note-2026@page-3]
- En 2026, Plastia réunit les plasturgistes d'Auvergne-Rhône-Alpes.[^note-2026]

## Services aux entreprises
- En 2026, Plastia aide à monter des projets de R&D sur le recyclage des plastiques.[^note-2026]

[^note-2026@page-3]: Note sur les pôles, DGE — page 3
[^note-2026]: Note sur les pôles, DGE
""",
    "hydria": """\
name: Hydria
status: [{value: labellisé, as_of: 2026, source: note-2026}]
phases: [{value: 4, as_of: 2019, source: note-2026}, {value: 5, as_of: 2023, source: note-2026}]
regions: [{value: [Occitanie], as_of: 2026, source: note-2026}]
sectors: [{value: [eau], as_of: 2026, source: note-2026}]
services: [{value: [europe], as_of: 2016, source: livre-2016}]
|## Mission
- En 2026, Hydria travaille sur l'eau potable et les eaux usées.[^note-2026]

## Programmes et projets
- En 2026, Hydria pilote GOUTTE, un projet de réutilisation des eaux usées.[^note-2026]
- En 2026, GOUTTE, que suit Hydria, exporte en Chine et reçoit une subvention de l'État.[^note-2026]

## Services aux entreprises
- En 2026, Hydria emploie 35 personnes et forme les exploitants : 12 formations par an.[^note-2026]

[^note-2026]: Note sur les pôles, DGE
""",
    "medica": """\
name: Medica
status: [{value: labellisé, as_of: 2026, source: note-2026}]
regions: [{value: [Bretagne], as_of: 2026, source: note-2026}]
sectors: [{value: [sante], as_of: 2026, source: note-2026}]
technologies: [{value: [dispositifs-medicaux, e-sante], as_of: 2026, source: note-2026}]
|## Mission
- En 2026, Medica accompagne les dispositifs médicaux et les médicaments.[^note-2026]

[^note-2026]: Note sur les pôles, DGE
""",
    "numera": """\
name: Numera
status: [{value: labellisé, as_of: 2026, source: note-2026}]
sectors: [{value: [numerique], as_of: 2026, source: note-2026}]
technologies: [{value: [intelligence-artificielle, cybersecurite], as_of: 2026, source: note-2026}]
|## Mission
- En 2026, Numera développe le logiciel, l'IA et la cybersécurité.[^note-2026]

[^note-2026]: Note sur les pôles, DGE
""",
    "moulage": """\
name: Moulage
aliases: [Pôle Moulage Ain]
status: [{value: ancien, as_of: 2020, source: note-2026}]
phases: [{value: 1, as_of: 2005, source: note-2026}]
end_of_label: [{value: 2020, as_of: 2020, source: note-2026}]
successors: [{id: plastia, date: "2020", how: renommage, source: note-2026}]
regions: [{value: [Auvergne-Rhône-Alpes], as_of: 2019, source: note-2026}]
sectors: [{value: [plasturgie], as_of: 2019, source: note-2026}]
|## Histoire
- En 2020, Moulage prend le nom de Plastia.[^note-2026]

[^note-2026]: Note sur les pôles, DGE
""",
}


def write_corpus(folder: Path) -> Path:
    """Write the knowledge base into ``folder`` and return it."""
    (folder / "poles").mkdir(parents=True)
    (folder / "policy").mkdir()
    (folder / "vocabulary.yaml").write_text(_VOCABULARY.read_text(encoding="utf-8"), "utf-8")
    (folder / "sources.yaml").write_text(_SOURCES, encoding="utf-8")
    for name in ("indicators.yaml", "glossary.yaml"):
        (folder / name).write_text("[]\n", encoding="utf-8")
    for pole_id, text in _POLES.items():
        front, body = text.split("|", 1)
        title = front.split("\n")[0].partition(": ")[2]
        page = f"---\nid: {pole_id}\n{front}---\n\n# {title}\n\n{body}"
        (folder / "poles" / f"{pole_id}.md").write_text(page, encoding="utf-8")
    return folder
