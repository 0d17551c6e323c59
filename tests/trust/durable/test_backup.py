"""Backup and restore: everything in one archive while others work, back again and proved whole."""

import json
import stat
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pyzipper
from sqlalchemy import text

from roster.errors import UserError
from roster.plan import Plan
from roster.services.handovers import freezing
from roster.services.incoming import intake
from roster.services.trust import copies, restoring, unpacking
from roster.store import audit_chain, copying, tables
from roster.store.session import Database, open_database
from tests.cli.conftest import Ran
from tests.services.lists import person, reading
from tests.store.contents import everything

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Run = Callable[..., Ran]


def files(base: Path) -> dict[str, bytes]:
    """What lies in the folders that belong to the database."""
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for name in copies.BESIDE
        for path in (base / name).rglob("*")
        if path.is_file()
    }


def make(database: Database, folder: Path, **more: str) -> copies.Made:
    return copies.make(database, folder, now=NOW, **more)


def restored(made: copies.Made, url: str, room: Path, password: str = "") -> tuple[Database, str]:
    target = restoring.target_of(url)
    room.mkdir()
    found = unpacking.unpack(made.copy.path, room, password=password)
    assert found.faults == ()
    kept = restoring.put_in_place(found, target, now=NOW)
    return open_database(url), kept


def test_what_is_copied_comes_back_value_for_value(filled: Database, url: str, tmp_path: Path) -> None:
    base = filled.base
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/own.toml").write_text("own = 1", encoding="utf-8")
    before, before_files = everything(filled), files(base)
    assert {name.partition("/")[0] for name in before_files} == {"originals", "handovers"}
    made = make(filled, tmp_path / "away")
    with filled.changing() as session:
        intake.withdraw(session, ["rest.xlsx"], by="later")
    for path in (base / freezing.FOLDER).iterdir():
        path.unlink()
    (tmp_path / "plans/own.toml").write_text("own = 2", encoding="utf-8")
    filled.close()
    back, kept = restored(made, url, tmp_path / "room")
    assert everything(back) == before
    assert files(base) == before_files
    assert (tmp_path / "plans/own.toml").read_text(encoding="utf-8") == "own = 1"
    aside = Path(kept.split(", ")[0])
    assert (aside / "own/plans/own.toml").read_text(encoding="utf-8") == "own = 2"
    with back.reading() as session:
        assert audit_chain.verify(session.connection()).faults == ()
    back.close()


def test_new_rows_after_a_restore_get_numbers_of_their_own(
    filled: Database, url: str, tmp_path: Path, plan: Plan
) -> None:
    made = make(filled, tmp_path / "away")
    filled.close()
    back, _kept = restored(made, url, tmp_path / "room")
    with back.of_round(1).changing() as session:
        intake.supersede(session, [reading("new.xlsx", person("Đỗ Văn Em", "1970"))], by="t")
    with back.of_round(1).changing() as session:
        assert intake.withdraw(session, ["new.xlsx"], by="t")[0].name == "new.xlsx"
    back.close()


def test_what_was_replaced_is_kept(filled: Database, url: str, tmp_path: Path) -> None:
    made = make(filled, tmp_path / "away")
    with filled.changing() as session:
        intake.withdraw(session, ["rest.xlsx"], by="later")
    later = everything(filled)
    filled.close()
    back, kept = restored(made, url, tmp_path / "room")
    if back.folder:
        old = open_database(str(Path(kept) / back.engine.url.database.rpartition("/")[2]))  # type: ignore[union-attr]  # a file has a name
        assert everything(old) == later
        old.close()
    else:
        schema = kept.split(", ")[-1]
        with back.engine.connect() as connection:
            count = connection.execute(text(f'SELECT count(*) FROM "{schema}".audit')).scalar()
        assert count == len(later["audit"])
    back.close()


def test_a_copy_from_one_kind_of_database_comes_back_in_the_other(
    filled: Database, tmp_path: Path, request: pytest.FixtureRequest, url: str
) -> None:
    before = everything(filled)
    made = make(filled, tmp_path / "away")
    filled.close()
    if filled.folder is None:
        other, _ = restored(made, str(tmp_path / "other.db"), tmp_path / "room")
    else:
        server = request.getfixturevalue("postgresql")
        from tests.postgresql import new_database

        with new_database(server) as address:
            other, _ = restored(made, address, tmp_path / "room")
            assert everything(other) == before
            other.close()
            return
    assert everything(other) == before
    other.close()


def test_the_server_works_on_while_a_copy_is_made(filled: Database, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[str] = []

    def work() -> None:
        while not stop.is_set():
            name = f"list {len(written)}.xlsx"
            with filled.changing() as session:
                intake.supersede(session, [reading(name, person(f"Đỗ Văn {len(written)}"))], by="t")
            written.append(name)

    worker = threading.Thread(target=work)
    worker.start()
    for number in range(3):
        made = copies.make(filled, tmp_path / "away", now=NOW + timedelta(seconds=number))
        (tmp_path / f"room{number}").mkdir()
        assert unpacking.unpack(made.copy.path, tmp_path / f"room{number}").faults == ()
    stop.set()
    worker.join()
    assert written


def test_the_archive_is_private_and_says_what_it_holds(filled: Database, tmp_path: Path) -> None:
    made = make(filled, tmp_path / "away")
    assert stat.S_IMODE(made.copy.path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "away").stat().st_mode) == 0o700
    with zipfile.ZipFile(made.copy.path) as archive:
        said = json.loads(archive.read("manifest.json"))
        assert {one["name"] for one in said["files"]} == set(archive.namelist()) - {"manifest.json"}
    with filled.engine.connect() as connection:
        assert said["counts"] == copying.counts(connection)
        assert said["audit"]["number"] == audit_chain.verify(connection).head.number
    assert list((tmp_path / "away").iterdir()) == [made.copy.path]


