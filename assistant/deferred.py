"""Modules that are imported only when something in them is used."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

__all__ = ["defer"]


class _Deferred(ModuleType):
    """Stands in for a module; the first attribute that is asked for loads it.

    The standard library's ``LazyLoader`` would load it on the next ``import`` already: that
    statement looks at ``__spec__``, which is here a real attribute.
    """

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def defer(name: str) -> None:
    """Let ``import name`` cost nothing until the module is used; no-op when it is loaded.

    For a package that another one imports at its top, and uses in a function that is never
    called here.
    """
    if name in sys.modules or (spec := find_spec(name)) is None:
        return
    stand_in = _Deferred(name)
    stand_in.__spec__ = spec
    sys.modules[name] = stand_in
