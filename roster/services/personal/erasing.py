"""Erases one person: what goes, what stays and why, each said before it is done and put on record after.

Knows which kinds of things stay; how rows are deleted is `store.personal_queries`' matter.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.messages import N_, _
from roster.plan import Plan
from roster.services.personal import dossier
from roster.store import personal_queries, queries
from roster.store.personal_queries import Subject

REASONS: Mapping[str, str] = {  # no free text: the log names nobody
    "request": N_("The person asks for it"),
    "order": N_("An authority orders it"),
    "no_purpose": N_("The data are not needed for the purpose any more"),
}
_STAYS: Mapping[str, str] = {
    "hand_overs": N_(
        "{count} lines of lists handed over ({names}) with their files: what was sent to the Ministry is "
        "evidence and is sealed; it is erased with the whole survey round, after its date. The next addendum "
        "names the person once more, as taken out."
    ),
    "originals": N_(
        "{count} files as received that name the person, the last one until {until}: they hold others too. "
        "Importing them again would bring the person back."
    ),
    "number": N_(
        "The number {number}, the checksums of the records, the decisions between them and the statuses by "
        "day, without a name: so that counts stay right and nobody else gets the number."
    ),
    "citizen": N_(
        "The code {unit} in the draws {draws} and the sums of its village, without a name: so that the draw "
        "can be repeated."
    ),
    "frames": N_(
        "The frames as handed in ({names}), which name others too: until their time is over, or somebody "
        "deletes them on the page of frames."
    ),
    "papers": N_(
        "Lists with names that partners were given on paper or as files: ask them to strike it out."
    ),
    "backups": N_("Copies of the database made before: until they are renewed."),
}


@dataclass(frozen=True, slots=True)
class Stays:
    """One kind of thing that is not erased, with what its sentence needs."""

    kind: str
    params: Mapping[str, object]

    @property
    def sentence(self) -> str:
        """What stays and why, in the language in use."""
        return _(_STAYS[self.kind], **self.params)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows of each kind are gone, and what stays."""

    rows: Mapping[str, int]
    stays: tuple[Stays, ...]


def stays(session: Session, key: str) -> tuple[Stays, ...]:
    """What erasing the person would leave. Raises `UserError` (no_such_record)."""
    return _stays(session, dossier.subject(session, key))


def erase(session: Session, key: str, reason: str, *, sure: bool, plan: Plan, today: date, by: str) -> Erased:
    """Erase the person to whom the record of this key belongs, in every round. It cannot be taken back.

    The log keeps the number, how much there was and a checksum over all of it. Raises `UserError`s:
    no_such_record, no_such_reason, not_sure.
    """
    who = dossier.subject(session, key)
    raise_all(faults(reason, sure=sure))
    whole = dossier.as_json(dossier.of_person(session, key, plan=plan, today=today))
    left = _stays(session, who)
    rows = personal_queries.erase(session, who, at=datetime.now(UTC), by=by)
    detail = {"reason": reason, **rows, "sha256": hashlib.sha256(whole).hexdigest()}
    queries.add_audit(session, "person.erased", by=by, subjects=dossier.subjects(who.shown), detail=detail)
    return Erased(rows, left)


def faults(reason: str, *, sure: bool) -> list[UserError]:
    """What forbids to erase anybody: no_such_reason, not_sure."""
    found = []
    if reason not in REASONS:
        found.append(UserError("no_such_reason", "Choose why the person is erased."))
    if not sure:
        found.append(
            UserError("not_sure", "Erasing cannot be taken back. Tick that you have read what stays.")
        )
    return found


def _stays(session: Session, who: Subject) -> tuple[Stays, ...]:
    handed = personal_queries.hand_over_rows(session, who)
    imports = {one.id for _row, one in personal_queries.records(session, who)}
    files = personal_queries.originals(session, imports)
    found = []
    if handed:
        names = dict.fromkeys(_hand_over_name(one.number, one.addendum) for _line, one in handed)
        found.append(Stays("hand_overs", {"count": len(handed), "names": ", ".join(names)}))
    if files:
        until = max(one.kept_until for one in files)
        found.append(Stays("originals", {"count": len(files), "until": f"{until:%d/%m/%Y}"}))
    found.append(Stays("number", {"number": ", ".join(who.shown)}))
    return (*found, Stays("backups", {}))


def _hand_over_name(number: int, addendum: int) -> str:
    return f"{number}.{addendum}" if addendum else str(number)
