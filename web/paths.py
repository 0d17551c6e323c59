"""Addresses that came from outside: only paths of this server are followed."""

from flask import url_for

from roster.services.credentials.accounts import Account


def first(account: Account) -> str:
    """The first page of an account: the board, or the lists of its agency."""
    return url_for("own.index" if account.may("own") else "board.index")


def own(wanted: str, *, default: str | None = None) -> str:
    """The wanted path if it is one of this server, else the default one, else the board.

    A browser takes `//name` and `/\\name` for another server, and leaves out control characters.
    """
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_path else default or url_for("board.index")
