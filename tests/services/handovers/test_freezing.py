from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from stat import S_IMODE

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import PRECEDENCES, Plan
from roster.services.handovers import checks, freezing, listed
from roster.services.handovers.freezing import Frozen, Order
from roster.services.incoming import intake
from roster.services.shelf import Shelf
from roster.store import handover_queries, tables
from tests.services.handovers.conftest import Freeze
from tests.services.test_respondents import SO


def test_what_a_hand_over_says(session: Session, sent: Frozen, plan: Plan) -> None:
    made = sent.hand_over
    assert (made.name, made.kind, made.by, made.precedence) == ("1", "full", "t", "hdnd_first")
    assert made.allow_reason == "gấp"
    assert [point.kind for point in made.points] == ["pair", "held"]
    assert made.counts == {"dai_bieu_hdnd": 2, "lanh_dao_so": 1}
    assert handover_queries.hand_overs(session, plan=plan.code) == (made,)


def test_every_file_has_its_checksum_and_is_kept_read_only(sent: Frozen, where: Shelf) -> None:
    (file,), (handed,) = sent.hand_over.files, sent.handed
    kept = where.folder / file.kept
    assert (file.name, file.size) == (handed.name, len(handed.content))
    assert file.sha256 == sha256(handed.content).hexdigest() == sha256(kept.read_bytes()).hexdigest()
    assert S_IMODE(kept.stat().st_mode) == 0o400
    assert checks.content_of(where.folder, file) == handed.content


def test_the_lines_are_those_of_the_workbook(session: Session, sent: Frozen, plan: Plan) -> None:
    book = load_workbook(BytesIO(sent.handed[0].content))
    shown = [
        row[1]
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(values_only=True)
        if isinstance(row[0], int)
    ]
    assert shown == [one.name for one in listed.listed(session, plan=plan)]


def test_numbers_go_on(freeze: Freeze, session: Session, sent: Frozen) -> None:
    again = [freeze(plan=replace_reading(session, reading)) for reading in PRECEDENCES]
    assert [one.hand_over.name for one in again] == ["2", "3"]
    assert [one.hand_over.precedence for one in again] == list(PRECEDENCES)
    assert len({one.hand_over.seal for one in (sent, *again)}) == 3


def replace_reading(session: Session, reading: str) -> Plan:
    from roster.plan import load_plan

    return load_plan("daknong-2024-demo", precedence=reading)  # type: ignore[arg-type]  # of the two


def test_the_audit_line_holds_numbers_only(session: Session, sent: Frozen) -> None:
    line = session.scalars(select(tables.Audit).where(tables.Audit.action == freezing.SENT)).one()
    assert line.detail["sha256"] == sent.hand_over.files[0].sha256
    assert (line.detail["hand_over"], line.detail["people"], line.detail["allow_reason"]) == ("1", 3, "gấp")
    assert "Nguyễn" not in str(line.detail)


def test_refused_while_questions_are_open(
    session: Session, sent: Frozen, freeze: Freeze, where: Shelf
) -> None:
    with pytest.raises(UserError) as error:
        freeze(allow_reason=" ")
    assert (error.value.code, error.value.params) == ("open_questions", {"pairs": 1, "held": 1})
    assert len(list(where.folder.iterdir())) == 1


def test_a_list_of_nobody_is_not_sent(freeze: Freeze) -> None:
    for reason in ("", "gấp"):
        with pytest.raises(UserError) as error:
            freeze(allow_reason=reason)
        assert error.value.code == "nobody_listed"


def test_a_settled_list_needs_no_reason(session: Session, freeze: Freeze) -> None:
    intake.synchronise(session, [SO], by="t")
    made = freeze().hand_over
    assert (made.allow_reason, made.points) == ("", ())


def test_the_files_go_where_the_transaction_fails(where: Shelf, order: Order, session: Session) -> None:
    from roster.services.shelf import shelf

    intake.synchronise(session, [SO], by="t")

    def fail() -> None:
        with shelf(where.folder) as inner:
            freezing.freeze(session, inner, replace(order, allow_reason=""))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(where.folder.iterdir()) == []
