"""Where this program keeps its things. The only module that reads the environment.

The doors call it once and pass the answers on; core functions never read settings.
"""

import os
from pathlib import Path

import platformdirs

APP = "roster"


def user_data_dir() -> Path:
    """The officer's own folder: the database, and data files that take the place of the shipped ones.

    `ROSTER_DATA` overrides the place the operating system gives to programs.
    """
    return Path(os.environ.get("ROSTER_DATA") or platformdirs.user_data_dir(APP, appauthor=False))


def default_database() -> str:
    """`ROSTER_DB`, else a SQLite file in the user's data folder (as a SQLAlchemy URL)."""
    return os.environ.get("ROSTER_DB") or f"sqlite:///{user_data_dir() / 'roster.db'}"


def password() -> str:
    """`ROSTER_PASSWORD`: the password of protected files where nobody can be asked, else ''."""
    return os.environ.get("ROSTER_PASSWORD", "")
