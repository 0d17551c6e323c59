"""What the forms of the plan board send, as its services take it."""

from flask import request

from roster.services.plan_board.marks import Said
from web import house
from web.dates import typed_day


def said() -> Said:
    """Day, words and document of a form. Raises `UserError` (bad_day)."""
    form, today = request.form, house.current().today()
    return Said(typed_day(form.get("day", ""), today), form.get("text", ""), form.get("document", ""))
