"""`roster review`: look at the doubtful pairs and decide."""

from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.failures import Exit
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from roster.model import Verdict
    from roster.plan import Plan
    from roster.services.reviewing.review import Question

VERDICTS = ("same", "different", "unsure")


@click.group("review", cls=usage.Group, help=_("Look at pairs of rows that may be one person, and decide."))
@options.of_group
def command() -> None:
    """Two commands: list and decide."""


@command.command("list", help=_("Show the pairs to review, most probable first."))
@click.option("--limit", type=usage.WholeNumber(1), metavar="N", help=_("Show only the first N."))
@options.by
@options.common
def list_(common: Common, *, limit: int | None, by: str) -> int:
    """Compare first if something has changed, then show the open pairs."""
    from roster.services.reviewing import review

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
    from roster.services.reviewing import review

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
    from roster.services.record_values import FIELDS, value
    from roster.services.reviewing import review

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
