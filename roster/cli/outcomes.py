"""What became of each delivered file, shown on the terminal.

Knows the outcomes of `services.incoming.intake`; stores nothing.
"""

from typing import TYPE_CHECKING

from roster.cli import reading, terminal
from roster.cli.failures import outcome
from roster.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roster.services.incoming.carrying import Carried
    from roster.services.incoming.intake import Delivery

OUTCOMES = {
    "added": N_("new"),
    "replaced": N_("replaced the earlier one"),
    "unchanged": N_("unchanged"),
    "copy": N_("copy of {file}"),
    "unreadable": N_("not readable"),
}


def report(deliveries: "tuple[Delivery, ...]", again: str) -> int:
    """Show deliveries put into the database and what comes next; returns the command's exit code."""
    show(
        deliveries,
        _(
            "If one of them is out of date, withdraw it: roster import --undo FILE{options}",
            options=again,
        ),
    )
    unread = reading.warn_of_unread(one.reading for one in deliveries)
    terminal.say(_("Next: roster dedupe{options}", options=again))
    return outcome(questions=0, unread=unread)


def show(deliveries: "tuple[Delivery, ...]", remedy: str) -> None:
    """A line per file, what the program wants to say about it, and lists that may be out of date.

    `remedy` is the sentence that says how such a list is taken out.
    """
    terminal.table(
        _("Files"),
        (_("File"), _("Outcome"), _("Rows"), _("People"), _("Held"), _("Ignored")),
        [_row(one) for one in deliveries],
    )
    for one in deliveries:
        reading.tell_notices(one.reading)
        if one.beside:
            said = _(
                "{file} and {others} of the same sender name the same people.",
                file=one.reading.name,
                others=", ".join(one.beside),
            )
            terminal.warn(f"{said} {remedy}")


def tell_carried(carried: "Iterable[Carried]") -> None:
    """What became of the edits of lists whose next delivery has come."""
    from roster import places
    from roster.services import field_labels

    for one in carried:
        terminal.say(
            _(
                "{file}: {kept} earlier edits hold on, {settled} corrections are in the new list now, {gone} "
                "edits are of people it does not name.",
                file=one.file,
                kept=one.kept,
                settled=one.settled,
                gone=one.gone,
            )
        )
        for lost in one.overtaken:
            said = _("The new list states another value than the correction, and counts. Check it.")
            terminal.warn(f"{places.place(lost.source)}, {field_labels.label([lost.field])}: {said}")


def _row(one: "Delivery") -> tuple[object, ...]:
    read = one.reading
    said = _(OUTCOMES[one.outcome], file=one.copy_of)
    if read.error:
        return (read.name, said, None, None, None, None)
    return (read.name, said, read.total, len(read.people) - read.held, read.held, len(read.rejects))
