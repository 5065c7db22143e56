"""The guide's own examples are valid, and it documents every command and every field."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from evals.case_files import load_set
from evals.cases import TYPES, Case
from evals.check import check_examples
from evals.command import app

from .conftest import case_row, write_set

EVALS = Path(__file__).resolve().parent.parent.parent / "evals"
GUIDES = [EVALS / "GUIDE.md", EVALS / "GUIDE.fr.md"]


@pytest.fixture(params=GUIDES, ids=lambda path: path.name)
def guide(request) -> str:
    return request.param.read_text(encoding="utf-8")


def test_the_first_case_is_valid(guide, tmp_path):
    text = re.search(r'^ *(\{"id": .*\})$', guide, re.MULTILINE)
    assert load_set(write_set(tmp_path / "s.jsonl", json.loads(text[1]))).cases


def test_the_nugget_does_what_it_shows(guide, tmp_path):
    nugget = json.loads(re.search(r'^(\{"text": .*\})$', guide, re.MULTILINE)[1])
    found = load_set(write_set(tmp_path / "s.jsonl", case_row(nuggets=[nugget])))
    assert check_examples([found]) == []


def test_every_field_and_type_is_documented(guide):
    named = set(re.findall(r"`(\w+)`", guide))
    assert set(TYPES) <= named
    assert {field.name for field in fields(Case)} - {"region", "needs", "tags"} <= named


def test_every_command_is_shown(guide):
    commands = typer.main.get_command(app).commands
    assert set(commands) <= set(re.findall(r"poles eval (\w+)", guide))
