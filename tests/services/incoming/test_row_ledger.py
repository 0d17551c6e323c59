from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake.ledger import LedgerError
from roster.model import Reject, Source
from roster.services.incoming import intake, row_ledger
from roster.store import tables
from tests.services.lists import person, reading, unreadable

AN = person("Nguyễn Văn An", "1970-01-02")
HELD = person("Lê V?n C??ng", held="lost_characters")


def test_every_row_is_in_the_ledger_and_the_sums_agree(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN, HELD, declared_total=2)], by="t")
    ledger = row_ledger.of_delivery(session, "lists/a.xlsx")
    assert [(line.source.row, line.outcome, line.reason) for line in ledger.lines] == [
        (1, "ignored", "header_row"),
        (2, "person", ""),
        (3, "held", "lost_characters"),
    ]
    assert ledger.total == ledger.people + ledger.held + ledger.ignored == len(ledger.lines) == 3
    assert ledger.declared == 2


def test_sheets_come_in_the_order_of_the_file(session: Session) -> None:
    one = reading("a.docx", AN, HELD)
    sheets = ("table 2", "table 10")
    people = tuple(
        replace(p, source=Source("a.docx", sheet, 2)) for p, sheet in zip(one.people, sheets, strict=True)
    )
    rejects = tuple(Reject(Source("a.docx", sheet, 1), "header_row") for sheet in sheets)
    intake.add(session, [replace(one, people=people, rejects=rejects, total=4)], by="t")
    found = [(line.source.sheet, line.source.row) for line in row_ledger.of_delivery(session, "a.docx").lines]
    assert found == [("table 2", 1), ("table 2", 2), ("table 10", 1), ("table 10", 2)]


def test_an_unreadable_file_has_an_error_and_no_rows(session: Session) -> None:
    intake.add(session, [unreadable("a.xlsx")], by="t")
    ledger = row_ledger.of_delivery(session, "a.xlsx")
    assert ledger.error is not None
    assert (ledger.error.code, ledger.lines, ledger.total) == ("corrupt", (), 0)


def test_only_a_list_in_force_has_one(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN)], by="t")
    intake.withdraw(session, ["a.xlsx"], by="t")
    with pytest.raises(UserError) as error:
        row_ledger.of_delivery(session, "a.xlsx")
    assert error.value.code == "not_imported"


def test_a_lost_row_is_not_passed_over(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN, HELD)], by="t")
    session.delete(session.scalars(select(tables.Reject)).one())
    with pytest.raises(LedgerError):
        row_ledger.of_delivery(session, "a.xlsx")


def test_the_numbers_are_those_of_the_lines(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", AN, HELD, person("Trần Thị Bình"))], by="t")
    ledger = row_ledger.of_delivery(session, "a.xlsx")
    found = Counter(line.outcome for line in ledger.lines)
    assert (found["person"], found["held"], found["ignored"]) == (
        ledger.people,
        ledger.held,
        ledger.ignored,
    )
