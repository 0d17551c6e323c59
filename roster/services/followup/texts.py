"""Ready-made messages for the people on the roster: the same for everybody, without any personal data."""

from collections.abc import Mapping
from datetime import date

from roster.export.form import fill
from roster.export.reminder_form import load_messages
from roster.messages import N_
from roster.plan import Plan
from roster.services.followup.rates import DEADLINE

NAMES: Mapping[str, str] = {"reminder": N_("Invitation and reminder"), "thanks": N_("Thanks")}


def texts(plan: Plan, *, today: date) -> dict[str, str]:
    """The messages of a day by name; the reminder differs after the deadline. Raises as `load_messages`."""
    found, deadline = load_messages(), plan.deadline(DEADLINE)
    days = (deadline.day - today).days if deadline else 0
    values = {
        "plan": plan.title,
        "document": plan.document,
        "province": plan.province,
        "deadline": f"{deadline.day:%d/%m/%Y}" if deadline else "……",
        "days": abs(days),
    }
    reminder = found.late if days < 0 else found.before
    return {"reminder": fill(reminder, **values), "thanks": fill(found.thanks, **values)}
