"""The audit log, page by page: who did what when. Keys and numbers only; nothing in it is ever changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from roster.services import paging
from roster.store import audit_chain, audit_queries, queries, tables
from roster.store.audit_chain import Verdict


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line: the moment in UTC, who, the code of what was done, to what, and its facts."""

    id: int
    at: datetime
    by: str
    action: str
    subjects: tuple[str, ...]
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some lines, newest first, how many there are in all, and the names of what is numbered in them."""

    lines: tuple[AuditLine, ...]
    total: int
    names: Mapping[str, str]  # subject as the line states it ('import:3', 'user:1') -> name


def lines(session: Session, *, page: int, per_page: int, action: str | None = None) -> AuditPage:
    """A page of the log (the first is 1), of all actions or of one; empty beyond the last page."""
    found, total = queries.audit_lines(
        session, limit=per_page, offset=paging.before(page, per_page), action=action
    )
    shown = tuple(map(_line, found))
    return AuditPage(shown, total, _names(session, shown))


def check(session: Session) -> Verdict:
    """Whether every line is as it was written and none is missing: all checksums reckoned anew."""
    return audit_chain.verify(session.connection())


def about(session: Session, subjects: Iterable[str], *, most: int) -> tuple[AuditLine, ...]:
    """The newest lines about any of these subjects."""
    return tuple(map(_line, audit_queries.about(session, tuple(subjects), limit=most)))


def numbers_shown(session: Session, subjects: Iterable[str], *, by: str, page: int) -> None:
    """Write down that somebody looked at whole phone and card numbers of these subjects."""
    queries.add_audit(session, "numbers.shown", by=by, subjects=subjects, detail={"page": page})


def actions(session: Session) -> tuple[str, ...]:
    """The codes of what was ever done, in alphabetical order."""
    return queries.audit_actions(session)


def _line(row: tables.Audit) -> AuditLine:
    return AuditLine(row.id, row.at, row.by, row.action, tuple(row.subjects), dict(row.detail))


def _names(session: Session, shown: Iterable[AuditLine]) -> dict[str, str]:
    """The log itself holds numbers only; who may read it may know what they stand for."""
    numbers: dict[str, set[int]] = {kind: set() for kind in audit_queries.KINDS}
    for subject in (subject for line in shown for subject in line.subjects):
        kind, _, number = subject.partition(":")
        if kind in numbers and number.isdecimal():
            numbers[kind].add(int(number))
    return {
        f"{kind}:{number}": name
        for kind, of_kind in numbers.items()
        for number, name in audit_queries.names(session, kind, of_kind).items()
    }
