"""Where the work stands, for the pages that show its numbers; has the comparison renewed if it must be."""

from flask import g

from roster.services.board import Board
from web import comparing, house


def now() -> Board:
    """The numbers of this moment; while records are being compared, the last ones, and the page says so."""
    here = house.current()
    g.is_behind = not comparing.is_fresh() and not here.renewal.is_done()
    with here.database.reading() as session:
        return here.boards.board(session, today=here.today())
