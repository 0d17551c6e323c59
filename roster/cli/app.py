"""The command `roster`: knows the names of its commands and loads only the one that is called."""

import importlib
from collections.abc import Sequence

import click

import roster
from roster.cli import options, usage
from roster.messages import _

# In the order of the work; each names a module of `roster.cli.commands` (`import_`: Python keeps the word).
COMMANDS = {
    "demo": "demo",
    "template": "template",
    "collect": "collect",
    "read": "read",
    "columns": "columns",
    "import": "import_",
    "dedupe": "dedupe",
    "review": "review",
    "edit": "edit",
    "check": "check",
    "export": "export",
    "handover": "handover",
    "run": "run",
    "followup": "followup",
    "replace": "replace",
    "ledger": "ledger",
    "find": "find",
    "annotate": "annotate",
    "round": "round",
    "person": "person",
    "purge": "purge",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "link": "link",
    "sipas": "sipas",
    "score": "score",
    "token": "token",
    "web": "web",
}


class LazyGroup(usage.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"roster.cli.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(
    "roster",
    cls=LazyGroup,
    help=_("The list of people to survey for the Chỉ số CCHC: from the agencies' files to the checked list."),
    epilog=_(
        "Exit codes: 0 done, 1 unexpected error, 2 wrong use, 3 open questions, 4 files unread, 5 both."
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(roster.__version__, prog_name="roster")
@options.of_group
def group() -> None:
    """The common options may stand before the command's name."""


def run(words: Sequence[str]) -> int:
    """Run one command; returns the exit code it chose. Raises what the command raises."""
    return int(group.main(list(words), prog_name="roster", standalone_mode=False) or 0)
