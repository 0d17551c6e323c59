"""A person's data given out, corrected and erased; rounds past their date; on SQLite and PostgreSQL."""

import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from roster import privacy
from roster.errors import UserError, UserErrors
from roster.plan import Plan
from roster.services import people, respondents
from roster.services.editing import edits
from roster.services.handovers import checks, freezing, listed
from roster.services.handovers.freezing import Order
from roster.services.incoming import intake, row_ledger
from roster.services.personal import dossier, erasing, expiry
from roster.services.reviewing import review
from roster.services.rounds import book
from roster.services.shelf import shelf
from roster.store import queries, tables
from roster.store.session import Database
from tests.services.conftest import TODAY
from tests.services.conftest import plan as plan
from tests.services.lists import delegate, person, reading
from tests.store.conftest import database as database
from tests.store.conftest import url as url
from tests.store.contents import everything, in_files

SECRETS = ("Quyềnhthu", "0912345678", "067080000001", "quyenhthu@daknong.gov.vn", "1971-02-03")
WHO = person(
    f"Nguyễn Thị {SECRETS[0]}", SECRETS[4], phones=("+84912345678",), cccd=SECRETS[2], email=SECRETS[3],
    raw={"phone": SECRETS[1], "cccd": SECRETS[2]},
)  # fmt: skip
AGAIN = delegate(f"Nguyễn Thị {SECRETS[0]}", SECRETS[4], cccd=SECRETS[2])
OTHER = person("Trần Văn Ở Lại", "1969", phones=("+84905111222",))
RULES: dict[str, Any] = {"today": TODAY, "by": "quản trị"}


@pytest.fixture
def ours(database: Database, plan: Plan) -> Database:
    """Two lists that name the person, one changed by hand; everything compared."""
    made, _ = book.open_for(database, plan, plan.code, by="t")
    with made.changing() as session:
        intake.supersede(session, [reading("so.xlsx", WHO, OTHER), reading("hdnd.xlsx", AGAIN)], by="t")
        edits.correct(session, key_of(session), {"position": "Giám đốc Sở"}, plan=plan, today=TODAY, by="t")
        review.ensure_compared(session, by="t")
    return made


@pytest.fixture
def session(ours: Database) -> Iterator[Session]:
    with ours.changing() as opened:
        yield opened


def key_of(session: Session, name: str = SECRETS[0]) -> str:
    return next(one.key for one in queries.active_records(session) if name in one.full_name)


def hand_over(session: Session, plan: Plan, folder: Path) -> str:
    with shelf(folder) as where:
        order = Order(plan, TODAY, "t", allow_reason="gấp")
        return freezing.freeze(session, where, order).hand_over.name


def test_purpose_and_legal_basis_are_on_record() -> None:
    rules = privacy.load_rules()
    assert "91/2025" in rules.law(date(2026, 11, 1))
    assert rules.purposes(date(2026, 11, 1))
    assert all([*(one.source for one in rules.purpose), *(one.source for one in rules.round)])


def test_all_that_is_kept_is_shown_and_given_out(session: Session, plan: Plan) -> None:
    found = dossier.of_person(session, key_of(session), plan=plan, today=TODAY)
    assert {part: len(entries) for part, entries in found.parts.items()} == {
        "records": 2, "edits": 1, "hand_overs": 0, "events": 0, "answers": 0, "replacements": 0,
    }  # fmt: skip
    name, content = dossier.give_out(session, key_of(session), "json", password="", plan=plan, **RULES)
    said = json.loads(content)
    assert name == f"{found.numbers[0]}.json"
    assert said["law"] == found.law
    for secret in SECRETS:
        assert secret in content.decode()
    assert "Trần Văn" not in content.decode()


def test_the_workbook_says_the_same_and_calculates_nothing(session: Session, plan: Plan) -> None:
    _name, content = dossier.give_out(session, key_of(session), "xlsx", password="", plan=plan, **RULES)
    cells = [cell for row in load_workbook(BytesIO(content)).worksheets[0] for cell in row if cell.value]
    said = "\n".join(str(cell.value) for cell in cells)
    assert all(secret in said for secret in SECRETS)
    assert all(cell.data_type != "f" for cell in cells)


