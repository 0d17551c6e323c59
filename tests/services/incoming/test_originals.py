import os
import stat
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services.incoming import intake, originals
from roster.store import queries, tables
from tests.services.conftest import TODAY

UNTIL = date(2025, 12, 12)
HEAD = "STT,Họ và tên,Ngày sinh,Chức vụ,Cơ quan\n"
AN = "1,Nguyễn Văn An,02/01/1970,Giám đốc,Sở Y tế\n"
BINH = "1,Trần Thị Bình,04/03/1975,Giám đốc,Sở Nội vụ\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "originals"


def files(tmp_path: Path, **contents: str) -> dict[str, Path]:
    for name, text in contents.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return {f"{name}.csv": tmp_path / f"{name}.csv" for name in contents}


def deliver(session: Session, found: dict[str, Path], folder: Path, plan: Plan) -> int:
    readings = intake.read(found, plan=plan, today=TODAY)
    return keep(session, intake.supersede(session, readings, by="t"), found, folder)


def keep(
    session: Session, deliveries: Sequence[intake.Delivery], found: dict[str, Path], folder: Path
) -> int:
    with originals.shelf(folder) as shelf:
        return originals.keep(session, shelf, deliveries, found, until=UNTIL)


def test_files_are_kept_as_received(session: Session, tmp_path: Path, folder: Path, plan: Plan) -> None:
    found = files(tmp_path, a=HEAD + AN, b=HEAD + BINH)
    assert deliver(session, found, folder, plan) == 2
    path = originals.path_of(session, folder, "a.csv")
    assert path.read_bytes() == found["a.csv"].read_bytes()
    assert {row.kept_until for row in queries.originals(session)} == {UNTIL}
    assert "a" not in {p.stem for p in folder.iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_owner_may_read_them(session: Session, tmp_path: Path, folder: Path, plan: Plan) -> None:
    folder.mkdir(mode=0o755)
    deliver(session, files(tmp_path, a=HEAD + AN), folder, plan)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


def test_one_file_is_kept_once_and_an_unreadable_one_not_at_all(
    session: Session, tmp_path: Path, folder: Path, plan: Plan
) -> None:
    found = files(tmp_path, a=HEAD + AN, copy=HEAD + AN, empty="")
    assert deliver(session, found, folder, plan) == 1
    assert deliver(session, found, folder, plan) == 0
    assert len(list(folder.iterdir())) == 1


def test_the_replaced_file_is_kept_too(session: Session, tmp_path: Path, folder: Path, plan: Plan) -> None:
    deliver(session, files(tmp_path, a=HEAD + AN), folder, plan)
    found = files(tmp_path, a=HEAD + BINH)
    assert deliver(session, found, folder, plan) == 1
    assert originals.path_of(session, folder, "a.csv").read_bytes() == found["a.csv"].read_bytes()
    assert len(list(folder.iterdir())) == 2


def test_what_a_failed_import_put_there_is_removed(
    session: Session, tmp_path: Path, folder: Path, plan: Plan
) -> None:
    found = files(tmp_path, a=HEAD + AN, b=HEAD + BINH)
    deliveries = intake.supersede(session, intake.read(found, plan=plan, today=TODAY), by="t")
    found["b.csv"].write_text("changed", encoding="utf-8")
    with pytest.raises(UserError) as error:
        keep(session, deliveries, found, folder)
    assert error.value.code == "file_changed"
    assert list(folder.iterdir()) == []


def test_a_lost_or_changed_original_is_said_and_can_be_handed_in_again(
    session: Session, tmp_path: Path, folder: Path, plan: Plan
) -> None:
    found = files(tmp_path, a=HEAD + AN)
    deliver(session, found, folder, plan)
    for spoil in (Path.unlink, lambda path: path.write_text("x", encoding="utf-8")):
        spoil(originals.path_of(session, folder, "a.csv"))
        with pytest.raises(UserError) as error:
            originals.path_of(session, folder, "a.csv")
        assert error.value.code == "original_gone"
        assert deliver(session, found, folder, plan) == 1
        originals.path_of(session, folder, "a.csv")


def test_purging_deletes_what_is_past_its_date(
    session: Session, tmp_path: Path, folder: Path, plan: Plan
) -> None:
    deliver(session, files(tmp_path, a=HEAD + AN), folder, plan)
    assert originals.purge(session, folder, today=UNTIL, days=365, by="t") == originals.Purge(0, 1)
    after = date(2025, 12, 13)
    assert originals.purge(session, folder, today=after, days=365, by="t") == originals.Purge(1, 0)
    assert originals.purge(session, folder, today=after, days=365, by="t") == originals.Purge(0, 0)
    assert list(folder.iterdir()) == []
    (line,) = session.scalars(select(tables.Audit).where(tables.Audit.action == "originals.purged"))
    assert (line.detail, len(line.subjects)) == ({"files": 1}, 1)
    assert [row.file_name for row in queries.active_imports(session)] == ["a.csv"]


def test_purging_deletes_old_strays_of_ours_only(session: Session, folder: Path) -> None:
    folder.mkdir()
    old, fresh, foreign = folder / ("0" * 32), folder / ("1" * 32), folder / "ghi chú.txt"
    for path in (old, fresh, foreign):
        path.write_text("x", encoding="utf-8")
    for path in (old, foreign):
        os.utime(path, (0, 0))
    today = datetime.fromtimestamp(fresh.stat().st_mtime, tz=UTC).date()
    assert originals.purge(session, folder, today=today, days=30, by="t").deleted == 1
    assert sorted(folder.iterdir()) == sorted([fresh, foreign])
