from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster import error_log
from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services.incoming import intake
from roster.store import queries, tables
from tests.services.conftest import TODAY
from tests.services.lists import person, reading, unreadable

AN = person("Nguyễn Văn An", "1970-01-02")
CUONG = person("Lê Văn Cường", "1980-05-06")
BINH = person("Trần Thị Bình", "1975-03-04")


def outcomes(session: Session, *readings: object) -> dict[str, str]:
    done = intake.supersede(session, readings, by="t")  # type: ignore[arg-type]  # FileReadings
    return {one.reading.name: one.outcome for one in done}


def names(session: Session) -> list[str]:
    return [row.file_name for row in queries.active_imports(session)]


def test_the_same_file_twice_is_one_import(session: Session) -> None:
    assert outcomes(session, reading("a.xlsx", AN)) == {"a.xlsx": "added"}
    assert outcomes(session, reading("a.xlsx", AN)) == {"a.xlsx": "unchanged"}
    (copy,) = intake.add(session, [reading("b.xlsx", AN)], by="t")
    assert (copy.outcome, copy.copy_of) == ("copy", "a.xlsx")
    assert len(session.scalars(select(tables.Import)).all()) == 1


def test_another_content_needs_leave_to_replace(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN)], by="t")
    with pytest.raises(UserError) as error:
        intake.add(session, [reading("a.xlsx", BINH)], by="t")
    assert error.value.code == "already_imported"
    assert outcomes(session, reading("a.xlsx", BINH)) == {"a.xlsx": "replaced"}
    old, new = session.scalars(select(tables.Import).order_by(tables.Import.id)).all()
    assert (old.state, old.replaced_by, new.state) == ("replaced", new.id, "active")
    assert [p.full_name for p in queries.active_records(session)] == ["Trần Thị Bình"]


def test_a_mended_file_takes_the_place_of_an_unreadable_one(session: Session) -> None:
    assert outcomes(session, unreadable("a.xlsx")) == {"a.xlsx": "unreadable"}
    (done,) = intake.add(session, [reading("a.xlsx", AN)], by="t")
    assert done.outcome == "replaced"


def test_two_unreadable_files_of_one_content_are_two(session: Session) -> None:
    assert outcomes(session, unreadable("a.xlsx"), unreadable("b.xlsx")) == {
        "a.xlsx": "unreadable",
        "b.xlsx": "unreadable",
    }
    assert names(session) == ["a.xlsx", "b.xlsx"]


def test_a_file_understood_anew_replaces_its_first_reading(session: Session) -> None:
    first = reading("a.xlsx", AN)
    assert outcomes(session, first) == {"a.xlsx": "added"}
    again = reading("a.xlsx", AN, sender="so_noi_vu")
    assert again.sha256 == first.sha256
    assert outcomes(session, again) == {"a.xlsx": "replaced"}


def test_keys_met_twice_are_numbered_over_all_lists(session: Session) -> None:
    outcomes(session, reading("b.xlsx", AN))
    (alone,) = queries.active_records(session)
    outcomes(session, reading("a.xlsx", BINH, AN))
    keys = {(p.source.file, p.full_name): p.key for p in queries.active_records(session)}
    assert keys["a.xlsx", "Nguyễn Văn An"] == alone.key
    assert keys["b.xlsx", "Nguyễn Văn An"] == f"{alone.key}#2"


def test_a_second_list_of_the_same_people_is_pointed_out(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN, sender="so_noi_vu")], by="t")
    (second,) = intake.add(session, [reading("b.xlsx", BINH, AN, sender="so_noi_vu")], by="t")
    (third,) = intake.add(session, [reading("c.xlsx", CUONG, sender="so_noi_vu")], by="t")
    (other,) = intake.add(session, [reading("d.xlsx", AN, CUONG, sender="so_y_te")], by="t")
    assert [one.beside for one in (second, third, other)] == [("a.xlsx",), (), ()]


def test_two_lists_that_arrive_together_are_pointed_out_once(session: Session) -> None:
    lists = [reading("a.xlsx", AN, sender="so_noi_vu"), reading("b.xlsx", BINH, AN, sender="so_noi_vu")]
    assert [one.beside for one in intake.add(session, lists, by="t")] == [("b.xlsx",), ()]


