"""Lists of who answered: matched, asked about, refused, each with its line; no ballot's code is stored."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services.followup import acts, answer_rows, answered
from roster.services.followup.answered import OUTCOMES, Taken
from roster.store import tables
from tests.services.followup.conftest import AN, BINH, CUONG, DUNG, TODAY, Answers, statuses

SNV = "Sở Nội vụ"


def take(session: Session, plan: Plan, path: Path) -> Taken:
    return answered.take(session, path, path.name, plan=plan, today=TODAY, by="test")


def an(**more: object) -> list[object]:
    return [1, AN, "03/02/1970", "Phó Giám đốc Sở", SNV, *more.values()]


def test_sure_unsure_and_unknown(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    path = answers(
        an(),
        [2, BINH, "", "", ""],
        [3, "Vũ Thị Lạ", "01/01/1981", "Trưởng phòng", "Sở Công Thương"],
    )
    done = take(session, plan, path)
    assert done.counts == {"sure": 1, "ask": 1, "unknown": 1}
    assert done.open == 2
    assert statuses(session, plan) == {AN: "answered", BINH: "", CUONG: "", DUNG: ""}
    rows, total = answer_rows.rows(session, done.act, plan=plan)
    assert total == 2
    assert [(row.outcome, row.row, row.full_name) for row in rows] == [
        ("ask", 3, BINH),
        ("unknown", 4, "Vũ Thị Lạ"),
    ]
    assert [one.person for one in rows[0].candidates] == [followed[BINH]]
    assert followed


def test_a_row_is_decided_by_a_person_and_taken_back(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    done = take(session, plan, answers([1, BINH, "", "", ""], [2, "Vũ Thị Lạ", "", "", ""]))
    (first, second), _total = answer_rows.rows(session, done.act, plan=plan)
    act = answer_rows.decide(session, first.number, followed[BINH], plan=plan, by="test")
    answer_rows.decide(session, second.number, "", plan=plan, by="test")
    assert statuses(session, plan)[BINH] == "answered"
    assert answer_rows.imports(session, plan=plan, page=1, per_page=5)[0][0].open == 0
    with pytest.raises(UserError) as refusal:
        answer_rows.decide(session, first.number, followed[AN], plan=plan, by="test")
    assert refusal.value.code == "row_decided"
    acts.undo(session, act, plan=plan, by="test")
    assert statuses(session, plan)[BINH] == ""
    assert answer_rows.imports(session, plan=plan, page=1, per_page=5)[0][0].open == 1


def test_one_import_is_undone_as_a_whole_with_its_decisions(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    path = answers(an(), [2, BINH, "", "", ""])
    done = take(session, plan, path)
    (row,), _total = answer_rows.rows(session, done.act, plan=plan)
    answer_rows.decide(session, row.number, followed[BINH], plan=plan, by="test")
    acts.undo(session, done.act, plan=plan, by="test")
    assert set(statuses(session, plan).values()) == {""}
    assert all(kept.full_name == "" for kept in session.scalars(select(tables.AnswerRow)))
    with pytest.raises(UserError) as refusal:
        answer_rows.rows(session, done.act, plan=plan)
    assert refusal.value.code == "no_such_answers"
    assert take(session, plan, path).counts["sure"] == 1  # after undoing, the same file comes in again


def test_doubled_lines_other_provinces_and_who_has_not_answered(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    path = answers(
        an(province="Đắk Nông", status="Đã trả lời", day="05/01/2025 10:22"),
        an(province="", status="x", day=""),
        [3, BINH, "05/04/1975", "Phó Giám đốc Sở", SNV, "Tỉnh Lâm Đồng", "Đã trả lời", ""],
        [4, CUONG, "07/06/1980", "Trưởng phòng", "Sở Y tế", "Đắk Nông", "Chưa trả lời", ""],
        [5, DUNG, "09/08/1965", "", "", "Đắk Nông", "không rõ lắm", ""],
        more=("Tỉnh/thành phố", "Trạng thái", "Ngày trả lời"),
    )
    done = take(session, plan, path)
    assert done.counts == {"sure": 1, "doubled": 1, "refused": 1, "not_answered": 1, "held": 1}
    assert statuses(session, plan) == {AN: "answered", BINH: "", CUONG: "", DUNG: ""}
    rows, _total = answer_rows.rows(session, done.act, plan=plan, outcomes=OUTCOMES)
    assert [(row.row, row.outcome) for row in rows] == [
        *((2, "sure"), (3, "doubled"), (4, "refused"), (5, "not_answered"), (6, "held"))
    ]
    assert [row.full_name for row in rows] == ["", "", "", "", DUNG]  # kept only where somebody decides
    (happened,) = acts.history(session, followed[AN], plan=plan)
    assert happened.event.day == date(2025, 1, 5)


def test_codes_of_ballots_and_answers_are_recognised_and_never_stored(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    secret = "BIMAT-7741"
    rows = [an(code=secret, one=secret, two=secret, note=secret), [2, "Vũ Thị Lạ", "", "", "", *[secret] * 4]]
    done = take(
        session,
        plan,
        answers(*rows, more=("Mã phiếu", "Câu 1. Ông/Bà đánh giá thế nào?", "Điểm hài lòng", "Ghi chú")),
    )
    assert [column.partition(":")[0] for column in done.left_out] == ["F", "G", "H"]
    session.flush()
    for table in inspect(session.connection()).get_table_names():
        for row in session.execute(text(f'SELECT * FROM "{table}"')):
            assert secret not in str(row)
    assert followed


def test_a_second_list_tells_again_of_those_known_and_contradicts_others(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    take(session, plan, answers(an()))
    made = acts.Mark("replaced", TODAY)
    acts.mark(session, [followed[BINH]], made, plan=plan, today=TODAY, by="test")
    row = [2, BINH, "05/04/1975", "Phó Giám đốc Sở", SNV]
    done = take(session, plan, answers(an(), row, name="lan-2.xlsx"))
    assert done.counts == {"known": 1, "impossible": 1}
    assert statuses(session, plan)[BINH] == "replaced"


def test_the_same_file_twice_is_refused(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    path = answers(an())
    take(session, plan, path)
    with pytest.raises(UserError) as refusal:
        take(session, plan, path)
    assert refusal.value.code == "answers_taken"
    assert followed


def test_all_clear_rows_at_once_the_others_stay(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    path = answers([1, BINH, "", "Phó Giám đốc Sở", SNV], [2, CUONG, "", "", "Sở Công Thương"])
    done = take(session, plan, path)
    assert done.counts == {"ask": 2}
    assert answer_rows.decide_clear(session, done.act, plan=plan, by="test") == 1
    assert statuses(session, plan)[BINH] == "answered"
    assert answer_rows.decide_clear(session, done.act, plan=plan, by="test") == 0
    assert answer_rows.imports(session, plan=plan, page=1, per_page=5)[0][0].open == 1
    assert followed


def test_csv_and_files_that_cannot_be_read(
    session: Session, plan: Plan, followed: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "tl.csv"
    path.write_text(
        f"STT;Họ và tên;Ngày sinh;Chức vụ;Cơ quan\n1;{AN};03/02/1970;Phó Giám đốc Sở;{SNV}\n", "utf-8"
    )
    assert take(session, plan, path).counts == {"sure": 1}
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UserError) as refusal:
        take(session, plan, broken)
    assert refusal.value.code == "answers_unread"
    assert followed


def test_a_list_is_taken_back_also_when_several_rows_were_accepted_at_once(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    posts = {AN: "Phó Giám đốc Sở", BINH: "Phó Giám đốc Sở"}
    done = take(session, plan, answers(*([1, name, "", post, SNV] for name, post in posts.items())))
    assert answer_rows.decide_clear(session, done.act, plan=plan, by="test") == 2
    acts.undo(session, done.act, plan=plan, by="test")
    assert set(statuses(session, plan).values()) == {""}
    assert followed


def test_a_row_that_waits_for_nobody_is_not_decided(
    session: Session, plan: Plan, followed: dict[str, str], answers: Answers
) -> None:
    take(session, plan, answers(an()))
    sure = session.scalars(select(tables.AnswerRow.id)).one()
    for number in (sure, 9_999):
        with pytest.raises(UserError) as error:
            answer_rows.decide(session, number, followed[AN], plan=plan, by="t")
        assert error.value.code == "no_such_row"