def test_encrypted_exports(session: Session, plan: Plan) -> None:
    key, secret = key_of(session), "tám ký tự trở lên"
    name, content = dossier.give_out(session, key, "json", password=secret, plan=plan, **RULES)
    assert name.endswith(".zip")
    assert SECRETS[1].encode() not in content
    with pyzipper.AESZipFile(BytesIO(content)) as archive:
        archive.setpassword(secret.encode())
        (inside,) = archive.namelist()
        assert SECRETS[1] in archive.read(inside).decode()
    with pytest.raises(UserError) as error:
        dossier.give_out(session, key, "json", password="short", plan=plan, **RULES)
    assert error.value.code == "weak_password"


def test_giving_out_is_put_on_record_without_a_name(session: Session, plan: Plan) -> None:
    dossier.give_out(session, key_of(session), "json", password="", plan=plan, **RULES)
    (line,) = session.scalars(select(tables.Audit).where(tables.Audit.action == "person.data_given")).all()
    assert line.subjects in (["person:P000001"], ["person:P000002"])
    assert (line.by, line.detail) == ("quản trị", {"form": "json", "protected": False})


def test_erasing_leaves_counts_and_hashes_and_not_one_value(ours: Database, plan: Plan) -> None:
    with ours.changing() as session:
        done = erasing.erase(session, key_of(session), "request", sure=True, plan=plan, **RULES)
        assert (done.rows["records"], done.rows["edit_lines"]) == (2, 1)
        assert [one.kind for one in done.stays] == ["number", "backups"]
        assert all(one.sentence for one in done.stays)
    ours.forget_deleted()
    left = str(everything(ours))
    assert [secret for secret in SECRETS if secret in left] == []
    assert "quyenhthu" not in left
    files = in_files(ours)
    assert [s for s in (*SECRETS, "quyenhthu") if s.encode() in files] == []
    with ours.changing() as session:
        for one in queries.active_imports(session):
            assert one.total == one.people + one.held + one.ignored
            assert row_ledger.of_delivery(session, one.file_name).lines
        counts = {one.file_name: (one.total, one.people) for one in queries.active_imports(session)}
        assert counts == {"so.xlsx": (3, 1), "hdnd.xlsx": (2, 0)}
        gone = session.scalars(select(tables.Reject.reason).where(tables.Reject.reason == "erased")).all()
        assert len(gone) == 2
        (line,) = session.scalars(select(tables.Audit).where(tables.Audit.action == "person.erased")).all()
        assert (line.detail["reason"], line.detail["records"], len(line.detail["sha256"])) == (
            "request",
            2,
            64,
        )
        review.ensure_compared(session, by="t")
        state = respondents.overview(session, plan=plan, today=TODAY)
        assert [one.full_name for one in state.respondents] == [OTHER.full_name]
        assert people.search(session, people.Wanted(words="quyenhthu"), page=1, per_page=5).total == 0


def test_erasing_cannot_be_taken_back_and_has_to_be_meant(session: Session, plan: Plan) -> None:
    key = key_of(session)
    with pytest.raises(UserErrors) as errors:
        erasing.erase(session, key, "because", sure=False, plan=plan, **RULES)
    assert [e.code for e in errors.value.exceptions if isinstance(e, UserError)] == [
        "no_such_reason",
        "not_sure",
    ]
    erasing.erase(session, key, "order", sure=True, plan=plan, **RULES)
    (act,) = session.scalars(select(tables.Edit).where(tables.Edit.kind == "erased")).all()
    with pytest.raises(UserError) as error:
        edits.undo(session, act.id, plan=plan, **RULES)
    assert error.value.code == "no_such_edit"
    with pytest.raises(UserError) as error:
        erasing.erase(session, key, "order", sure=True, plan=plan, **RULES)
    assert error.value.code == "no_such_record"


def test_frozen_hand_overs_stay_and_are_said(session: Session, plan: Plan, tmp_path: Path) -> None:
    name = hand_over(session, plan, tmp_path / "kept")
    done = erasing.erase(session, key_of(session), "request", sure=True, plan=plan, **RULES)
    stays = {one.kind: one for one in done.stays}
    assert (stays["hand_overs"].params["count"], stays["hand_overs"].params["names"]) == (1, name)
    assert checks.check(session, tmp_path / "kept", name, plan=plan).faults == ()
    names = [one.name for one in listed.listed(session, plan=plan)]
    assert names == [OTHER.full_name]  # nobody is reminded or called who was erased


