"""Typed fields out of one JSON object of a set; problems are noted, not raised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from evals.errors import Problem

__all__ = ["Row"]

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


class Row:
    """The fields of one object. Each is read once; ``close`` notes those that nobody read.

    Args:
        values: the object.
        file, line, case: where it stands, for messages.
        problems: where problems are added.
        path: name of the object within the case, "" for the case itself.
    """

    def __init__(
        self,
        values: dict[str, Any],
        file: str,
        line: int,
        problems: list[Problem],
        case: str,
        path: str = "",
    ) -> None:
        self._values = values
        self._place = (file, line, problems, case)
        self._path = path
        self._read: list[str] = []

    def note(self, message: str) -> None:
        """Add a problem of this object."""
        file, line, problems, case = self._place
        where = f"{self._path}: " if self._path else ""
        problems.append(Problem(file, line, where + message, case))

    def close(self) -> None:
        """Note every key that is none of the fields read."""
        for key in self._values:
            if key not in self._read:
                allowed = ", ".join(self._read)
                self.note(f"unknown key {key!r}: allowed are {allowed}")

    def _take(self, key: str) -> Any:
        self._read.append(key)
        return self._values.get(key)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text, trimmed; a number is taken as its digits (pages are often typed so)."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is None or isinstance(value, str):
            text = (value or "").strip()
            if required and not text:
                self.note(f"{key!r} is missing or empty: fill it in")
            return text or default
        self.note(f"{key!r} is {value!r}: write a text in quotes")
        return default

    def choice(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """One of ``allowed``; a hyphen counts as an underscore."""
        value = self.text(key, default)
        if value.replace("-", "_") in allowed:
            return value.replace("-", "_")
        self.note(f"{key!r} is {value!r}: choose one of {', '.join(allowed)}")
        return allowed[0]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(
            isinstance(item, str) and item.strip() for item in value
        ):
            return tuple(value)
        self.note(f'{key!r} is {value!r}: write a list of texts, such as ["a", "b"]')
        return ()

    def rows(self, key: str, bare: str = "") -> list[Row]:
        """A list of objects (or one object); a bare item stands for ``{bare: item}``."""
        value = self._take(key)
        items = [value] if isinstance(value, dict) else value if value is not None else []
        if not isinstance(items, list):
            self.note(f"{key!r} is {value!r}: write a list of objects, such as [{{…}}]")
            return []
        found: list[Row] = []
        for number, item in enumerate(items, 1):
            path = f"{self._path}{'.' if self._path else ''}{key}[{number}]"
            if bare and isinstance(item, str | int | float) and not isinstance(item, bool):
                item = {bare: [item] if bare == "any_of" else item}  # noqa: PLW2901
            if isinstance(item, dict):
                file, line, problems, case = self._place
                found.append(Row(item, file, line, problems, case, path))
            else:
                self.note(f"{key}[{number}] is {item!r}: write an object {{…}}")
        return found

    def number(self, key: str) -> float | None:
        """A number, None when absent."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        self.note(f"{key!r} is {value!r}: write a number, such as 1450000000 or 7.5, unit apart")
        return 0.0

    def whole(self, key: str, allowed: Sequence[int], default: int) -> int:
        """One of ``allowed`` whole numbers."""
        value = self._take(key)
        if value is None or value in allowed:
            return default if value is None else int(value)
        self.note(f"{key!r} is {value!r}: choose one of {', '.join(map(str, allowed))}")
        return default

    def year(self, key: str) -> int | None:
        """A year, None when absent."""
        value = self._take(key)
        if value is None:
            return None
        if str(value).isdigit() and 1900 <= int(value) < 2100:
            return int(value)
        self.note(f"{key!r} is {value!r}: write a year, such as 2026")
        return None

    def date(self, key: str) -> str:
        """A year, a month or a day: an ISO prefix; "" when absent."""
        value = self.text(key)
        if value and not _DATE.fullmatch(value):
            self.note(f'{key!r} is {value!r}: write 2023, "2023-03" or "2023-03-27"')
            return ""
        return value
