"""Imports point one way, records stay plain, and commands pay for what they use."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
RANK = {"ingest": 0, "assistant": 1, "evals": 2}
COMMANDS = ("command", "_command", "cli", "page", "__main__")
MODULES = sorted(path for top in RANK for path in (REPOSITORY / top).rglob("*.py"))


@cache
def imported(path: Path) -> set[str]:
    """Full names that a module imports, anywhere in it."""
    return imported_by(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported_by(nodes: Iterable[ast.AST]) -> set[str]:
    """Full names that these imports name."""
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import"
            names |= {node.module or ""} | {f"{node.module}.{a.name}" for a in node.names}
    return names


def broken(rule) -> dict[str, set[str]]:
    """Module → what it imports against a rule."""
    return {str(path.relative_to(REPOSITORY)): found for path in MODULES if (found := rule(path))}


def test_imports_point_down():
    def above(path):
        rank = RANK[path.relative_to(REPOSITORY).parts[0]]
        return {name for name in imported(path) if RANK.get(name.split(".")[0], -1) > rank}

    assert broken(above) == {}


def test_no_module_needs_itself():
    """Whichever is imported first, every module loads: none leads back to itself at its head."""
    names = {".".join(path.relative_to(REPOSITORY).with_suffix("").parts): path for path in MODULES}
    needs = {}
    for name, path in names.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        heads = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        needs[name] = imported_by(heads) & set(names)
    assert len(list(TopologicalSorter(needs).static_order())) == len(names)


LAYERS = ("places", "understanding", "statements", "registry", "choosing")
"""Packages of ``assistant`` on the way from a question to its answer: none imports a later one."""


def test_packages_lead_from_question_to_answer():
    def later(path):
        parts = path.relative_to(REPOSITORY).parts
        if parts[0] != "assistant" or parts[1] not in LAYERS:
            return set()
        above = LAYERS[LAYERS.index(parts[1]) + 1 :]
        names = (name.split(".") for name in imported(path))
        return {".".join(n) for n in names if n[0] == "assistant" and n[1:] and n[1] in above}

    assert broken(later) == {}


def test_nobody_imports_a_command_or_page():
    def commands(path):
        own = {name for name in imported(path) if name.split(".")[0] in RANK}
        modules = {n for n in own if (REPOSITORY / (n.replace(".", "/") + ".py")).is_file()}
        return {
            name
            for name in modules
            if name.split(".")[-1].endswith(COMMANDS) or name.startswith("assistant.commands.")
        }

    assert broken(commands) == {}


@pytest.mark.parametrize("name", ["ingest/records.py", "assistant/records.py"])
def test_records_import_no_third_party(name):
    tops = {found.split(".")[0] for found in imported(REPOSITORY / name)} - {""}
    assert tops <= set(sys.stdlib_module_names) | {"ingest"}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("assistant.cli", {"chromadb", "numpy", "gradio", "llama_index", "torch"}),
        ("assistant.commands.ask", {"gradio", "llama_index", "torch", "sentence_transformers"}),
        ("ingest.command", {"gradio", "llama_index", "torch", "chromadb", "pypdf", "docx"}),
    ],
)
def test_import_time(module, unwanted):
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not unwanted & {name.split(".")[0] for name in loaded}
