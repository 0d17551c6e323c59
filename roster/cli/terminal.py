"""How things look on a terminal: tables on stdout, progress and warnings on stderr, and only for people.

Knows rich and streams; knows nothing of lists or people.
"""

import io
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_HEAD_LINES = 3
WIDTH = 120  # of tables that go into a file or another program


def speak_unicode() -> None:
    """Write UTF-8 whatever the system's code page, and never stop over a letter that cannot be shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def console() -> "Console":
    """A rich console on stdout, as wide as the terminal."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)


def say(sentence: str) -> None:
    """Print a sentence as it is: names may hold square brackets, which rich would take for styles."""
    console().print(sentence, markup=False, soft_wrap=True)


def warn(sentence: str) -> None:
    """Print a sentence to stderr."""
    print(sentence, file=sys.stderr)  # noqa: T201 - this is the place that prints


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; whole numbers stand right under narrow heads, None is a dash."""
    grouped_table(title, heads, {"": rows})


def grouped_table(title: str, heads: Sequence[str], groups: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Print a table whose rows stand under the names of their groups; a column without a word is left out."""
    from rich.table import Table
    from rich.text import Text

    rows = [row for lines in groups.values() for row in lines]
    columns = [at for at in range(len(heads)) if not rows or any(row[at] != "" for row in rows)]
    shown = Table(title=Text(title, style="bold"), title_justify="left")
    for at in columns:
        if rows and all(isinstance(row[at], int | None) for row in rows):
            shown.add_column(Text(_stacked(heads[at])), justify="right")
        else:
            shown.add_column(Text(heads[at]), overflow="fold")
    for name, lines in groups.items():
        if name:
            shown.add_section()
            shown.add_row(Text(name, style="bold"))
        for row in lines:
            shown.add_row(*(Text("–" if row[at] is None else str(row[at])) for at in columns))
    console().print(shown)


def _stacked(head: str) -> str:
    """A head over narrow numbers: in about three lines."""
    width = max(len(head) // _HEAD_LINES + 1, *map(len, head.split()))
    return textwrap.fill(head, width)


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[float], None]]:
    """A bar on stderr for anything longer than a second; yields what to call with the number done so far.

    Nothing is shown where stderr is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)


@contextmanager
def working(label: str) -> Iterator[None]:
    """A moving sign on stderr while one long step runs."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(label):
        yield
