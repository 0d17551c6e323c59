"""Where the work stands, for the pages that show its numbers; compares first if something has changed."""

from roster.services import review
from roster.services.board import Board
from web import house


def fresh() -> None:
    """See to it that the last comparison fits what there is."""
    database = house.current().database
    with database.reading() as session:
        if review.is_compared(session):
            return
    with database.changing() as session:
        review.ensure_compared(session, by=house.AUTHOR)


def now() -> Board:
    """The numbers of this moment."""
    here = house.current()
    with here.database.reading() as session:
        if review.is_compared(session):
            return here.boards.board(session, today=here.today())
    with here.database.changing() as session:
        review.ensure_compared(session, by=house.AUTHOR)
        return here.boards.board(session, today=here.today())
