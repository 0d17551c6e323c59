"""The first start: a one-time link to make the administrator with, shown and put into a private file.

A service has no console, so the file beside the database says the same. Knows files; knows no page.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from roster import writing
from roster.services.credentials import sign_in
from web import house

if TYPE_CHECKING:
    from roster.store.session import Database

FILE = "sign-in-link.txt"


def link(app: Flask, root: str) -> tuple[str, Path] | None:
    """A new link below `root` and the file that holds it, while there is no account; earlier ones end.

    Raises `UserError` where the file cannot be written.
    """
    database = house.of(app).database
    with database.changing() as session:
        token = sign_in.first_link(session, now=datetime.now(UTC))
    if token is None:
        forget_link(database)
        return None
    address = f"{root.rstrip('/')}/link/{token}"
    return address, _write(_file(database), f"{address}\n")


def forget_link(database: "Database") -> None:
    """Delete the file once the link is of no use."""
    with suppress(OSError):
        _file(database).unlink(missing_ok=True)


def _file(database: "Database") -> Path:
    return database.base.resolve() / FILE


def _write(path: Path, content: str) -> Path:
    """A new file that only its owner can read, from its first moment on."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
    except OSError as fault:
        raise writing.refusal(str(path), fault) from fault
    return path
