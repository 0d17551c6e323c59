from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services import respondents
from roster.services.board import Boards
from roster.services.editing import edits
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.store import queries
from tests.services.conftest import TODAY
from tests.services.lists import person, reading, unreadable

NAMES = ("An", "Bình", "Chi", "Dũng", "Giang")


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


def test_people_alike_are_counted_as_each_of_them(session: Session, plan: Plan) -> None:
    rng = Random(1)
    facts: list[dict[str, Any]] = [
        {"phones": (f"+8491{n:07}",), "cccd": f"06707{n:07}", "dob": f"19{60 + n}-02-03"} for n in range(40)
    ]
    flags = ((), (), ("bad_phone",), ("not_eligible",))
    lists = [
        reading(
            f"{name}.xlsx",
            *(
                person(
                    f"Lê Văn {NAMES[n % 5]}{NAMES[n // 8]}",
                    **fact,
                    group=rng.choice((*groups, None)),
                    agency_code=rng.choice(("so_y_te", None)),
                    flags=rng.choice(flags),
                    held=rng.choice((None, None, None, "lost_characters")),
                )
                for n, fact in enumerate(facts)
            ),
            sender=sender,
        )
        for name, groups, sender in (
            ("a", ["lanh_dao_so"], "so_y_te"),
            ("b", ["lanh_dao_so", "lanh_dao_phong"], None),
            ("c", [plan.delegate_group], "so_noi_vu"),
        )
    ]
    intake.add(session, lists, by="t")
    review.ensure_compared(session, by="t")
    keys = [p.key for p in queries.active_records(session)][:9]
    edits.exclude(session, keys, "nghỉ", plan=plan, today=TODAY, by="t")
    intake.withdraw(session, ["b.xlsx"], by="t")
    review.ensure_compared(session, by="t")
    board = Boards(plan).board(session, today=TODAY)
    state = respondents.overview(session, plan=plan, today=TODAY)
    assert len(state.clusters) < sum(p.takes_part for p in state.records)
    assert (board.counts, board.agency_lines, board.final) == (state.counts, state.agency_lines, state.final)
    assert (board.silent, board.records, board.held) == (state.silent, len(state.records), len(state.held))
    assert board.without_group == len(state.without_group)
    excluded = sum(count.excluded for count in board.counts.values())
    assert excluded == sum(p.excluded is not None and p.group is not None for p in state.records) > 0


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
