"""A day typed into a form: as a date field sends it, or as officials write it."""

from datetime import date

from roster import dates
from roster.errors import UserError


def typed_day(text: str, usual: date) -> date:
    """The day, `usual` for nothing. Raises `UserError` (bad_day)."""
    if not text.strip():
        return usual
    found = dates.typed_day(text)
    if found is None:
        raise UserError("bad_day", "{text} is not a day. Write it as DD/MM/YYYY.", text=text)
    return found
