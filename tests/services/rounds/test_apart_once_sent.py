"""What goes on once the list is sent belongs to one round: sending, collecting, follow-up, replacing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.collecting import log, progress
from roster.services.followup import acts, answer_rows, answered, calls, people, rates, roster
from roster.services.followup.acts import Mark
from roster.services.followup.calls import Request
from roster.services.handovers import checks, entered, freezing, history, renderings
from roster.services.handovers.documents import Made
from roster.services.handovers.freezing import Order
from roster.services.replacements import history as replacements
from roster.services.replacements import ordering
from roster.services.replacements.ordering import Rules
from roster.services.rounds import book
from roster.services.shelf import Shelf
from roster.store import tables
from tests.services.conftest import TODAY
from tests.services.lists import person
from tests.services.rounds.conftest import InRound, load
from tests.services.rounds.test_apart import ALLOWED, watched

AN, BINH, CUONG = (
    person(name, f"197{n}", phones=(f"+8491234567{n}",))
    for n, name in enumerate(("Lê Văn An", "Trần Văn Bình", "Y Cường"))
)
MADE: tuple[Any, ...] = (
    *(tables.AgencyLog, tables.FollowupAct, tables.FollowupEvent, tables.AnswerRow, tables.AnswerDecision),
    *(tables.Disclosure, tables.Followed, tables.Replacement),
    *(tables.HandOver, tables.HandOverRow, tables.HandOverFile, tables.Rendering, tables.Entered),
)


def list_of_answers(folder: Path) -> Path:
    book = Workbook()
    for row in (("STT", "Họ và tên", "Ngày sinh"), (1, "Vũ Thị Lạ", "01/01/1981")):
        book.worksheets[0].append(row)
    book.save(path := folder / "tra-loi.xlsx")
    return path


def work(session: Any, plan: Plan, folder: Path) -> None:
    """A bit of everything that is done once the list is sent."""
    known: dict[str, Any] = {"plan": plan, "today": TODAY, "by": "t"}
    load(session, AN, BINH, CUONG)
    log.remind(session, ["so_noi_vu"], channel="zalo", day=TODAY, **known)
    where = Shelf(folder / "kept")
    made = freezing.freeze(session, where, Order(plan, TODAY, "t", allow_reason="x")).hand_over
    renderings.keep(session, where, made, [Made("list.pdf", b"%PDF")], by="t")
    roster.ensure(session, plan=plan, by="t")
    numbers = [
        one.person for one in people.search(session, people.Wanted(), plan=plan, page=1, per_page=9)[0]
    ]
    acts.mark(session, numbers[:1], Mark("sent", TODAY, "zalo"), **known)
    path = list_of_answers(folder)
    taken = answered.take(session, path, path.name, **known)
    (row,), _total = answer_rows.rows(session, taken.act, plan=plan)
    answer_rows.decide(session, row.number, "", plan=plan, by="t")
    calls.give(session, Request("buu_dien", "Nhắc trả lời phiếu"), **known)
    entered.tick(session, numbers[:1], plan=plan, by="t")
    order = ordering.Order(numbers[2], "retired", "", "Công văn số 1", TODAY)
    ordering.replace(session, order, Rules(plan, TODAY, "t"))


def everything(session: Any, plan: Plan, folder: Path) -> list[str]:
    """What every service that shows something of this says."""
    found = [
        people.search(session, people.Wanted(), plan=plan, page=1, per_page=9),
        acts.newest(session, plan=plan, page=1, per_page=9),
        answer_rows.imports(session, plan=plan, page=1, per_page=9),
        calls.given(session, plan=plan, page=1, per_page=9),
        log.newest(session, plan=plan, page=1, per_page=9),
        progress.progress(session, plan=plan, today=TODAY).lines,
        rates.rates(session, plan=plan, today=TODAY),
        history.everything(session, plan=plan),
        checks.check_all(session, folder / "kept", plan=plan),
        entered.entries(session, plan=plan),
        replacements.ordered(session),
    ]
    return [repr(one) for one in found]


def test_what_goes_on_in_one_round_changes_nothing_of_another(
    working: InRound, plan: Plan, next_plan: Plan, tmp_path: Path
) -> None:
    with working(plan) as session:
        work(session, plan, tmp_path)
        before = everything(session, plan, tmp_path)
    with working(next_plan) as session, watched(session.get_bind()) as found:
        assert all(session.scalars(select(cls)).first() is None for cls in MADE)
        work(session, next_plan, tmp_path)
        everything(session, next_plan, tmp_path)
    assert [one for one in found if not ALLOWED.search(one)] == []
    with working(plan) as session:
        assert everything(session, plan, tmp_path) == before
        assert all({one.round_id for one in session.scalars(select(cls))} == {1} for cls in MADE)


def test_a_closed_round_takes_nothing_more(
    working: InRound, plan: Plan, next_plan: Plan, tmp_path: Path
) -> None:
    with working(plan) as session:
        work(session, plan, tmp_path)
        (first, *_rest), _total = people.search(session, people.Wanted(), plan=plan, page=1, per_page=9)
        book.close(session, plan.code, by="t")
    known: dict[str, Any] = {"plan": plan, "today": TODAY, "by": "t"}
    refused = (
        lambda s: log.received(s, "so_noi_vu", day=date(2024, 12, 1), **known),
        lambda s: acts.mark(s, [first.person], Mark("reminded", TODAY, "zalo"), **known),
        lambda s: calls.give(s, Request("buu_dien", "Nhắc trả lời phiếu"), **known),
        lambda s: entered.untick(s, [first.person], plan=plan, by="t"),
        lambda s: freezing.freeze(s, Shelf(tmp_path / "k"), Order(plan, TODAY, "t", allow_reason="x")),
    )
    for act in refused:
        with pytest.raises((UserError, UserErrors)) as error, working(plan) as session:
            act(session)
        assert getattr(error.value, "code", "") == "round_closed"
    with working(plan) as session:
        assert everything(session, plan, tmp_path)  # it can still be looked at
