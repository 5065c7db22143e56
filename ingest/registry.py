"""The knowledge base on disk → typed records.

``load_corpus`` is for those who use it: it raises at the first problem. ``read_corpus`` is for
those who check it: it gives what could be read, and every problem with file and line. Rules
that tie several records together are in ``ingest.registry_check``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any, TypeVar

from yaml.nodes import MappingNode, Node

from ingest.errors import CorpusError, UsageError
from ingest.expected import read_expected
from ingest.knowledge import (
    Corpus,
    Fact,
    GlossaryEntry,
    Indicator,
    Link,
    Place,
    Pole,
    PolicyFile,
    Term,
    Vocabulary,
    name_key,
)
from ingest.records import Source
from ingest.statements import ParsedMarkdown, parse_markdown
from ingest.yaml_fields import Fields, YamlFile

__all__ = ["FIVE_DOCUMENTS", "load_corpus", "load_vocabulary", "read_corpus"]

FIVE_DOCUMENTS = (
    "afpc-brochure-2016",
    "afpc-manifeste-2026",
    "afpc-pacte-productif-2019",
    "bfc-poles-2013",
    "bpifrance-afpc-2021",
)
"""The documents the corpus starts from: the only sources that may lack an address."""

_PARTS = "parts"
_FACT = {"value": True, "as_of": True, "source": True} | dict.fromkeys(
    ("unit", "perimeter", "section", "note"), False
)
_LINK = {"id": True, "date": True, "how": True, "source": True}
_POLE = {field.name: field.default is MISSING for field in fields_of(Pole)}
del _POLE["place"], _POLE["statements"]
_POLICY = {"id": True, "title": True, "subject": True}
_SOURCE = {"id": True, "title": True, "publisher": True, "kind": True} | dict.fromkeys(
    ("date", "url", "language"), False
)
_INDICATOR = dict.fromkeys(
    ("id", "indicator", "value", "unit", "as_of", "perimeter", "source"), True
) | {"section": False, "note": False}
_GLOSSARY = {"id": True, "term": True, "kind": True, "definition": True} | dict.fromkeys(
    ("acronym", "english", "synonyms", "source"), False
)
_TERM = {"fr": True, "en": True}

T = TypeVar("T")
Problems = list[CorpusError]


def load_corpus(folder: Path) -> Corpus:
    """The knowledge base in ``folder``.

    Raises:
        UsageError: ``folder`` holds no knowledge base.
        CorpusError: a file breaks the schema (the first problem; ``read_corpus`` gives all).
    """
    corpus, problems = read_corpus(folder)
    if problems:
        raise problems[0]
    return corpus


def load_vocabulary(folder: Path) -> Vocabulary:
    """The controlled vocabulary of the knowledge base in ``folder``, and nothing else of it.

    Raises:
        CorpusError: the file breaks the schema.
    """
    problems: Problems = []
    vocabulary = _read_vocabulary(folder, problems)
    if problems:
        raise problems[0]
    return vocabulary


def read_corpus(folder: Path) -> tuple[Corpus, list[CorpusError]]:
    """What can be read of the knowledge base in ``folder``, and every problem met.

    While the folder has ``parts/``, its ``*.yaml`` count as more sources and its
    ``*-indicators.yaml`` as more indicators.

    Raises:
        UsageError: ``folder`` holds no knowledge base.
    """
    if not (folder / "poles").is_dir():
        raise UsageError(f"{folder} holds no corpus: name the folder that contains poles/")
    problems: Problems = []
    poles = _index(_read_poles(folder, problems), problems)
    sources, places = _read_sources(folder, problems)
    questions, unread = read_expected(folder)
    problems.extend(unread)
    corpus = Corpus(
        poles=poles,
        policy=tuple(_read_policy(folder, problems)),
        indicators=tuple(
            indicator
            for path in _yaml_paths(folder, "indicators.yaml", "*-indicators.yaml")
            for indicator in _read_list(folder, path, _INDICATOR, _indicator, problems)
        ),
        glossary=tuple(
            _read_list(folder, folder / "glossary.yaml", _GLOSSARY, _glossary_entry, problems)
        ),
        sources=sources,
        source_places=places,
        vocabulary=_read_vocabulary(folder, problems),
        names=_names(poles),
        questions=questions,
    )
    return corpus, problems


def _names(poles: Mapping[str, Pole]) -> dict[str, str]:
    """Every name, then every id that is not the name of another."""
    names: dict[str, str] = {}
    for pole in poles.values():
        for name in pole.names:
            names.setdefault(name_key(name), pole.id)
    for pole_id in poles:
        names.setdefault(name_key(pole_id), pole_id)
    return names


# Records of pôles and policy files: Markdown.


def _read_poles(folder: Path, problems: Problems) -> Iterable[Pole]:
    for path in sorted((folder / "poles").glob("*.md")):
        name, parsed = _read_markdown(folder, path, problems)
        yaml = YamlFile(name, problems, first_line=2)
        fields = yaml.fields(yaml.compose(parsed.front), _POLE, "front matter")
        if fields is not None:
            _check_head(path.stem, fields, fields.text("name"), parsed, yaml)
            yield _pole(yaml, fields, parsed)


def _read_policy(folder: Path, problems: Problems) -> Iterable[PolicyFile]:
    for path in sorted((folder / "policy").glob("*.md")):
        name, parsed = _read_markdown(folder, path, problems)
        yaml = YamlFile(name, problems, first_line=2)
        fields = yaml.fields(yaml.compose(parsed.front), _POLICY, "front matter")
        if fields is not None:
            title = fields.text("title")
            _check_head(path.stem, fields, title, parsed, yaml)
            subject = fields.text("subject")
            yield PolicyFile(fields.text("id"), title, subject, Place(name, 1), parsed.statements)


def _read_markdown(folder: Path, path: Path, problems: Problems) -> tuple[str, ParsedMarkdown]:
    name = path.relative_to(folder).as_posix()
    known = len(problems)
    parsed = parse_markdown(name, _read_text(path, name, problems))
    if len(problems) == known:  # a text that could not be read lacks everything else too
        problems.extend(parsed.problems)
    return name, parsed


def _check_head(
    stem: str, fields: Fields, title: str, parsed: ParsedMarkdown, yaml: YamlFile
) -> None:
    if fields.text("id") != stem:
        yaml.note(fields.node, f"id {fields.text('id')!r} differs from the file's name {stem!r}")
    if not parsed.title:
        yaml.note(fields.node, f"no # heading: write “# {title}” below the front matter")


def _pole(yaml: YamlFile, fields: Fields, parsed: ParsedMarkdown) -> Pole:
    kinds: dict[Callable[[Node, str], Any], str] = {
        yaml.text: "status rank seat president director website european_label",
        yaml.date: "created end_of_label",
        yaml.whole: "phases members",
        yaml.texts: "regions sites sectors technologies services",
    }
    facts: dict[str, Any] = {
        key: _facts(yaml, fields, key, convert)
        for convert, keys in kinds.items()
        for key in keys.split()
    }
    return Pole(
        **_texts(fields, "id", "name"),
        **facts,
        place=Place(yaml.file, fields.line),
        aliases=fields.texts("aliases"),
        predecessors=_links(yaml, fields, "predecessors"),
        successors=_links(yaml, fields, "successors"),
        statements=parsed.statements,
    )


def _facts(
    yaml: YamlFile, fields: Fields, key: str, convert: Callable[[Node, str], T]
) -> tuple[Fact[T], ...]:
    facts: list[Fact[T]] = []
    for item in yaml.items(fields.node_of(key), key):
        fact = yaml.fields(item, _FACT, f"a fact of {key!r}")
        value = fact.node_of("value") if fact else None
        if fact is None or value is None:
            continue
        texts = _texts(fact, "source", "unit", "perimeter", "section", "note")
        as_of = fact.date("as_of")
        facts.append(Fact(convert(value, key), as_of or "0000", line=fact.line, **texts))
    return tuple(facts)


def _links(yaml: YamlFile, fields: Fields, key: str) -> tuple[Link, ...]:
    links: list[Link] = []
    for item in yaml.items(fields.node_of(key), key):
        link = yaml.fields(item, _LINK, f"a link of {key!r}")
        if link is not None:
            how, source = link.text("how"), link.text("source")
            links.append(Link(link.text("id"), link.date("date"), how, source, link.line))
    return tuple(links)


def _index(poles: Iterable[Pole], problems: Problems) -> dict[str, Pole]:
    index: dict[str, Pole] = {}
    for pole in poles:
        if pole.id in index:
            message = f"id {pole.id!r} is also in {index[pole.id].place.file}: rename one"
            problems.append(pole.place.fault(message))
        index.setdefault(pole.id, pole)
    return index


# Lists: YAML.


def _read_sources(folder: Path, problems: Problems) -> tuple[dict[str, Source], dict[str, Place]]:
    sources: dict[str, Source] = {}
    places: dict[str, Place] = {}
    for path in _yaml_paths(folder, "sources.yaml", "*.yaml"):
        if path.parent.name == _PARTS and path.stem.endswith("-indicators"):
            continue
        for source, place in _read_list(folder, path, _SOURCE, _source, problems):
            same = sources.get(source.id)
            if same is not None and (path.parent.name != _PARTS or same.url != source.url):
                message = f"source {source.id!r} is also in {places[source.id].file}: rename one"
                problems.append(place.fault(message))
            sources.setdefault(source.id, source)
            places.setdefault(source.id, place)
    if (folder / _PARTS).is_dir():
        for source_id in FIVE_DOCUMENTS:
            sources.setdefault(source_id, Source(source_id, source_id))
    return sources, places


def _yaml_paths(folder: Path, name: str, part: str) -> list[Path]:
    """The file ``name``, where there is one, then the parts."""
    main = [folder / name] if (folder / name).is_file() else []
    return main + sorted((folder / _PARTS).glob(part))


def _read_list(
    folder: Path,
    path: Path,
    known: Mapping[str, bool],
    make: Callable[[YamlFile, Fields], T],
    problems: Problems,
) -> Iterable[T]:
    if not path.is_file():
        return
    name = path.relative_to(folder).as_posix()
    yaml = YamlFile(name, problems)
    for item in yaml.items(yaml.compose(_read_text(path, name, problems)), "the file"):
        fields = yaml.fields(item, known)
        if fields is not None:
            yield make(yaml, fields)


def _source(yaml: YamlFile, fields: Fields) -> tuple[Source, Place]:
    texts = _texts(fields, "id", "title", "publisher", "kind", "url")
    language = fields.text("language") or "fr"
    source = Source(**texts, date=fields.date("date"), language=language)
    return source, Place(yaml.file, fields.line)


def _indicator(yaml: YamlFile, fields: Fields) -> Indicator:
    return Indicator(
        **_texts(fields, "id", "indicator", "unit", "source", "perimeter", "section", "note"),
        value=fields.read("value", yaml.number, 0.0),
        as_of=fields.date("as_of"),
        place=Place(yaml.file, fields.line),
    )


def _glossary_entry(yaml: YamlFile, fields: Fields) -> GlossaryEntry:
    return GlossaryEntry(
        **_texts(fields, "id", "term", "kind", "definition", "acronym", "english", "source"),
        place=Place(yaml.file, fields.line),
        synonyms=fields.texts("synonyms"),
    )


def _texts(fields: Fields, *names: str) -> dict[str, Any]:
    return {name: fields.text(name) for name in names}


def _read_vocabulary(folder: Path, problems: Problems) -> Vocabulary:
    path = folder / "vocabulary.yaml"
    yaml = YamlFile(path.name, problems)
    text = _read_text(path, path.name, problems)
    known = dict.fromkeys(("regions", "sectors", "technologies", "services"), True)
    fields = yaml.fields(yaml.compose(text), known, "vocabulary")
    if fields is None:
        return Vocabulary()
    return Vocabulary(
        regions=fields.texts("regions"),
        sectors=_terms(yaml, fields.node_of("sectors")),
        technologies=_terms(yaml, fields.node_of("technologies")),
        services=_terms(yaml, fields.node_of("services")),
    )


def _terms(yaml: YamlFile, node: Node | None) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for key_node, value in node.value if isinstance(node, MappingNode) else ():
        key = str(key_node.value)
        labels = yaml.fields(value, _TERM, key)
        if labels is not None:
            terms[key] = Term(key, labels.text("fr"), labels.text("en"))
    return terms


def _read_text(path: Path, name: str, problems: Problems) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(CorpusError(name, 0, "the file is missing: restore it"))
    except UnicodeDecodeError as error:
        problems.append(CorpusError(name, 0, f"not UTF-8 (byte {error.start}): save it as UTF-8"))
    return ""
