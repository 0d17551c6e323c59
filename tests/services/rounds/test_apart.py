"""Nothing of another round is ever seen or changed: by what the database is asked, and by what comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

import roster
from roster.model import PersonRecord
from roster.plan import Plan
from roster.services import people, respondents
from roster.services.editing import additions, edit_history, edits
from roster.services.incoming import intake, lists, uploads
from roster.services.reviewing import review, review_history
from roster.store import queries, tables
from roster.store.rounds import OfRound
from roster.store.session import Database
from tests.services.conftest import TODAY
from tests.services.lists import delegate, person
from tests.services.rounds.conftest import InRound, load

AN = person("Nguyễn Văn An", "1970-01-02", phones=("+84912345678",))
BINH = person("Trần Thị Hòa Bình", "1975", phones=("+84905111222",), email="binh@daknong.gov.vn")
BINH_AS_DELEGATE = delegate("Trần Thị Hòa Bình", "1975-03-04")
OF_ROUND = {
    str(mapper.local_table) for mapper in tables.Base.registry.mappers if issubclass(mapper.class_, OfRound)
}
READ = re.compile(r"(?:FROM|JOIN|UPDATE|,)\s+(\w+)(?:\s+AS\s+(\w+))?(?=[\s,)]|$)")
# what the law asks about a person, or a round past its date: whatever round it stands in
OF_PEOPLE = ("store/personal_queries.py", "store/expiry_queries.py")
ALLOWED = re.compile(
    r"^SELECT (?:DISTINCT )?\w+\.(?:round_id|value)|"  # looks at earlier rounds and says so
    r"^UPDATE \w+ SET (?!.*SELECT).* WHERE \w+\.id = \S+$|"  # rows that were found under the round
    r"edits\.undoes IS NOT NULL\)",  # an act of any round undoes a decision
)


def forgotten(statement: str) -> list[str]:
    """The tables of rounds that a statement reads or changes without saying in which round."""
    if statement.startswith(("INSERT", "BEGIN", "COMMIT", "PRAGMA")):
        return []
    read = [alias or name for name, alias in READ.findall(statement) if name in OF_ROUND]
    said = re.findall(r"(\w+)\.round_id\s*(?:!?=|<)", statement)
    return [name for name in read if read.count(name) > said.count(name)]


@contextmanager
def watched(engine: Any) -> Iterator[list[str]]:
    """The statements that forget the round, of all that are sent while this is open."""
    found: list[str] = []

    def look(_c: Connection, _cursor: object, statement: str, _p: object, _x: object, _many: bool) -> None:
        if forgotten(statement):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", look)


def everything(session: Any, plan: Plan) -> list[str]:
    """What every service that shows something says of a round."""
    review.ensure_compared(session, by="t")
    state = respondents.overview(session, plan=plan, today=TODAY)
    found = people.search(session, people.Wanted(), page=1, per_page=50)
    return [
        repr(part)
        for part in (
            *(sorted(repr(r) for r in state.records), state.respondents, state.counts, state.questions),
            *(state.findings, state.gap_reasons, state.silent, state.unread, found),
            *(review_history.decided(session, page=1), edit_history.newest(session, limit=50)),
            *(lists.newest(session, page=1, per_page=50)[0], people.flags(session)),
            *(people.search(session, people.Wanted(words=w), page=1, per_page=5) for w in ("nguyen", "b")),
            *(people.person(session, record.key, plan=plan) for record in state.records),
        )
    ]


def work(session: Any, plan: Plan, *lists_: PersonRecord, name: str) -> None:
    """A bit of everything that changes a round."""
    load(session, *lists_, name=name)
    load(session, BINH_AS_DELEGATE, name=f"hdnd-{name}")
    rules: dict[str, Any] = {"plan": plan, "today": TODAY, "by": "t"}
    key = queries.active_records(session)[0].key
    edits.correct(session, key, {"position": "Giám đốc Sở"}, **rules)
    additions.add(session, {"full_name": f"Người {name}", "group": "lanh_dao_so"}, **rules)
    act = edits.exclude(session, [key], "thôi việc", **rules)
    edits.undo(session, act.edit, **rules)
    respondents.explain_gap(session, "lanh_dao_so", f"why {name}", plan=plan, by="t")
    review.ensure_compared(session, by="t")
    for question in review.questions(session):
        review.decide(session, question.id, "different", by="t")


def test_what_happens_in_one_round_changes_nothing_of_another(
    working: InRound, plan: Plan, next_plan: Plan
) -> None:
    with working(plan) as session:
        work(session, plan, AN, BINH, name="so.xlsx")
        before = everything(session, plan)
    with working(next_plan) as session:
        assert "so.xlsx" not in repr(everything(session, next_plan))
        work(session, next_plan, BINH, person("Ama Kông", "1960"), name="so.xlsx")  # a file of the same name
        work(session, next_plan, replace(AN, dob="1970"), name="another.xlsx")
        assert "why so.xlsx" not in repr(queries.gap_reasons(session))
        intake.withdraw(session, ["so.xlsx"], by="t")
        edits.undo_last(session, plan=next_plan, today=TODAY, by="t")
    with working(plan) as session:
        assert everything(session, plan) == before


@pytest.mark.parametrize("words", ["nguyen", "pho giam doc", ""])
def test_who_is_looked_for_is_counted_in_one_round(
    words: str, working: InRound, plan: Plan, next_plan: Plan
) -> None:
    for one, found in ((plan, (AN, BINH)), (next_plan, (AN,))):
        with working(one) as session:
            load(session, *found)
    for one in (plan, next_plan):
        with working(one) as session:
            page = people.search(session, people.Wanted(words=words), page=1, per_page=5)
            assert page.total == len(page.found)


def test_no_statement_forgets_the_round(
    database: Database, working: InRound, plan: Plan, next_plan: Plan
) -> None:
    with working(plan) as session:
        work(session, plan, AN, BINH, name="so.xlsx")
    with watched(database.engine) as found, working(next_plan) as session:
        work(session, next_plan, BINH, AN, name="so.xlsx")
        everything(session, next_plan)
        intake.withdraw(session, ["so.xlsx"], by="t")
    assert [one for one in found if not ALLOWED.search(one)] == []


def test_the_watch_can_fail() -> None:
    assert forgotten("SELECT records.id FROM records WHERE records.key = 'x'") == ["records"]
    assert forgotten("DELETE FROM pairs WHERE pairs.id = 1") == ["pairs"]
    assert forgotten("SELECT 1 FROM records JOIN imports ON 1 WHERE records.round_id = 1") == ["imports"]
    assert forgotten("SELECT 1 FROM records WHERE records.round_id = 1") == []


@pytest.mark.parametrize("kind", sorted(OF_ROUND))
def test_every_kind_of_row_is_hidden_from_other_rounds(
    kind: str, working: InRound, plan: Plan, next_plan: Plan
) -> None:
    """Whatever class takes `OfRound` later, too: a session of another round finds none of its rows."""
    (cls,) = [m.class_ for m in tables.Base.registry.mappers if str(m.local_table) == kind]
    with working(plan) as session:
        work(session, plan, AN, BINH, name="so.xlsx")
        assert {one.round_id for one in session.scalars(select(cls))} <= {1}
    with working(next_plan) as session:
        assert session.scalars(select(cls)).all() == []


def test_only_few_modules_look_over_several_rounds() -> None:
    """Who adds to these has to say why in the review."""
    folder = Path(roster.__file__).parent
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if re.search(r"rounds\.across\(|__table__\.c\b", path.read_text(encoding="utf-8"))
    }
    # health: the doctor looks through the whole database
    assert found == {"store/round_queries.py", "store/queries.py", "store/health.py", *OF_PEOPLE}


def test_files_handed_in_wait_in_their_own_round_and_end_in_every_one(tmp_path: Path) -> None:
    now = datetime(2024, 12, 12, tzinfo=UTC)
    folders = [uploads.folder_of_round(tmp_path, number) for number in (1, 2, 3)]
    for folder in folders[:2]:
        uploads.receive(folder, "a.xlsx", BytesIO(b"x"), by="t", at=now)
    assert [len(uploads.waiting(folder)) for folder in folders] == [1, 1, 0]
    assert uploads.expire_all(tmp_path, now=now + timedelta(days=31), days=30) == 2
    assert [len(uploads.waiting(folder)) for folder in folders] == [0, 0, 0]
