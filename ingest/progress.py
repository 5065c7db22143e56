"""A bar on stderr, where stderr is a terminal, for commands that take their time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

__all__ = ["Progress", "progress_bar"]

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; a total of 0 is not known."""


@contextmanager
def progress_bar(stages: Mapping[str, str]) -> Iterator[Progress]:
    """A line for each of ``stages``, by its name, once it begins."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(label, visible=False) for stage, label in stages.items()}
        yield lambda stage, done, total: bar.update(
            tasks[stage], completed=done, total=total or None, visible=True
        )
