"""`roster handover entered`: who stands in the Ministry's software already."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import handing_over, options, passwords, reading, terminal, usage
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.model import PersonRecord
    from roster.services.handovers.entered_lists import Taken


@click.command(
    "entered",
    cls=usage.Command,
    help=_("Tick PERSON (P000123) as entered in the Ministry's software; without a person show who is not."),
)
@click.argument("persons", nargs=-1, metavar="[PERSON]...")
@click.option(
    "--from", "source", type=options.PATH, metavar="FILE", help=_("Tick whom the Ministry's own list names.")
)
@click.option("--undo", is_flag=True, help=_("Take the ticks of PERSON back."))
@passwords.protected
@options.by
@options.common
def command(
    common: Common,
    *,
    persons: tuple[str, ...],
    source: Path | None,
    undo: bool,
    protected: tuple[Path, ...],
    by: str,
) -> None:
    """Ticks by hand and from a list are kept alike."""
    from roster.services.handovers import entered

    plan = common.plan()
    if source:
        return _from_list(common, source, protected, by=by)
    with common.database() as database, database.changing() as session:
        if persons:
            numbers = handing_over.persons(persons)
            act = entered.untick if undo else entered.tick
            terminal.say(
                _("People ticked or taken back: {count}.", count=act(session, numbers, plan=plan, by=by))
            )
        found = entered.entries(session, plan=plan)
    missing = [one.listed for one in found if one.tick is None]
    terminal.say(_("Entered: {done} of {all} lines.", done=len(found) - len(missing), all=len(found)))
    if not persons:
        rows = [(one.person, one.name, one.position, one.agency) for one in missing]
        terminal.table(_("Not entered yet"), (_("No."), _("Full name"), _("Position"), _("Agency")), rows)
    return None


def _from_list(common: Common, source: Path, protected: tuple[Path, ...], *, by: str) -> None:
    from roster.services.handovers import entered_lists

    plan = common.plan()
    (read,) = reading.read_with_progress(
        {source.name: source}, plan=plan, today=common.today(plan), protected=protected
    )
    with common.database() as database, database.changing() as session:
        taken = entered_lists.take(session, read, plan=plan, by=by)
    terminal.say(
        _("Recognised beyond doubt: {found}; newly ticked: {new}.",
          found=len(taken.recognised), new=taken.ticked)
    )  # fmt: skip
    _show(taken)


def _show(taken: "Taken") -> None:
    from roster.places import place

    if taken.asked:
        rows = [
            (place(doubt.record.source), doubt.record.full_name, one.person, one.name, one.agency)
            for doubt in taken.asked
            for one in doubt.candidates
        ]
        heads = (_("Row"), _("Full name"), _("No."), _("May be"), _("Agency"))
        terminal.table(_("Not ticked: may be somebody on the roster; tick by number"), heads, rows)
    _rows(_("Not on the roster"), taken.unknown)
    _rows(_("Held rows"), taken.held)


def _rows(title: str, records: "tuple[PersonRecord, ...]") -> None:
    from roster.places import place

    if records:
        rows = [(place(one.source), one.full_name, one.agency or "") for one in records]
        terminal.table(title, (_("Row"), _("Full name"), _("Agency")), rows)
