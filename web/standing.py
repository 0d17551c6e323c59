"""Where the work stands, for the pages that show its numbers; compares first if something has changed."""

from roster.services import review, summary
from roster.services.summary import Summary
from web import house

_AUTHOR = "roster web"  # the comparison is renewed by the page, not by a person


def now() -> Summary:
    """The numbers of this moment."""
    here = house.current()
    with here.database.reading() as session:
        if review.is_compared(session):
            return summary.of(session, plan=here.plan, today=here.today())
    with here.database.changing() as session:
        review.ensure_compared(session, by=_AUTHOR)
        return summary.of(session, plan=here.plan, today=here.today())
