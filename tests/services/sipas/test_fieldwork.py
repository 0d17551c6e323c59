"""The log of the fieldwork: only added to, contradictions refused, replacements in order, sums that agree."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.services.sipas import fieldwork, lists, sheets, status
from roster.services.sipas.fieldwork import Leaving, Rules, Visit
from roster.sipas.fieldwork import COUNTED, Line, Tally, in_force
from tests.services.conftest import TODAY
from tests.services.sipas.conftest import BY, PARTNER
from tests.sipas.frames import codes_raised

YESTERDAY = TODAY - timedelta(days=1)


def enter(
    session: Session, rules: Rules, village: str, day: date = TODAY, **numbers: int
) -> tuple[Line, ...]:
    said = {kind: numbers[kind] for kind in COUNTED if kind in numbers}
    return fieldwork.enter(session, [Visit(village, PARTNER, day, said)], rules=rules)


def leave(session: Session, rules: Rules, person: str, reason: str = "Đã chuyển đi") -> Line:
    (line,) = fieldwork.enter(session, (), [Leaving(person, PARTNER, TODAY, reason)], rules=rules)
    return line


@pytest.fixture
def village(session: Session, drawn: int) -> str:
    return fieldwork.field(session).villages[0].unit_id


def test_sums_by_village_commune_district_day_and_partner(
    session: Session, rules: Rules, village: str
) -> None:
    enter(session, rules, village, YESTERDAY, issued=5, collected=2)
    enter(session, rules, village, collected=1, refused=1, not_reached=1)
    found = status.status(session)
    assert found.total == Tally(40, 5, 3, 1, 1, 0)
    (mine,) = [one for one in found.villages if one.unit_id == village]
    assert mine.tally == Tally(5, 5, 3, 1, 1, 0)
    (commune,) = [one for one in found.communes if one.unit_id == mine.parent]
    assert commune.tally == Tally(10, 5, 3, 1, 1, 0)
    assert sum((one.tally for one in found.districts), Tally()) == found.total
    assert {day: sums["collected"] for day, sums in found.by_day.items()} == {
        YESTERDAY.isoformat(): 2,
        TODAY.isoformat(): 1,
    }
    assert found.by_partner[PARTNER] == {
        "issued": 5,
        "collected": 3,
        "refused": 1,
        "not_reached": 1,
        "replaced": 0,
    }


def test_the_next_reserves_stand_in_in_their_order(session: Session, rules: Rules, village: str) -> None:
    before = lists.of_village(fieldwork.field(session), village)
    first, second = (one.unit_id for one in before.reserves)
    person, other, third = (one.unit_id for one in before.asked[:3])
    line = leave(session, rules, person)
    assert (line.person, line.reserve, line.reason) == (person, first, "Đã chuyển đi")
    after = lists.of_village(fieldwork.field(session), village)
    assert first in {one.unit_id for one in after.asked}
    assert person not in {one.unit_id for one in after.asked}
    assert after.tally == Tally(5, replaced=1)
    assert leave(session, rules, other).reserve == second
    assert codes_raised(lambda: leave(session, rules, third)) == ["no_reserve_left"]
    assert codes_raised(lambda: leave(session, rules, person)) == ["not_asked"]
    assert codes_raised(lambda: leave(session, rules, "nobody")) == ["not_asked"]


def test_a_reserve_that_stands_in_may_be_replaced_and_undone_last_first(
    session: Session, rules: Rules, village: str
) -> None:
    person = lists.of_village(fieldwork.field(session), village).asked[0].unit_id
    one = leave(session, rules, person)
    two = leave(session, rules, one.reserve)
    assert codes_raised(lambda: fieldwork.undo(session, one.id, by=BY)) == ["replacement_built_upon"]
    fieldwork.undo(session, two.id, by=BY)
    fieldwork.undo(session, one.id, by=BY)
    assert person in {p.unit_id for p in lists.of_village(fieldwork.field(session), village).asked}


def test_a_correction_is_a_new_line_and_nothing_is_overwritten(
    session: Session, rules: Rules, village: str
) -> None:
    (wrong,) = enter(session, rules, village, issued=4)
    back = fieldwork.undo(session, wrong.id, by=BY)
    enter(session, rules, village, issued=5)
    now = fieldwork.field(session)
    assert [(line.number, line.undoes) for line in now.log] == [(4, None), (4, wrong.id), (5, None)]
    assert (back.undoes, back.by) == (wrong.id, BY)
    assert now.tallies()[village].issued == 5
    assert codes_raised(lambda: fieldwork.undo(session, wrong.id, by=BY)) == ["no_such_line"]
    for change in ("UPDATE sipas_lines SET number = 1", "DELETE FROM sipas_lines"):
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(text(change))


def test_what_contradicts_itself_is_refused(session: Session, rules: Rules, village: str) -> None:
    def refused(**numbers: int) -> list[str]:
        return codes_raised(lambda: enter(session, rules, village, TODAY, **numbers))

    assert refused(issued=6) == ["more_issued_than_target"]
    assert refused(collected=1) == ["more_answers_than_issued"]
    assert refused() == ["nothing_entered"]
    assert refused(issued=-1) == ["bad_number_of_forms"]
    issued = enter(session, rules, village, issued=5)[0]
    enter(session, rules, village, collected=5)
    assert refused(collected=1) == ["more_answers_than_issued", "more_collected_than_target"]
    assert codes_raised(lambda: fieldwork.undo(session, issued.id, by=BY)) == ["more_answers_than_issued"]


def test_everything_wrong_is_named_at_once(session: Session, rules: Rules, drawn: int) -> None:
    visit = Visit("nowhere", "nobody", TODAY + timedelta(days=1), {"issued": 10**6})
    leaving = Leaving("x", PARTNER, TODAY, "  ")
    assert codes_raised(lambda: fieldwork.enter(session, [visit], [leaving], rules=rules)) == [
        "unknown_partner",
        "future_day",
        "unknown_village_of_draw",
        "bad_number_of_forms",
        "reason_of_replacement",
    ]


def test_without_a_draw_there_is_nothing_to_track(session: Session, rules: Rules) -> None:
    assert codes_raised(lambda: status.status(session)) == ["nothing_drawn"]
    assert status.if_drawn(session) is None


def test_a_filled_in_sheet_is_entered_once(
    session: Session, rules: Rules, village: str, tmp_path: Path
) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(sheets.template(session, rules=rules, partner=PARTNER))
    book = load_workbook(path)
    (sheet,) = book.worksheets
    texts = [list(line) for line in sheet.iter_rows(values_only=True)]
    heads = {name: at for line in texts if line[0] == "Mã thôn" for at, name in enumerate(line, 1)}
    (row,) = [at for at, line in enumerate(texts, 1) if line[0] == village]
    person = lists.of_village(fieldwork.field(session), village).asked[0].unit_id
    filled: dict[str, str | int] = {"Ngày": "11/12/2024", "Phát ra": 5, "Thu về": 3}
    filled |= {"Mã người được thay": person}
    for name, value in (filled | {"Lý do thay": "Đã mất"}).items():
        sheet.cell(row, heads[name], value)
    book.save(path)
    kept = sheets.enter(session, path, name=path.name, rules=rules)
    assert [(line.kind, line.number, line.partner) for line in kept] == [
        ("issued", 5, PARTNER),
        ("collected", 3, PARTNER),
        ("replaced", 1, PARTNER),
    ]
    assert kept[0].day == date(2024, 12, 11)
    assert codes_raised(lambda: sheets.enter(session, path, name="p", rules=rules)) == [
        "sheet_entered_already"
    ]
    wrong: list[tuple[str, str | int]] = [("31/02/2024", "x"), ("10/12/2024", 1)]
    for at, (day, number) in enumerate(wrong):
        sheet.cell(row + at, heads["Mã thôn"], village)
        sheet.cell(row + at, heads["Ngày"], day)
        sheet.cell(row + at, heads["Phát ra"], number)
        sheet.cell(row + at, heads["Đơn vị"], "?")
    book.save(path)
    with pytest.raises(UserErrors) as refused:
        sheets.enter(session, path, name="p", rules=rules)
    found = [(e.code, e.params["row"]) for e in refused.value.exceptions if isinstance(e, UserError)]
    assert found == [
        ("bad_number_in_row", row),
        ("bad_day_in_row", row),
        ("unknown_partner", row + 1),
    ]
    assert fieldwork.field(session).tallies()[village].issued == 5


def test_another_file_is_not_taken_for_the_sheet(
    session: Session, rules: Rules, drawn: int, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    assert codes_raised(lambda: sheets.enter(session, path, name="x.csv", rules=rules)) == ["not_the_sheet"]


def test_milestones_are_entered_with_their_letter_or_are_assumed(session: Session, tmp_path: Path) -> None:
    assert not any(one.day for one in status.milestones(session))
    status.set_milestones(session, {"draw": ("2024-12-01", "")}, by=BY)
    path = tmp_path / "moc.csv"
    path.write_text("code,day,source\ncollect,2024-12-20,CV 1/BNV\n", "utf-8")
    assert status.import_milestones(session, path, by=BY) == 1
    found = {one.code: (one.day, one.assumed) for one in status.milestones(session) if one.day}
    assert found == {"draw": (date(2024, 12, 1), True), "collect": (date(2024, 12, 20), False)}
    path.write_text("code,day,source\nnothing,2024-13-20,\n", "utf-8")
    assert codes_raised(lambda: status.import_milestones(session, path, by=BY)) == [
        "unknown_milestone",
        "bad_day",
    ]


def test_tiles_show_every_commune_of_the_district(session: Session, drawn: int) -> None:
    found = status.status(session)
    drawn_communes = {one.unit_id for one in found.communes}
    by_district = status.tiles(found, TODAY)
    shown = {tile.unit_id for tiles in by_district.values() for tile in tiles if tile.tally}
    assert shown == drawn_communes


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=30))
def test_lines_taken_back_leave_no_trace_in_the_sums(entered: list[tuple[int, bool]]) -> None:
    lines: list[Line] = []
    for at, (number, taken_back) in enumerate(entered):
        lines.append(Line("v", "issued", PARTNER, TODAY, number, id=2 * at + 1))
        if taken_back:
            lines.append(Line("v", "issued", PARTNER, TODAY, number, id=2 * at + 2, undoes=2 * at + 1))
    kept = [number for number, taken_back in entered if not taken_back]
    assert [line.number for line in in_force(lines)] == kept
