"""`roster review`: look at the doubtful pairs and decide."""

from typing import TYPE_CHECKING

import click

from roster.cli import options, overview, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import N_, _

if TYPE_CHECKING:
    from roster.model import PersonRecord, Verdict
    from roster.plan import Plan
    from roster.services.review import Question

VERDICTS = ("same", "different", "unsure")
FIELDS = {
    "full_name": N_("Full name"),
    "dob": N_("Date of birth"),
    "gender": N_("Gender"),
    "phones": N_("Phone"),
    "cccd": N_("Card number"),
    "email": N_("Email"),
    "position": N_("Position"),
    "agency": N_("Agency"),
    "unit": N_("Unit"),
    "group": N_("Group"),
}


@click.group("review", cls=usage.Group, help=_("Look at pairs of rows that may be one person, and decide."))
def command() -> None:
    """Two commands: list and decide."""


@command.command("list", help=_("Show the pairs to review, most probable first."))
@click.option("--limit", type=usage.WholeNumber(1), metavar="N", help=_("Show only the first N."))
@options.by
@options.common
def list_(common: Common, *, limit: int | None, by: str) -> int:
    """Compare first if something has changed, then show the open pairs."""
    from roster.services import review

    with common.database() as database, database.changing() as session:
        review.ensure_compared(session, by=by)
        questions = review.questions(session)
    plan = common.plan()
    for question in questions[:limit]:
        _show(question, plan)
    if not questions:
        terminal.say(_("No pair is left to review."))
        return Exit.DONE
    terminal.say(_("{pairs} pairs to review.", pairs=len(questions)))
    terminal.say(
        _(
            "Decide with: roster review decide ID same|different|unsure{options}",
            options=common.again(database),
        )
    )
    return Exit.DONE


@command.command("decide", help=_("Decide whether the rows of pair ID are the same person."))
@click.argument("pair_id", metavar="ID")
@click.argument("verdict", type=click.Choice(VERDICTS))
@options.by
@options.common
def decide(common: Common, *, pair_id: str, verdict: "Verdict", by: str) -> int:
    """Record the decision and say how many pairs are left."""
    from roster.services import review

    with common.database() as database, database.changing() as session:
        review.decide(session, pair_id, verdict, by=by)
        left = len(review.questions(session))
    if left:
        terminal.say(_("Decided. {pairs} pairs to review.", pairs=left))
    else:
        terminal.say(_("Decided. No pair is left to review."))
    return Exit.DONE


def _show(question: "Question", plan: "Plan") -> None:
    from roster import places
    from roster.services import review

    title = _("Pair {id}", id=question.id)
    if question.verdict:
        title += " · " + _("somebody was unsure")
    left, right = question.left, question.right
    rows = [(_("Person"), *question.persons)]
    rows += [(_(label), value(left, name, plan), value(right, name, plan)) for name, label in FIELDS.items()]
    heads = ("", places.place(left.source), places.place(right.source))
    terminal.table(title, heads, [row for row in rows if row[1] or row[2]])
    for sentence in review.sentences(question.pair):
        terminal.say(f"  • {sentence}")
    terminal.say("")


def value(person: "PersonRecord", name: str, plan: "Plan") -> str:
    """A field as it is shown: numbers masked, the group by its name, '' for nothing."""
    from roster import dates
    from roster.services.masks import masked

    match name:
        case "dob":
            return dates.written(person.dob)
        case "phones":
            return ", ".join(masked(phone) for phone in person.phones)
        case "cccd":
            return masked(person.cccd)
        case "group":
            return overview.group_name(plan.group(person.group)) if person.group else ""
        case _:
            return str(getattr(person, name) or "")
