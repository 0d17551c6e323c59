"""Passwords of protected lists: asked for in the terminal, never taken from the command line.

A command line stands in the shell's history and in every list of running programs. Keeps no password.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from roster import settings
from roster.cli.options import PATH
from roster.errors import UserError, raise_all
from roster.messages import _

F = TypeVar("F", bound=Callable[..., Any])


def protected(command: F) -> F:
    """The option that names protected files; may be given several times."""
    return click.option(
        "--password",
        "protected",
        type=PATH,
        metavar="FILE",
        multiple=True,
        help=_("FILE is protected: ask for its password. [without a terminal: ROSTER_PASSWORD]"),
    )(command)


def passwords_of(protected: Iterable[Path], files: Mapping[str, Path]) -> dict[Path, str]:
    """The password of each file named, by the path it is read from.

    Raises `UserError`s for names that are not among `files` and where nobody can be asked.
    """
    named = {one: _path_of(one, files) for one in protected}
    missing = [one for one, path in named.items() if path is None]
    raise_all(
        [
            UserError(
                "not_among_files", "{file} is not among the files to be read. Check the name.", file=one
            )
            for one in missing
        ]
    )
    return {path: ask(one) for one, path in named.items() if path is not None}


def new_password() -> str:
    """A password for files to be written, asked for twice; without a terminal ROSTER_PASSWORD.

    Raises `UserError` (no_new_password) where nobody can be asked.
    """
    if sys.stdin.isatty():
        said: str = click.prompt(
            _("Password for the files"), hide_input=True, confirmation_prompt=True, err=True
        )
        return said
    if known := settings.password():
        return known
    raise UserError(
        "no_new_password",
        "There is no terminal to ask for a password. Put it into the environment variable ROSTER_PASSWORD, "
        "or start the command in a terminal.",
    )


def _path_of(one: Path, files: Mapping[str, Path]) -> Path | None:
    """The file of this name, or the one at this path."""
    given = one.as_posix()
    return next((p for name, p in files.items() if name == given or p.resolve() == one.resolve()), None)


def ask(file: Path) -> str:
    """The password of a file, from the person at the terminal. Raises `UserError` (no_password)."""
    if sys.stdin.isatty():
        said: str = click.prompt(_("Password of {file}", file=file), hide_input=True, err=True)
        return said
    if known := settings.password():
        return known
    raise UserError(
        "no_password",
        "There is no terminal to ask for the password of {file}. Put it into the environment variable "
        "ROSTER_PASSWORD, or start the command in a terminal.",
        file=file,
    )
