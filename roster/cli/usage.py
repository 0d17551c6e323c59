"""Commands, groups and values whose usage lines and refusals speak the language in use.

Where click has a word of its own without a translation, it is replaced here. Knows click; knows no command.
"""

from datetime import date
from typing import Any

import click

from roster.messages import _


class Command(click.Command):
    """A command."""

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **{"options_metavar": _("[OPTIONS]"), **settings})


class Group(click.Group):
    """A group of commands."""

    command_class = Command

    def __init__(self, *words: Any, **settings: Any) -> None:
        usual = {"options_metavar": _("[OPTIONS]"), "subcommand_metavar": _("COMMAND [ARGS]...")}
        super().__init__(*words, **{**usual, **settings})


class WholeNumber(click.IntRange):
    """A whole number, within bounds."""

    def __init__(self, lowest: int, highest: int | None = None) -> None:
        super().__init__(lowest, highest)
        self.name = _("whole number")


def day(value: str) -> date:
    """The day a word stands for, written as programs write it or as officials do."""
    from roster import dates  # `--help` does not need it

    if found := dates.typed_day(value):
        return found
    raise click.BadParameter(_("{value} is not a day. Write 2024-12-16 or 16/12/2024.", value=value))
