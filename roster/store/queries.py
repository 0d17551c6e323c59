"""What the services ask of the store, in the nouns of `model`. Looks and adds; decides nothing.

Everything is sorted here, in Python: databases sort Vietnamese letters each in their own way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from roster.model import Evidence, PersonRecord, Problem, ScoredPair
from roster.store import audit_chain, base, records, rounds, tables

_BATCH = 500  # ids per query: databases limit the number of parameters
Rows: TypeAlias = list[tuple[tables.Record, str]]  # records in force, each with its file's name


def active_imports(session: Session) -> tuple[tables.Import, ...]:
    """The deliveries in force, by file name; unreadable files are among them."""
    found = session.scalars(select(tables.Import).where(tables.Import.state == "active"))
    return tuple(sorted(found, key=lambda row: row.file_name))


def import_replaced_by(session: Session, import_id: int) -> tables.Import | None:
    """The delivery whose place this one took, if it took one's."""
    query = select(tables.Import).where(
        tables.Import.replaced_by == import_id, tables.Import.state == "replaced"
    )
    return session.scalars(query.order_by(tables.Import.id.desc())).first()


def rows_of(session: Session, row: tables.Import) -> Rows:
    """The stored records of one delivery, in the order of the file."""
    query = select(tables.Record).where(tables.Record.import_id == row.id).order_by(tables.Record.id)
    return [(record, row.file_name) for record in session.scalars(query)]


def records_of(session: Session, row: tables.Import) -> tuple[PersonRecord, ...]:
    """The records of one delivery, in the order of the file, with the edits in force."""
    return people(rows_of(session, row))


def problems_of(session: Session, row: tables.Import) -> tuple[Problem, ...]:
    """What is to be said of one delivery's rows, in the order it was found."""
    query = select(tables.Problem).where(tables.Problem.import_id == row.id).order_by(tables.Problem.id)
    return tuple(records.problem(problem, row.file_name) for problem in session.scalars(query))


def original(session: Session, import_id: int) -> tables.Original | None:
    """The kept file of a delivery, while there is one."""
    return session.scalars(select(tables.Original).where(tables.Original.import_id == import_id)).first()


def originals(session: Session) -> tuple[tables.Original, ...]:
    """The kept files of all deliveries, whatever became of these."""
    return tuple(session.scalars(select(tables.Original).order_by(tables.Original.id)))


def active_rows(session: Session, ids: Sequence[int] | None = None) -> Rows:
    """The records in force, all or those of `ids`, with their file's name: by file, as they stand in it."""
    query = (
        select(tables.Record, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active")
    )
    if ids is None:
        found = [(record, name) for record, name in session.execute(query)]
    else:
        found = [
            (record, name)
            for at in range(0, len(ids), _BATCH)
            for record, name in session.execute(query.where(tables.Record.id.in_(ids[at : at + _BATCH])))
        ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))


def active_keys(session: Session) -> list[tuple[int, str, str]]:
    """Id, key and file name of every record in force, without loading the records."""
    query = (
        select(tables.Record.id, tables.Record.key, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active")
    )
    return [(number, key, name) for number, key, name in session.execute(query)]


def active_records(session: Session) -> tuple[PersonRecord, ...]:
    """The records in force, held ones included, in the order of `active_rows`."""
    return people(active_rows(session))


def people(rows: Rows) -> tuple[PersonRecord, ...]:
    """The rows as `model` knows them, with the edits in force."""
    return tuple(records.person_record(row, name) for row, name in rows)


def as_stated(rows: Rows) -> tuple[PersonRecord, ...]:
    """The rows as their lists state them, whatever people mended; the keys are today's."""
    return tuple(records.stated_record(row, name) for row, name in rows)


def active_rejects(session: Session, import_id: int) -> tuple[tables.Reject, ...]:
    """The ignored rows of one delivery, as they stand in the file."""
    query = select(tables.Reject).where(tables.Reject.import_id == import_id).order_by(tables.Reject.id)
    return tuple(session.scalars(query))


def active_problems(session: Session) -> list[tuple[tables.Problem, str]]:
    """What is to be looked at in the lists in force, with the file's name; what only tells is left out."""
    query = (
        select(tables.Problem, tables.Import.file_name)
        .join(tables.Import, tables.Problem.import_id == tables.Import.id)
        .where(tables.Import.state == "active", tables.Problem.severity != "notice")
    )
    found = [(problem, name) for problem, name in session.execute(query)]
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))


def clusters(rows: Rows) -> tuple[tuple[str, ...], ...]:
    """The keys of the rows that are one person each, as the last comparison left them."""
    found: dict[int, list[str]] = {}
    for row, _ in rows:
        if row.cluster is not None:
            found.setdefault(row.cluster, []).append(row.key)
    return tuple(tuple(keys) for _, keys in sorted(found.items()))


