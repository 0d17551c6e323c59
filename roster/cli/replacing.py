"""One list in the place of another: what it changes is shown, then a person says yes.

Knows how a difference is shown and asked about; how it is found and applied is the matter of
`services.incoming.deliveries`.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roster.cli import keeping, outcomes, reading, terminal
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import N_, _
from roster.services.record_values import FIELDS, value

if TYPE_CHECKING:
    from roster.model import PersonRecord
    from roster.plan import Plan
    from roster.services.incoming.deliveries import Change, DeliveryDiff

_FIELDS = {**FIELDS, "note": N_("Note"), "held": N_("Held")}


def run(common: Common, path: Path, replaces: str, *, ask: bool, protected: tuple[Path, ...], by: str) -> int:
    """Show what the list at `path` changes in the delivery `replaces`; put it in its place if that is wanted.

    Where nobody can be asked it only shows.
    """
    from roster.services.incoming import carrying, deliveries, mappings, received

    plan = common.plan()
    named = received.named_files([path])
    with common.database() as database:
        with database.reading() as session:
            known = mappings.recall(session)
        (read,) = reading.read_with_progress(
            named, plan=plan, today=common.today(plan), mappings=known, protected=protected
        )
        if reading.warn_of_unread([read]):
            return Exit.FILES_UNREAD
        with database.reading() as session:
            diff = deliveries.compare(session, read, replaces)
        show(diff, plan)
        if ask and not _agreed(diff.replaces):
            terminal.say(_("Not applied: {file} stays in force.", file=diff.replaces))
            return Exit.DONE
        with keeping.originals(common, database) as keep, database.changing() as session:
            done = deliveries.put_in_place(session, read, replaces, by=by)
            keep(session, (done,), named)
            carried = carrying.carry(session, (done,), plan=plan, today=common.today(plan), by=by)
    outcomes.tell_carried(carried)
    return outcomes.report((done,), common.again(database))


def show(diff: "DeliveryDiff", plan: "Plan") -> None:
    """A line per person added, removed or changed, and the four numbers."""
    heads = (_("Full name"), _("Field"), _("Before"), _("After"))
    groups: dict[str, list[tuple[str, ...]]] = {
        _("Added"): [(person.full_name, "", "", _post(person, plan)) for person in diff.added],
        _("Removed"): [(person.full_name, "", _post(person, plan), "") for person in diff.removed],
        _("Changed"): [line for change in diff.changed for line in _lines(change, plan)],
    }
    if any(groups.values()):
        title = _("What changes in {file}", file=diff.replaces)
        terminal.grouped_table(title, heads, {name: lines for name, lines in groups.items() if lines})
    terminal.say(
        _(
            "{added} added, {removed} removed, {changed} changed, {same} the same.",
            added=len(diff.added),
            removed=len(diff.removed),
            changed=len(diff.changed),
            same=len(diff.same),
        )
    )


def _agreed(name: str) -> bool:
    return sys.stdin.isatty() and click.confirm(_("Put the new list in the place of {file}?", file=name))


def _post(person: "PersonRecord", plan: "Plan") -> str:
    return ", ".join(filter(None, (value(person, name, plan) for name in ("position", "agency"))))


def _lines(change: "Change", plan: "Plan") -> list[tuple[str, ...]]:
    """A line per field, the name only on the first."""
    names = [change.before.full_name, *("" for _field in change.fields[1:])]
    return [
        (name, _(_FIELDS[field]), *_sides(change, field, plan))
        for name, field in zip(names, change.fields, strict=True)
    ]


def _sides(change: "Change", field: str, plan: "Plan") -> tuple[str, str]:
    """Both values; where masking hides the difference of two numbers that is said."""
    before, after = (_shown(person, field, plan) for person in (change.before, change.after))
    return (before, after) if before != after else (before, _("{number} (other digits)", number=after))


def _shown(person: "PersonRecord", field: str, plan: "Plan") -> str:
    from roster import problems

    if field == "held":
        return problems.sentence(person.held) if person.held else ""
    return value(person, field, plan)
