"""Addresses that came from outside: only paths of this server are followed."""

from flask import url_for


def own(wanted: str) -> str:
    """The wanted path if it is one of this server, else the first page.

    A browser takes `//name` and `/\\name` for another server, and leaves out control characters.
    """
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_path else url_for("board.index")