def test_synchronise_makes_the_store_hold_exactly_the_folder(session: Session) -> None:
    def run(*readings: object) -> dict[str, str]:
        done = intake.synchronise(session, readings, by="t")  # type: ignore[arg-type]  # FileReadings
        return {one.reading.name: one.outcome for one in done}

    assert run(reading("a.xlsx", AN), reading("b.xlsx", AN)) == {"a.xlsx": "added", "b.xlsx": "copy"}
    assert run(reading("b.xlsx", AN), reading("c.xlsx", BINH)) == {"b.xlsx": "added", "c.xlsx": "added"}
    assert run(reading("a.xlsx", AN), reading("b.xlsx", AN)) == {"a.xlsx": "added", "b.xlsx": "copy"}
    assert names(session) == ["a.xlsx"]
    states = sorted(session.scalars(select(tables.Import.state)))
    assert states == ["active", "undone", "undone", "undone"]


def test_a_list_can_be_taken_out_and_comes_back(session: Session) -> None:
    outcomes(session, reading("a.xlsx", AN), reading("b.xlsx", AN, BINH))
    intake.withdraw(session, ["a.xlsx"], by="t")
    assert names(session) == ["b.xlsx"]
    assert all("#" not in p.key for p in queries.active_records(session))
    assert outcomes(session, reading("a.xlsx", AN)) == {"a.xlsx": "added"}


@pytest.mark.parametrize(
    ("given", "gone"),
    [("lists/a.xlsx", "a.xlsx"), ("lists/so/a.xlsx", "so/a.xlsx"), ("so/a.xlsx", "so/a.xlsx")],
)
def test_a_list_is_also_found_by_its_path(session: Session, given: str, gone: str) -> None:
    outcomes(session, reading("a.xlsx", AN), reading("so/a.xlsx", BINH))
    assert intake.withdraw(session, [given, given], by="t") == (intake.Withdrawal(gone),)
    assert gone not in names(session)


def test_a_fault_of_the_program_costs_one_file(
    tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path / "data"))
    head = "Họ và tên,Ngày sinh,Chức vụ,Cơ quan\n"
    dated, undated = tmp_path / "dated.csv", tmp_path / "undated.csv"
    dated.write_text(f"{head}Nguyễn Văn An,03/04/1975,Giám đốc,Sở Y tế\n", encoding="utf-8")
    undated.write_text(f"{head}Trần Thị Bình,,Giám đốc,Sở Y tế\n", encoding="utf-8")
    nobody_knows_the_day: Any = None
    files = {path.name: path for path in (dated, undated)}
    failed, understood = intake.read(files, plan=plan, today=nobody_knows_the_day)
    assert failed.error is not None
    assert failed.error.code == "not_understood"
    assert (failed.people, failed.total, understood.error) == ((), 0, None)
    assert [p.full_name for p in understood.people] == ["Trần Thị Bình"]
    log = (tmp_path / "data" / error_log.NAME).read_text(encoding="utf-8")
    assert failed.error.params["reference"] in log
    assert "1975" not in log


def test_only_known_lists_can_be_taken_out(session: Session) -> None:
    outcomes(session, reading("a.xlsx", AN))
    with pytest.raises(UserErrors) as errors:
        intake.withdraw(session, ["a.xlsx", "x", "y"], by="t")
    assert len(errors.value.exceptions) == 2
    assert names(session) == ["a.xlsx"]


def test_every_change_is_audited_without_names(session: Session) -> None:
    outcomes(session, reading("a.xlsx", AN))
    outcomes(session, reading("a.xlsx", BINH))
    lines = session.scalars(select(tables.Audit).order_by(tables.Audit.id)).all()
    assert [line.action for line in lines] == ["import.added", "import.replaced", "import.added"]
    assert {line.by for line in lines} == {"t"}
    assert "An" not in str([line.detail for line in lines])


def test_a_bar_moves_while_a_long_list_is_read(tmp_path: Path, plan: Plan) -> None:
    rows = [f"{n},Nguyễn Văn An,Giám đốc" for n in range(1, 2_501)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["STT,Họ và tên,Chức vụ", *rows]), encoding="utf-8")
    told: list[float] = []
    (read,) = intake.read({"a.csv": path}, plan=plan, today=TODAY, on_read=told.append)
    assert (len(read.people), told[-1]) == (2_500, 1)
    assert len(told) > 3
    assert told == sorted(told)
    assert told[0] < 0.5
