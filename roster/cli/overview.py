"""Shows the state of the work on a terminal: counts, readings, what is missing and open, the next step."""

from typing import TYPE_CHECKING, Any

from roster.cli import terminal
from roster.messages import _, language
from roster.services import count_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roster.export.document import AgencyLine
    from roster.plan import Deadline, Group
    from roster.services.respondents import Overview


def show(state: "Overview") -> None:
    """Counts per group, and both readings of the precedence."""
    heads = (_("Group"), *count_columns.headings(), _("Gap reason"))
    rows: list[tuple[object, ...]] = [
        (
            group_name(group),
            *count_columns.numbers(state.counts[group.code]).values(),
            state.gap_reasons.get(group.code, ""),
        )
        for group in state.plan.groups
    ]
    totals = [_sum(state, name) for name in count_columns.COLUMNS]
    terminal.table(_("Counts per group"), heads, [*rows, (_("Total"), *totals, "")])
    terminal.table(
        _("People on the list, by reading of the precedence"),
        (_("Group"), _("Only delegates come first"), _("All groups in order")),
        [
            (group_name(g), state.final["hdnd_first"][g.code], state.final["full"][g.code])
            for g in state.plan.groups
        ]
        + [(_("Total"), *(sum(state.final[reading].values()) for reading in ("hdnd_first", "full")))],
    )


def show_details(state: "Overview") -> None:
    """Counts per agency, who has sent nothing, the deadlines, held rows and unreadable files."""
    if state.agency_lines:
        heads = (_("Agency"), *count_columns.headings(), _("Gap reason"))
        terminal.grouped_table(_("Counts per agency"), heads, _agency_rows(state))
    if state.silent:
        terminal.table(
            _("Has sent nothing"),
            (_("Agency"), _("Days late")),
            [(sender.agency, sender.days_late) for sender in state.silent],
        )
    terminal.table(
        _("Deadlines"),
        (_("Deadline"), _("Day"), _("Days left")),
        [(_deadline(deadline), f"{deadline.day:%d/%m/%Y}", left) for deadline, left in state.days_left],
    )
    _show_findings(state)
    _show_waiting(state)


def next_steps(state: "Overview", *, options: str) -> None:
    """What must be done before the list can be sent; `options` (`Common.again`) go behind each command."""
    if not state.records:
        terminal.say(_("No list has been imported yet. Next: roster import FOLDER{options}", options=options))
        return
    for sentence in _missing(state):
        terminal.say(sentence)
    if state.questions:
        terminal.say(
            _(
                "{pairs} pairs are to be reviewed: roster review list{options}",
                pairs=len(state.questions),
                options=options,
            )
        )
    if state.held:
        terminal.say(
            _(
                "{held} rows are held: mend them in their files and read those again. "
                "To see them: roster check{options}",
                held=len(state.held),
                options=options,
            )
        )
    if not state.open:
        terminal.say(
            _(
                "Nothing is open. Write the list that is sent: roster export --out FOLDER{options}",
                options=options,
            )
        )


def _missing(state: "Overview") -> "Iterator[str]":
    """What no decision can mend: lists that have not come, files that failed, people without a group."""
    if state.silent:
        names = ", ".join(sender.agency for sender in state.silent)
        yield _("{count} agencies have sent nothing: {names}.", count=len(state.silent), names=names)
    if state.unread:
        names = ", ".join(file.name for file in state.unread)
        yield _(
            "{count} files could not be read, their people are missing: {names}.",
            count=len(state.unread),
            names=names,
        )
    if state.without_group:
        yield _(
            "{count} people stand in no group and are not on the list; the summary sheet names them.",
            count=len(state.without_group),
        )


def as_json(state: "Overview") -> dict[str, Any]:
    """The state for machines (docs/contract.md)."""
    return {
        "counts": {code: count_columns.numbers(count) for code, count in state.counts.items()},
        "final": {reading: dict(counts) for reading, counts in state.final.items()},
        "agencies": [
            {
                "group": line.group,
                "agency": line.agency,
                **count_columns.numbers(line.count),
                "reason": line.reason,
            }
            for line in state.agency_lines
        ],
        "reasons": dict(state.gap_reasons),
        "silent": [{"agency": s.agency, "days_late": s.days_late} for s in state.silent],
        "deadlines": {d.code: {"day": d.day.isoformat(), "days_left": n} for d, n in state.days_left},
        "open": {"pairs": len(state.questions), "held": len(state.held)},
        "unread": [file.name for file in state.unread],
    }


def _show_findings(state: "Overview") -> None:
    from roster import places, problems

    if state.findings:
        terminal.table(
            _("To look at in the lists"),
            (_("Rows"), _("What to do"), _("For example")),
            [(f.count, problems.sentence(f.code, **f.params), places.place(f.first)) for f in state.findings],
        )


def _show_waiting(state: "Overview") -> None:
    from roster import places, problems

    if state.held:
        terminal.table(
            _("Held rows"),
            (_("Place"), _("Full name"), _("What to do")),
            [(places.place(p.source), p.full_name, problems.sentence(p.held or "")) for p in state.held],
        )
    for file in state.unread:
        terminal.warn(f"{file.name}: {file.sentence}")


def _sum(state: "Overview", name: str) -> int | None:
    values = [getattr(count, name) for count in state.counts.values()]
    return None if any(value is None for value in values) else sum(values)


def _agency_rows(state: "Overview") -> dict[str, list[tuple[object, ...]]]:
    """The lines of the agencies under the short names of their groups."""
    rows = {
        group.short: [_agency_row(line) for line in state.agency_lines if line.group == group.code]
        for group in state.plan.groups
    }
    return {short: lines for short, lines in rows.items() if lines}


def _agency_row(line: "AgencyLine") -> tuple[object, ...]:
    return (line.agency, *count_columns.numbers(line.count).values(), line.reason)


def _deadline(deadline: "Deadline") -> str:
    name = deadline.name_en if language() == "en" else deadline.name
    return f"{name} ({_('not fixed by the plan')})" if deadline.assumed else name


def group_name(group: "Group") -> str:
    """The group's name in the language in use."""
    return group.name_en if language() == "en" else group.name
