"""Papers of a draw and its fieldwork as Word documents, under the letterhead of the plan.

Knows which content goes into which document; the layout is `export`.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from roster.export import draw_report, fieldwork_lists
from roster.export.form import load_form
from roster.plan import Plan
from roster.services.sipas import fieldwork, keeping, lists
from roster.services.sipas.fieldwork import Rules
from roster.sipas.levels import load_levels
from roster.store import tables


def report(made: tables.SipasDraw, plan: Plan) -> bytes:
    """The report of a kept draw."""
    document = keeping.document_of(made)
    return draw_report.report(document, load_levels(), form=load_form(plan.form), province=plan.province)


def people(session: Session, villages: Sequence[str], *, partner: str, rules: Rules) -> bytes:
    """The lists of people of some villages (all for none named); put on record, raises as `lists.give`."""
    found = lists.give(session, villages, partner=partner, rules=rules)
    return fieldwork_lists.lists(
        found, lists.named(rules, partner), form=load_form(rules.plan.form), province=rules.plan.province
    )


def forms(session: Session, villages: Sequence[str], *, partner: str, rules: Rules) -> bytes:
    """The sheet on which the forms of some villages (all for none named) change hands. Names nobody.

    Raises unknown_partner, unknown_village_of_draw, nothing_drawn.
    """
    name, now = lists.named(rules, partner), fieldwork.field(session)
    found = lists.of_villages(now, villages)
    form, province = load_form(rules.plan.form), rules.plan.province
    return fieldwork_lists.sheet(found, name, form=form, province=province)
