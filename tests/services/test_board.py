from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services import intake, respondents, review
from roster.services.board import Boards
from tests.services.conftest import TODAY
from tests.services.lists import person, reading, unreadable


def filled(session: Session, plan: Plan) -> Boards:
    lists = (
        reading(
            "a.xlsx", person("Nguyễn Văn An"), person("Lê Bình", held="lost_characters"), sender="so_noi_vu"
        ),
        reading("b.xlsx", person("Trần Thị Chi", group=None, agency="Sở Y tế", agency_code="so_y_te")),
        unreadable("c.pdf"),
    )
    intake.supersede(session, lists, by="test")
    review.ensure_compared(session, by="test")
    return Boards(plan)


def test_the_figures_are_those_of_the_overview(session: Session, plan: Plan) -> None:
    board = filled(session, plan).board(session, today=TODAY)
    state = respondents.overview(session, plan=plan, today=TODAY)
    assert (board.counts, board.agency_lines, board.final) == (state.counts, state.agency_lines, state.final)
    assert (board.silent, board.unread, board.days_left) == (state.silent, state.unread, state.days_left)
    assert (board.records, board.questions, board.held) == (3, len(state.questions), 1)
    assert (board.without_group, board.open, len(board.unread)) == (1, state.open, 1)


def test_nothing_is_counted_twice_until_something_changes(session: Session, plan: Plan) -> None:
    boards = filled(session, plan)
    first = boards.board(session, today=TODAY)
    assert boards.board(session, today=TODAY) is first
    assert boards.board(session, today=TODAY + timedelta(days=1)) is not first
    respondents.explain_gap(session, "lanh_dao_so", "biệt phái", plan=plan, by="test")
    session.flush()
    explained = boards.board(session, today=TODAY)
    assert explained.gap_reasons == {"lanh_dao_so": "biệt phái"}
    intake.supersede(session, (reading("d.xlsx", person("Phạm Dũng")),), by="test")
    review.ensure_compared(session, by="test")
    assert boards.board(session, today=TODAY).records == 4
    assert explained == replace(first, gap_reasons=explained.gap_reasons)
