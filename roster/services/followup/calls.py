"""Call lists of those who have not answered, for an agency or a partner: name and phone, put on record.

Whom a list was given to, when, how many people and why stands in a log that names nobody.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.export import call_list, protection
from roster.plan import Plan
from roster.services import paging
from roster.services.followup import roster
from roster.store import followup_queries, queries, tables
from roster.store.followup_queries import OPEN, Wanted
from roster.text import fold

FORMS = ("xlsx", "print")
_LONG_NUMBER = re.compile(r"(?:\d[ .-]?){8,}")
_LONGEST_PURPOSE = 300


@dataclass(frozen=True, slots=True)
class Request:
    """A list asked for: by whom (code of a partner or an agency), of whom, in which form, and why.

    An agency gets its own people whatever `agency` says. `password` protects the workbook; kept nowhere.
    """

    recipient: str
    purpose: str
    group: str = ""
    agency: str = ""
    form: str = "xlsx"
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a call list: nothing but name and phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CallList:
    """A list that was given: the number of its line in the log, its people, and as a workbook."""

    number: int
    recipient: str
    purpose: str
    entries: tuple[Entry, ...]
    day: date
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the log."""

    number: int
    recipient: str
    group: str
    agency: str
    form: str
    people: int
    purpose: str
    at: datetime
    by: str


def give(session: Session, asked: Request, *, plan: Plan, today: date, by: str) -> CallList:
    """Make a call list of those who may still be asked, and put it on record.

    Raises `UserError`s: no_such_recipient, no_such_form, no_purpose, purpose_too_long,
    purpose_names_somebody, nobody_to_call, weak_password.
    """
    raise_all(_faults(asked, plan))
    agency = asked.recipient if plan.partner(asked.recipient) is None else asked.agency
    roster.ensure(session, plan=plan, by=by)
    found = followup_queries.find(
        session, Wanted(group=asked.group, agency=agency, status=OPEN), plan=plan.code, limit=None
    )
    entries = _each_once(found)
    if not entries:
        raise UserError(
            "nobody_to_call", "Everybody there has answered, refused or been replaced. No list was made."
        )
    _refuse_names(asked.purpose, entries)
    purpose = " ".join(asked.purpose.split())
    line = _put_on_record(session, asked, (agency, purpose, len(entries)), plan=plan, by=by)
    name = recipient_name(plan, asked.recipient)
    made = call_list.as_bytes(
        [(one.name, one.phone) for one in entries], plan=plan, recipient=name, day=today
    )
    if asked.password:
        made = protection.workbook(made, asked.password)
    return CallList(line.id, name, purpose, entries, today, call_list.file_name(name), made)


def _each_once(found: Iterable[tables.Followed]) -> tuple[Entry, ...]:
    """Somebody in several groups is called once; two people of one name and no phone are two."""
    people: dict[int, Entry] = {}
    for line in found:
        people.setdefault(line.person, Entry(line.name, line.phone))
    return tuple(people.values())


def _put_on_record(
    session: Session, asked: Request, about: tuple[str, str, int], *, plan: Plan, by: str
) -> tables.Disclosure:
    agency, purpose, people = about
    line = tables.Disclosure(
        plan=plan.code,
        recipient=asked.recipient,
        group=asked.group,
        agency=agency,
        form=asked.form,
        people=people,
        purpose=purpose,
        by=by,
    )
    session.add(line)
    session.flush()
    detail = {"disclosure": line.id, "people": people, "form": asked.form}
    queries.add_audit(
        session, "followup.disclosed", by=by, subjects=[f"recipient:{asked.recipient}"], detail=detail
    )
    return line


def given(session: Session, *, plan: Plan, page: int, per_page: int) -> tuple[tuple[Given, ...], int]:
    """A page (the first is 1) of the lists given away, newest first, and how many there are."""
    offset = paging.before(page, per_page)
    found, total = followup_queries.disclosures(session, plan=plan.code, limit=per_page, offset=offset)
    lines = (
        Given(
            one.id,
            recipient_name(plan, one.recipient),
            one.group,
            one.agency,
            form=one.form,
            people=one.people,
            purpose=one.purpose,
            at=one.at,
            by=one.by,
        )
        for one in found
    )
    return tuple(lines), total


def recipient_name(plan: Plan, code: str) -> str:
    """The name of a partner or an agency; the code where a plan has lost it."""
    found = plan.partner(code) or plan.agency(code)
    return found.name if found else code


def _faults(asked: Request, plan: Plan) -> list[UserError]:
    faults = []
    if plan.partner(asked.recipient) is None and plan.agency(asked.recipient) is None:
        known = [*(p.code for p in plan.partners), *(a.code for a in plan.senders)]
        faults.append(
            UserError(
                "no_such_recipient",
                "There is no partner or agency {recipient}. Use one of {known}.",
                recipient=asked.recipient,
                known=", ".join(known),
            )
        )
    if asked.form not in FORMS:
        faults.append(
            UserError(
                "no_such_form",
                "There is no form {form}. Use one of {forms}.",
                form=asked.form,
                forms=", ".join(FORMS),
            )
        )
    if not asked.purpose.strip():
        faults.append(
            UserError(
                "no_purpose", "Say what the list is for: whoever gives phone numbers away must know why."
            )
        )
    if len(asked.purpose) > _LONGEST_PURPOSE:
        faults.append(
            UserError(
                "purpose_too_long",
                "The purpose is longer than {most} letters. Shorten it.",
                most=_LONGEST_PURPOSE,
            )
        )
    if _LONG_NUMBER.search(asked.purpose):
        faults.append(_names_somebody())
    return faults


def _refuse_names(purpose: str, entries: tuple[Entry, ...]) -> None:
    said = f" {fold(purpose)} "
    if any(f" {fold(one.name)} " in said for one in entries):
        raise _names_somebody()


def _names_somebody() -> UserError:
    return UserError(
        "purpose_names_somebody",
        "The purpose holds somebody's name or number, and the log names nobody. Say it without.",
    )