def set_keys(rows: Rows, keys: Iterable[str]) -> None:
    """Write each row's key, given in the order of the rows."""
    for (row, _), key in zip(rows, keys, strict=True):
        row.key = key


def pairs_to_ask(session: Session) -> tuple[tables.Pair, ...]:
    """The comparisons a person should look at, in the order of asking."""
    query = select(tables.Pair).where(tables.Pair.ask_order.is_not(None)).order_by(tables.Pair.ask_order)
    return tuple(session.scalars(query))


def pair_starting(session: Session, start: str) -> tuple[tables.Pair, ...]:
    """The comparisons whose id begins with `start`."""
    query = select(tables.Pair).where(tables.Pair.id.startswith(start, autoescape=True))
    return tuple(session.scalars(query.order_by(tables.Pair.id)))


def scored_pair(row: tables.Pair) -> ScoredPair:
    """The comparison as `model` knows it."""
    evidence = tuple(Evidence(**line) for line in row.evidence)
    band: Any = row.band
    return ScoredPair(row.left, row.right, row.weight, band, evidence)


def judgements_in_force() -> Select[tables.Judgement]:
    """The judgements that were not undone, to be narrowed further."""
    return select(tables.Judgement).where(_not_undone())


def newest_judgement_ids() -> Select[int]:
    """The number of the newest judgement of every pair ever judged, without those that were undone."""
    pair = (tables.Judgement.left, tables.Judgement.right)
    return select(func.max(tables.Judgement.id)).where(_not_undone()).group_by(*pair)


def newest_judgements(session: Session) -> tuple[tables.Judgement, ...]:
    """The newest judgement of every pair ever judged, without those that were undone."""
    query = select(tables.Judgement).where(tables.Judgement.id.in_(newest_judgement_ids()))
    return tuple(session.scalars(query.order_by(tables.Judgement.id)))


def _not_undone() -> ColumnElement[bool]:
    """Decisions are of all rounds, so the table itself is asked: acts of other rounds undo them too."""
    edits = tables.Edit.__table__.c
    undone = select(edits.undoes).where(edits.undoes.is_not(None))
    return or_(tables.Judgement.edit_id.is_(None), tables.Judgement.edit_id.not_in(undone))


def gap_reasons(session: Session) -> dict[tuple[str, str], str]:
    """The newest reason per (group, agency); agency '' is the whole group. Withdrawn reasons are left out."""
    lines = session.scalars(select(tables.GapReason).order_by(tables.GapReason.id))
    newest = {(line.group, line.agency): line.text for line in lines}
    return {place: text for place, text in newest.items() if text}


def newest_column_mappings(session: Session) -> tuple[tables.ColumnMapping, ...]:
    """The newest mapping of every layout of every sender, newest first."""
    layout = (tables.ColumnMapping.sender, tables.ColumnMapping.fingerprint)
    newest = select(func.max(tables.ColumnMapping.id)).group_by(*layout)
    query = select(tables.ColumnMapping).where(tables.ColumnMapping.id.in_(newest))
    return tuple(session.scalars(query.order_by(tables.ColumnMapping.id.desc())))


def meta(session: Session, key: str) -> dict[str, Any]:
    """A fact about the round, {} when it was never written."""
    row = session.scalars(select(tables.RoundFact).where(tables.RoundFact.key == key)).first()
    return dict(row.value) if row else {}


def set_meta(session: Session, key: str, value: Mapping[str, Any]) -> None:
    """Write a fact about the round."""
    session.merge(tables.RoundFact(round_id=rounds.needed(session), key=key, value=dict(value)))


def audit_lines(
    session: Session, *, limit: int, offset: int, action: str | None = None
) -> tuple[tuple[tables.Audit, ...], int]:
    """Lines of the audit log, newest first, and how many there are, of all actions or of one."""
    wanted = [tables.Audit.action == action] if action is not None else []
    query = select(tables.Audit).where(*wanted).order_by(tables.Audit.id.desc()).limit(limit).offset(offset)
    total = session.scalar(select(func.count(tables.Audit.id)).where(*wanted))
    return tuple(session.scalars(query)), total or 0


def audit_actions(session: Session) -> tuple[str, ...]:
    """The actions the audit log knows, sorted."""
    return tuple(sorted(session.scalars(select(tables.Audit.action).distinct())))


def add_audit(
    session: Session,
    action: str,
    *,
    by: str,
    subjects: Iterable[str] = (),
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write who did what to which keys; `detail` never holds names, phones or card numbers."""
    line = {
        "round_id": rounds.round_of(session) or None,
        "at": base.now(),
        "by": audit_chain.plain(by),
        "action": action,
        "subjects": [audit_chain.plain(one) for one in subjects],
        "detail": audit_chain.plain(detail or {}),
    }
    audit_chain.append(session.connection(), line)
