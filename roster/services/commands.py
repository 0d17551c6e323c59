"""What a person types next: the options that make a suggested command work on the same plan and database.

Knows how words are quoted where this program runs; knows no command.
"""

import os
import shlex
import subprocess

from roster import settings
from roster.plan import DEFAULT_PLAN


def options(*, plan: str, address: str, place: str) -> str:
    """`--plan` and `--db` with a space before each, '' where the usual ones are meant.

    `plan` is the name or path as it was given, `address` the database's, `place` how it is shown to people.
    """
    words = ["--plan", plan] if plan != DEFAULT_PLAN else []
    words += ["--db", place] if address != settings.default_database() else []
    return "".join(f" {quoted(word)}" for word in words)


def quoted(word: str) -> str:
    """One word of a command line, safe to be typed as it stands."""
    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)
