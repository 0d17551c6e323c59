"""The audit log as a chain: each line carries the SHA-256 of itself and of the line before.

The head (number and checksum of the newest line) also stands in `meta`, and whoever wants proof keeps it
elsewhere. Knows the shape of a line and how a broken chain shows; what was done is the services' matter.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC
from typing import Any, Literal, TypeAlias

from sqlalchemy import JSON, Connection, RowMapping, String, Text, column, func, insert, select, table, update

from roster.store.base import UtcDateTime

FaultCode: TypeAlias = Literal["line_changed", "lines_missing", "end_missing"]

# As in every revision since 0012: the migration that began the chain works on the same columns.
_TYPES: Mapping[str, Any] = {
    "at": UtcDateTime(),
    "by": Text(),
    "action": String(),
    "subjects": JSON(),
    "detail": JSON(),
}
_CONTENT = ("id", "round_id", *_TYPES)
AUDIT = table("audit", *(column(name, _TYPES.get(name)) for name in _CONTENT), column("chain"))
_meta = table("meta", column("key"), column("value", JSON()))
_HEAD = "audit_head"
_ROWS = 1_000
_KEY = re.compile(r"[0-9a-f]{16,}(?:#\d+)?")  # of a record, a checksum
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:(?:\+?84|0)(?:[ .-]?\d){8,}|\d{9,})(?![0-9A-Za-z])")
_NO_LETTERS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # line breaks, and signs that turn a line around


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line of a chain; number 0 where there is none."""

    number: int
    sha256: str


NOTHING = Head(0, "")


@dataclass(frozen=True, slots=True)
class Fault:
    """One break: the line that is not as it was written, or the first one behind a gap, or behind the end."""

    code: FaultCode
    number: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What looking through the whole chain found."""

    lines: int
    head: Head
    faults: tuple[Fault, ...]


def append(connection: Connection, values: Mapping[str, Any]) -> None:
    """Write the next line: `values` are all its columns but number and checksum.

    Goes on from the head in `meta`, not from the last line there is: who removes the last line leaves a gap.
    """
    head = head_of(connection, lock=True)
    newest = connection.scalar(select(func.max(AUDIT.c.id))) or 0
    line = {**values, "id": max(head.number, newest) + 1}
    chain = checksum(head.sha256, line)
    connection.execute(insert(AUDIT).values(**line, chain=chain))
    write_head(connection, Head(line["id"], chain))


def head_of(connection: Connection, *, lock: bool = False) -> Head:
    """The head as `meta` has it; `lock` makes other writers wait where the database knows how."""
    query = select(_meta.c.value).where(_meta.c.key == _HEAD)
    found = connection.scalar(query.with_for_update() if lock else query)
    return Head(**found) if found else NOTHING


def write_head(connection: Connection, head: Head) -> None:
    """Keep the head."""
    kept = connection.execute(update(_meta).where(_meta.c.key == _HEAD).values(value=asdict(head)))
    if not kept.rowcount:
        connection.execute(insert(_meta).values(key=_HEAD, value=asdict(head)))


def checksum(before: str, line: RowMapping | Mapping[str, Any]) -> str:
    """The checksum of a line behind one with the checksum `before` ('' for the first), however it is kept."""
    said = {name: line[name] for name in _CONTENT} | {"at": line["at"].astimezone(UTC).isoformat()}
    content = json.dumps(json.loads(json.dumps(said)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def verify(connection: Connection) -> Verdict:
    """Look through all lines."""
    faults: list[Fault] = []
    last, lines = NOTHING, 0
    for row in rows(connection):
        if checksum(last.sha256, row) != row["chain"]:
            code: FaultCode = "lines_missing" if row["id"] > last.number + 1 else "line_changed"
            faults.append(Fault(code, row["id"]))
        last, lines = Head(row["id"], row["chain"] or ""), lines + 1
    if last != head_of(connection):
        faults.append(Fault("end_missing", last.number))
    return Verdict(lines, last, tuple(faults))


def rows(connection: Connection) -> Iterator[RowMapping]:
    """Every line with its checksum, the oldest first."""
    query = select(AUDIT).order_by(AUDIT.c.id).execution_options(yield_per=_ROWS)
    yield from connection.execute(query).mappings()


def holds(connection: Connection, head: Head) -> bool:
    """Whether a head that was noted elsewhere is still a line of the chain."""
    if head == NOTHING:
        return True
    return connection.scalar(select(AUDIT.c.chain).where(AUDIT.c.id == head.number)) == head.sha256


def plain(said: Any) -> Any:
    """A fact as a line may hold it: one line of text, and long numbers (phones, cards) as dots.

    Keys and checksums stay. Lists and mappings are gone through.
    """
    if isinstance(said, str):
        return _plain_text(said)
    if isinstance(said, Mapping):
        return {str(name): plain(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [plain(one) for one in said]
    return said


def _plain_text(said: str) -> str:
    line = "".join(" " if unicodedata.category(c) in _NO_LETTERS else c for c in said)
    return line if _KEY.fullmatch(line) else _LONG_NUMBER.sub("•••", line)
