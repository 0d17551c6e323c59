"""`roster edit`: mend what a list states, take people out, add them by hand, take any of it back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roster.cli import edit_values, options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.services.editing.edit_acts import Edited
    from roster.services.editing.edit_history import Act

_ROW = "FILE[:SHEET]:ROW"


@click.group(
    "edit",
    cls=usage.Group,
    help=_("Mend single people: correct fields, exclude, add by hand, choose values, undo."),
)
@options.of_group
def command() -> None:
    """One command per kind of act."""


@command.command(
    "correct",
    help=_("Correct fields of the person in ROW; of FIELD without =VALUE the value is asked for."),
)
@click.argument("place", metavar=_ROW, required=False)
@click.argument("words", metavar="FIELD[=VALUE]...", nargs=-1)
@click.option(
    "--from",
    "source",
    type=options.PATH,
    metavar="FILE.csv",
    help=_("Read the corrections from a CSV file with the columns row, field and value."),
)
@options.by
@options.common
def correct(
    common: Common, *, place: str | None, words: tuple[str, ...], source: Path | None, by: str
) -> int:
    """One act, whatever the number of fields and rows."""
    from roster.services.editing import edits

    if (place is None) == (source is None) or (place is not None and not words):
        raise click.UsageError(_("Name a row and its fields, or a file with --from."))
    given = edit_values.from_file(source) if source else [(str(place), edit_values.texts_of(words))]
    plan = common.plan()
    with common.database() as database, database.changing() as session:
        texts = {edit_values.record_at(session, where).key: fields for where, fields in given}
        done = edits.correct_several(session, texts, plan=plan, today=common.today(plan), by=by)
    return _done(done, common.again(database))


@command.command(
    "equal", help=_("Correct FIELD in every row whose list states OLD; of FILE, or of all lists.")
)
@click.argument("field", metavar="FIELD")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--file", "file", metavar="FILE", help=_("Only in this list."))
@options.by
@options.common
def equal(common: Common, *, field: str, old: str, new: str, file: str | None, by: str) -> int:
    """One act for all rows."""
    from roster.services.editing import edits

    def act(session: Any, **rules: Any) -> "Edited":
        return edits.correct_equal(session, field, (old, new), file=file, **rules)

    return _run(common, act, by=by)


@command.command(
    "exclude", help=_("Exclude the person in ROW from the roster; the workbook gives the reason.")
)
@click.argument("places", metavar=f"{_ROW}...", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@options.by
@options.common
def exclude(common: Common, *, places: tuple[str, ...], reason: str, by: str) -> int:
    """Each row named; other rows of the same person stay."""
    from roster.services.editing import edits

    def act(session: Any, **rules: Any) -> "Edited":
        keys = [edit_values.record_at(session, place).key for place in places]
        return edits.exclude(session, keys, reason, **rules)

    return _run(common, act, by=by)


@command.command("readmit", help=_("Put an excluded person back onto the roster."))
@click.argument("places", metavar=f"{_ROW}...", nargs=-1, required=True)
@options.by
@options.common
def readmit(common: Common, *, places: tuple[str, ...], by: str) -> int:
    """Each row named."""
    from roster.services.editing import edits

    def act(session: Any, **rules: Any) -> "Edited":
        return edits.readmit(
            session, [edit_values.record_at(session, place).key for place in places], **rules
        )

    return _run(common, act, by=by)


@command.command(
    "choose", help=_("Let the value of FIELD in ROW stand for its person, who has several rows.")
)
@click.argument("place", metavar=_ROW)
@click.argument("field", metavar="FIELD")
@options.by
@options.common
def choose(common: Common, *, place: str, field: str, by: str) -> int:
    """Against the other rows of the person."""
    from roster.services.editing import edits

    def act(session: Any, **rules: Any) -> "Edited":
        return edits.choose(session, edit_values.record_at(session, place).key, field, **rules)

    return _run(common, act, by=by)


@command.command("separate", help=_("Say that ROW is another person than the rows it was joined with."))
@click.argument("place", metavar=_ROW)
@options.by
@options.common
def separate(common: Common, *, place: str, by: str) -> int:
    """Decisions 'different' against each of the others."""
    from roster.services.reviewing import review

    with common.database() as database, database.changing() as session:
        number = review.separate(session, edit_values.record_at(session, place).key, by=by)
    terminal.say(_("Done: act {number}.", number=number))
    return _next(number, common.again(database))


@command.command(
    "add", help=_("Add a person who stands in no list; of FIELD without =VALUE it is asked for.")
)
@click.argument("words", metavar="FIELD[=VALUE]...", nargs=-1, required=True)
@options.by
@options.common
def add(common: Common, *, words: tuple[str, ...], by: str) -> int:
    """full_name is needed."""
    from roster.services.editing import additions

    texts = edit_values.texts_of(words)

    def act(session: Any, **rules: Any) -> "Edited":
        return additions.add(session, texts, **rules)

    return _run(common, act, by=by)


@command.command("undo", help=_("Take an act back: the one of this NUMBER, else your last one."))
@click.argument("number", metavar="NUMBER", type=usage.WholeNumber(1), required=False)
@options.by
@options.common
def undo(common: Common, *, number: int | None, by: str) -> int:
    """Any kind of act."""
    from roster.services.editing import edits

    plan = common.plan()
    with common.database() as database, database.changing() as session:
        rules: dict[str, Any] = {"plan": plan, "today": common.today(plan), "by": by}
        done = edits.undo(session, number, **rules) if number else edits.undo_last(session, **rules)
    terminal.say(_("Taken back: act {number}.", number=done.edit))
    return Exit.DONE


@command.command("list", help=_("Show the last acts, newest first, without values."))
@click.option("--limit", type=usage.WholeNumber(1), default=20, metavar="N", help=_("Show only the first N."))
@options.common
def list_(common: Common, *, limit: int) -> int:
    """Number, moment, who, what, where."""
    from roster.services.editing import edit_history

    with common.database() as database, database.reading() as session:
        acts = edit_history.newest(session, limit=limit)
    heads = (_("Number"), _("Moment"), _("Who"), _("What"), _("Fields"), _("Where"), _("Taken back"))
    terminal.table(_("Last acts"), heads, [_row(act) for act in acts])
    return Exit.DONE


def _run(common: Common, act: "Callable[..., Edited]", *, by: str) -> int:
    """Do one act in a transaction of its own and say its number."""
    plan = common.plan()
    with common.database() as database, database.changing() as session:
        done = act(session, plan=plan, today=common.today(plan), by=by)
    return _done(done, common.again(database))


def _done(done: "Edited", again: str) -> int:
    terminal.say(_("Done: act {number}, {count} rows.", number=done.edit, count=len(done.keys)))
    return _next(done.edit, again)


def _next(number: int, again: str) -> int:
    terminal.say(_("To take it back: roster edit undo {number}{options}", number=number, options=again))
    return Exit.DONE


def _row(act: "Act") -> tuple[object, ...]:
    from roster import places
    from roster.services import field_labels

    said = (line.field for line in act.lines if not line.field.startswith("seen:"))
    fields = dict.fromkeys(field.removeprefix("chosen:") for field in said)
    where = dict.fromkeys(places.place(line.source) for line in act.lines)
    shown = "; ".join(list(where)[:3]) + (" …" if len(where) > 3 else "")
    return (
        act.edit,
        f"{act.at.astimezone():%d/%m/%Y %H:%M}",
        act.by,
        _(field_labels.KINDS[act.kind]),
        field_labels.label(name for name in fields if name != "excluded"),
        shown,
        _("yes") if act.undone else "",
    )
