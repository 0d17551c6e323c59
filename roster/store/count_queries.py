"""The records in force as counting needs them: people of one record by kind, people of several one by one.

Of a hundred thousand people nearly all stand in one record, and these differ in few ways that count; the
database adds them up. Knows which columns count; counts nothing itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from roster.dedupe.roles import NOT_ELIGIBLE
from roster.model import PersonRecord, Source
from roster.store import finding, tables

_PLACE = ("sheet", "row", "block")
_COUNTED = (
    *("flags", "chosen"),
    *("key", "group", "agency", "agency_code", "rank", "held", "excluded"),
)
_ALONE: Mapping[finding.State, Mapping[str, Any]] = {  # what a record of this state has, as far as it counts
    "counted": {},
    "held": {"held": "held"},
    "excluded": {"excluded": ""},
    "not_eligible": {"flags": (NOT_ELIGIBLE,)},
}


@dataclass(frozen=True, slots=True)
class Countable:
    """Records with the fields that counting needs and no others, and the clusters they make.

    A record whose key is in `alike` speaks for as many records of its kind, each a person's only one.
    """

    records: tuple[PersonRecord, ...]
    clusters: tuple[tuple[str, ...], ...]
    alike: Mapping[str, int]


def countable(session: Session) -> Countable:
    """All records in force, as `Countable` holds them."""
    together, clusters = _together(session)
    alone: list[PersonRecord] = []
    alike: dict[str, int] = {}
    for place, (file, is_person, state, group, agency, code, count) in enumerate(session.execute(_alone())):
        key = f"={place}"  # no record's key
        values = {"key": key, "group": group, "agency": agency, "agency_code": code, **_ALONE[state]}
        alone.append(PersonRecord(Source(file, "", 0, ""), "", **values))
        alike[key] = count
        clusters += [(key,)] if is_person else []
    return Countable((*alone, *together), tuple(clusters), alike)


def _alone() -> Select[*tuple[Any, ...]]:
    """Kinds of records that are a person's only one or no person's, and how many there are of each."""
    row = tables.Record
    kind = (
        *(tables.Import.file_name, row.cluster.is_not(None), _state()),
        *(row.group, row.agency, row.agency_code),
    )
    is_alone = or_(row.cluster.is_(None), row.cluster.not_in(_several()))
    return _in_force(select(*kind, func.count())).where(is_alone).group_by(*kind)


def _state() -> ColumnElement[str]:
    """The state, as the mark of its text says."""
    states = (
        (tables.Record.search.contains(finding.state_mark(state), autoescape=True), state) for state in _ALONE
    )
    return case(*states)


def _together(session: Session) -> tuple[list[PersonRecord], list[tuple[str, ...]]]:
    columns = [getattr(tables.Record, name) for name in (*_PLACE, *_COUNTED)]
    query = _in_force(select(tables.Import.file_name, tables.Record.cluster, *columns))
    query = query.where(tables.Record.cluster.in_(_several())).order_by(tables.Record.id)
    records: list[PersonRecord] = []
    clusters: dict[int | None, list[str]] = {}
    for name, cluster, *values in session.execute(query):
        one = _record(name, values)
        records.append(one)
        clusters.setdefault(cluster, []).append(one.key)
    return records, [tuple(keys) for keys in clusters.values()]


def _record(file: str, values: Iterable[Any]) -> PersonRecord:
    sheet, row, block, flags, chosen, *rest = values
    fields: dict[str, Any] = dict(zip(_COUNTED[2:], rest, strict=True))
    return PersonRecord(
        Source(file, sheet, row, block), "", flags=tuple(flags), chosen=tuple(chosen), **fields
    )


def _several() -> Select[int | None]:
    """The people of several records; looked up in the index of clusters alone."""
    lists = select(tables.Import.id).where(tables.Import.state == "active")
    cluster = tables.Record.cluster
    query = select(cluster).where(cluster.is_not(None), (tables.Record.import_id + 0).in_(lists))
    return query.group_by(cluster).having(func.count() > 1)


def _in_force(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    joined = query.join(tables.Import, tables.Record.import_id == tables.Import.id)
    return joined.where(tables.Import.state == "active")