def test_a_closed_round_is_no_reason_to_keep_somebody(ours: Database, plan: Plan) -> None:
    with ours.changing() as session:
        key = key_of(session)
        book.close(session, plan.code, by="t")
    with ours.changing() as session:
        erasing.erase(session, key, "request", sure=True, plan=plan, **RULES)
    assert SECRETS[0] not in str(everything(ours))


def purge(session: Session, folder: Path, day: date) -> tuple[expiry.Purged, ...]:
    return expiry.purge(session, [folder], today=day, rules=privacy.load_rules(), by="t")


def test_a_round_past_its_date_keeps_counts_and_hashes(ours: Database, plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with ours.changing() as session:
        name = hand_over(session, plan, folder)
        book.close(session, plan.code, by="t")
    with ours.changing() as session:
        until = expiry.dates(session, privacy.load_rules())[ours.round_id or 0]
        assert until
        assert until > datetime.now(UTC).date() + timedelta(days=365)
        assert purge(session, folder, until) == ()
        before = [(one.total, one.people, one.sha256) for one in queries.active_imports(session)]
        (done,) = purge(session, folder, until + timedelta(days=1))
        assert (done.code, done.records, done.files) == (plan.code, 3, 1)
        assert purge(session, folder, until + timedelta(days=1)) == ()
    ours.forget_deleted()
    left = str(everything(ours))
    assert [secret for secret in (*SECRETS, OTHER.full_name) if secret in left] == []
    assert list(folder.iterdir()) == []
    with ours.changing() as session:
        assert [(one.total, one.people, one.sha256) for one in queries.active_imports(session)] == before
        checked = checks.check(session, folder, name, plan=plan)
        assert checked.faults == ()
        assert checked.hand_over.people == 2
        assert session.scalar(select(func.count(tables.HandOverRow.id))) == 2
        with pytest.raises(UserError) as error:
            book.reopen(session, plan.code, by="t")
        assert error.value.code == "round_purged"
    with pytest.raises(UserError), ours.changing() as session:  # the triggers are back
        session.execute(text("UPDATE hand_over_rows SET name = 'x'"))


def test_a_date_can_be_set_for_a_round_and_an_open_one_is_never_purged(
    session: Session, plan: Plan, tmp_path: Path
) -> None:
    expiry.set_kept_until(session, plan.code, TODAY, **RULES)
    assert purge(session, tmp_path, TODAY + timedelta(days=1)) == ()
    with pytest.raises(UserError) as error:
        expiry.set_kept_until(session, plan.code, TODAY - timedelta(days=1), **RULES)
    assert error.value.code == "day_is_past"
    book.close(session, plan.code, by="t")
    session.flush()
    assert len(purge(session, tmp_path, TODAY + timedelta(days=1))) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_files_of_the_database_are_the_owners_only(ours: Database) -> None:
    assert ours.folder
    with ours.changing():
        found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in ours.folder.glob("roster.db*")}
    assert {"roster.db", "roster.db-wal", "roster.db-shm"} <= found.keys()
    assert set(found.values()) == {0o600}


def test_from_one_page(clients: Callable[[str], FlaskClient]) -> None:
    """Shown, given out, corrected, erased from one page; only an administrator's."""
    admin = clients("admin")
    key = re.findall(r'href="/people/([0-9a-f]{8,})"', admin.get("/people/").text)[0]
    page = f"/people/{key}/data/"
    assert clients("approver").get(page).status_code == 403
    text_ = admin.get(page).text
    assert 'data-part="records" data-count="1"' in text_
    assert "data-legal" in text_
    assert f'href="/people/{key}/edit"' in text_
    with admin.post(f"{page}file", data={"form": "json"}) as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert json.loads(answer.data)["keys"] == [key]
    assert 'data-action="person.data_given"' in admin.get(page).text
    assert admin.post(f"{page}erase", data={"reason": "request"}).headers["Location"] == page
    assert (
        admin.post(f"{page}erase", data={"reason": "request", "sure": "1"}).headers["Location"] == "/people/"
    )
    assert admin.get(page).status_code == 303
    assert admin.get("/privacy").status_code == 200
