"""`roster columns`: see what the columns of a list seem to hold, correct it, have it remembered."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.errors import UserError
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.intake.suggestion import SuggestedLayout

ORIGINS = {
    "heading": N_("heading"),
    "values": N_("values"),
    "remembered": N_("remembered"),
    "": "",
}


@click.group(
    "columns",
    cls=usage.Group,
    help=_("See which column of a list holds which field, correct it, have it remembered for the sender."),
)
@options.of_group
def command() -> None:
    """Two commands: show and remember."""


@command.command("show", help=_("Show what the columns of FILE seem to hold, without anybody's data."))
@click.argument("path", type=options.PATH, metavar="FILE")
@click.option(
    "--save",
    type=options.PATH,
    metavar="OUT.toml",
    help=_("Write the suggestion to OUT.toml, to correct it."),
)
@options.common
def show(common: Common, *, path: Path, save: Path | None) -> int:
    """A table per layout; the file to correct where it is asked for."""
    from roster.services.incoming import mapping_files, mappings

    plan = common.plan()
    with common.database() as database, database.reading() as session:
        suggestion = mappings.suggest(_existing(path), plan=plan, remembered=mappings.recall(session))
    for layout in suggestion.layouts:
        _show(layout)
    sender = plan.agency(suggestion.sender)
    terminal.say(_("Sender: {sender}", sender=sender.name if sender else _("not known")))
    words = _words(path, save or Path(f"{path.stem}.toml")) | {"options": common.again(database)}
    if save:
        mapping_files.write(save, suggestion)
        terminal.say(_("Correct {file}, then: roster columns remember {list} {file}{options}", **words))
    else:
        terminal.say(_("To correct it: roster columns show {list} --save {file}{options}", **words))
    return Exit.DONE


@command.command(
    "remember", help=_("Keep the columns of MAPPING.toml for this and later lists of the sender.")
)
@click.argument("path", type=options.PATH, metavar="FILE")
@click.argument("mapping", type=options.PATH, metavar="MAPPING.toml")
@options.by
@options.common
def remember(common: Common, *, path: Path, mapping: Path, by: str) -> int:
    """Check the mapping against the list and keep it in one transaction."""
    from roster.services import commands
    from roster.services.incoming import mapping_files, mappings

    plan = common.plan()
    suggestion = mappings.suggest(_existing(path), plan=plan)
    settled = mapping_files.read(mapping, suggestion, plan=plan)
    with common.database() as database, database.changing() as session:
        fresh = mappings.remember(session, settled, by=by)
    terminal.say(
        _("Remembered. Tables: {count}.", count=len(fresh)) if fresh else _("This was remembered already.")
    )
    terminal.say(
        _(
            "Next: roster import {file}{options}",
            file=commands.quoted(str(path)),
            options=common.again(database),
        )
    )
    return Exit.DONE


def _existing(path: Path) -> Path:
    """The one file that is meant. Raises `UserError` as `roster import` does for a path that is wrong."""
    from roster.services.incoming import received

    if path.is_dir():
        raise UserError("one_file_only", "{file} is a folder. Name one list in it.", file=str(path))
    received.named_files([path])
    return path


def _words(path: Path, target: Path) -> dict[str, str]:
    """The two files as words of a command line."""
    from roster.services import commands

    return {"list": commands.quoted(str(path)), "file": commands.quoted(str(target))}


def _show(layout: "SuggestedLayout") -> None:
    from roster.services import field_labels

    terminal.table(
        _("Sheet {sheet}, people from row {row}", sheet=layout.sheet or "–", row=layout.first_row),
        (_("Column"), _("Heading"), _("Field"), _("Known from"), _("Shapes of values")),
        [
            (
                column.letter,
                column.heading,
                field_labels.label(column.fields),
                _(ORIGINS[column.origin]) if column.origin else "",
                "; ".join(column.shapes),
            )
            for column in layout.columns
        ],
    )
