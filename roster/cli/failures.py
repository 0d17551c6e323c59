"""Turns everything that can go wrong into lines for a person and an exit code (docs/cli.md).

An unexpected error shows a reference number; where it happened goes to a log without any value of any list.
"""

import sys
import traceback
from collections.abc import Callable
from enum import IntEnum

import click

from roster import error_log, messages
from roster.cli import terminal
from roster.errors import UserError, UserErrors
from roster.messages import _


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    UNEXPECTED = 1
    DIFFERENT = 1  # of a command that compares
    WRONG_USE = 2
    OPEN_QUESTIONS = 3
    FILES_UNREAD = 4
    OPEN_QUESTIONS_AND_FILES_UNREAD = 5


def outcome(*, questions: int, unread: int) -> Exit:
    """The exit code of a command that did its work, with what is left for a person."""
    if questions and unread:
        return Exit.OPEN_QUESTIONS_AND_FILES_UNREAD
    if questions:
        return Exit.OPEN_QUESTIONS
    return Exit.FILES_UNREAD if unread else Exit.DONE


def exit_code_of(command: Callable[[], int], *, debug: bool) -> int:
    """Run a command; show what went wrong, if anything, on stderr."""
    try:
        return command()
    except Exception as error:
        if debug and not isinstance(error, click.ClickException | UserError | UserErrors):
            traceback.print_exc()
        return _report(error)


def _report(error: Exception) -> Exit:
    match error:
        case UserError():
            return _show([error])
        case UserErrors():
            return _show([one for one in error.exceptions if isinstance(one, UserError)])
        case click.ClickException():
            error.show()
        case click.exceptions.Abort():
            terminal.warn(_("Aborted!"))
        case BrokenPipeError():  # the reader of our output has gone, for example `head`
            sys.stderr.close()
            return Exit.DONE
        case _:
            return _unexpected(error)
    return Exit.WRONG_USE


def _show(errors: list[UserError]) -> Exit:
    for error in errors:
        terminal.warn(messages.sentence(error))
    waiting = all(error.code == "open_questions" for error in errors)
    return Exit.OPEN_QUESTIONS if waiting else Exit.WRONG_USE


def _unexpected(error: Exception) -> Exit:
    reference = error_log.record(error)
    terminal.warn(
        _(
            "Something went wrong that this program did not expect; what was not finished was not kept. "
            "Reference: {reference}. Run the command again with --debug to see where.",
            reference=reference,
        )
    )
    return Exit.UNEXPECTED