def test_a_protected_copy_needs_its_password(filled: Database, url: str, tmp_path: Path) -> None:
    before = everything(filled)
    made = make(filled, tmp_path / "away", password="mật khẩu dài")
    assert unpacking.is_protected(made.copy.path)
    with zipfile.ZipFile(made.copy.path) as plain, pytest.raises((RuntimeError, NotImplementedError)):
        plain.read("roster.db")
    for number, password in enumerate(("", "sai mật khẩu")):
        (tmp_path / f"no{number}").mkdir()
        with pytest.raises(UserError) as refused:
            unpacking.unpack(made.copy.path, tmp_path / f"no{number}", password=password)
        assert refused.value.code == "archive_password"
    filled.close()
    back, _ = restored(made, url, tmp_path / "room", "mật khẩu dài")
    assert everything(back) == before
    back.close()


def test_a_weak_password_is_refused(filled: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        make(filled, tmp_path / "away", password="short")
    assert refused.value.code == "weak_password"
    assert copies.all_in(tmp_path / "away") == ()


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """The archive with other content."""
    with pyzipper.AESZipFile(path) as archive:
        there = {name: archive.read(name) for name in archive.namelist()}
    with pyzipper.AESZipFile(path, "w") as archive:
        for name, content in there.items():
            new = change(name, content)
            if new is not None:
                archive.writestr(name, new)


def test_a_changed_file_in_a_copy_is_found(filled: Database, tmp_path: Path) -> None:
    made = make(filled, tmp_path / "away")
    rewritten(made.copy.path, lambda name, said: said + b"x" if name.startswith("handovers/") else said)
    (tmp_path / "room").mkdir()
    found = unpacking.unpack(made.copy.path, tmp_path / "room")
    assert [one.code for one in found.faults] == ["files_changed"]


def test_a_missing_file_in_a_copy_is_found(filled: Database, tmp_path: Path) -> None:
    made = make(filled, tmp_path / "away")
    rewritten(made.copy.path, lambda name, said: None if name.startswith("originals/") else said)
    (tmp_path / "room").mkdir()
    assert [one.code for one in unpacking.unpack(made.copy.path, tmp_path / "room").faults] == [
        "files_changed"
    ]


@pytest.mark.parametrize("name", ["../out.db", "/etc/out", "handovers/../../out", "C:\\out", "elsewhere/out"])
def test_a_copy_cannot_write_outside_of_its_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / "roster-20261123T120000Z.zip"
    manifest = {
        "form": 1, "made_at": "", "program": "", "database": "sqlite", "schema": "0018", "counts": {},
        "audit": {"number": 0, "sha256": ""}, "files": [{"name": name, "size": 1, "sha256": ""}],
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr(name, "x")
    (tmp_path / "a/room").mkdir(parents=True)
    with pytest.raises(UserError) as refused:
        unpacking.unpack(path, tmp_path / "a/room")
    assert refused.value.code == "bad_archive"
    assert not list(tmp_path.rglob("out*"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"x" * 1000])
def test_what_is_no_copy_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "copy.zip"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        unpacking.unpack(path, tmp_path)
    assert refused.value.code == "bad_archive"


def test_nothing_is_overwritten_without_being_told(
    roster: Run, filled: Database, url: str, tmp_path: Path
) -> None:
    made = make(filled, tmp_path / "away")
    before = everything(filled)
    filled.close()
    assert roster("restore", made.copy.path, "--db", url).code == 2
    assert roster("restore", made.copy.path, "--db", url, "--check").code == 0
    again = open_database(url)
    assert everything(again) == before
    again.close()
    assert roster("restore", made.copy.path, "--db", url, "--replace").code == 0
    back = open_database(url)
    found = everything(back)
    back.close()
    assert "backup.restored" in found["audit"][-1]
    assert found["records"] == before["records"]


def test_a_server_that_does_not_answer_is_an_error_in_words() -> None:
    target = restoring.target_of("postgresql://officer:secret@127.0.0.1:1/nothing?connect_timeout=1")
    with pytest.raises(UserError) as refused:
        restoring.refuse_existing(target)
    assert refused.value.code == "database_unusable"
    assert "secret" not in str(refused.value.params)


def test_a_database_in_use_is_not_exchanged(filled: Database, tmp_path: Path) -> None:
    if filled.folder is None:
        pytest.skip("a schema of PostgreSQL is exchanged in a transaction of its own")
    made = make(filled, tmp_path / "away")
    room = tmp_path / "room"
    room.mkdir()
    found = unpacking.unpack(made.copy.path, room)
    with filled.reading() as session:
        session.execute(text("SELECT count(*) FROM audit"))
        with pytest.raises(UserError) as refused:
            restoring.put_in_place(found, restoring.target_of(filled.place), now=NOW)
    assert refused.value.code == "database_in_use"
    assert everything(filled)["audit"]


def test_the_command_copies_and_puts_on_record(
    roster: Run, filled: Database, url: str, tmp_path: Path
) -> None:
    filled.close()
    assert roster("backup", tmp_path / "away", "--db", url).code == 0
    (copy,) = copies.all_in(tmp_path / "away")
    again = open_database(url)
    with again.reading() as session:
        line = session.get(tables.Audit, audit_chain.head_of(session.connection()).number)
    again.close()
    assert line is not None
    assert (line.action, line.detail["copy"]) == ("backup.made", copy.path.name)
