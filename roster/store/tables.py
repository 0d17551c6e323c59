"""The tables of the store, as SQLAlchemy types. Nothing is overwritten where history matters.

Imports change state instead of being deleted; judgements, gap reasons and audit lines are only ever added,
and the newest one counts. Knows columns and constraints, no rules; serves SQLite and PostgreSQL alike.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {  # the same constraint names on both databases, so that a later migration can alter them
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
ACTIVE = "state = 'active'"
ACTIVE_AND_READ = "state = 'active' AND error IS NULL"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse moments without a zone: nobody could say what they mean."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """What all tables share: constraint names and how Python types are kept."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        list[str]: JSON,
        dict[str, str]: JSON,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


class Import(Base):
    """One delivery of one file. `state`: active, replaced (by a later delivery) or undone."""

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'replaced', 'undone')", name="state"),
        # one delivery in force per file name, and per content where the content could be read
        Index(
            "uq_imports_active_name",
            "file_name",
            unique=True,
            sqlite_where=text(ACTIVE),
            postgresql_where=text(ACTIVE),
        ),
        Index(
            "uq_imports_active_content",
            "sha256",
            unique=True,
            sqlite_where=text(ACTIVE_AND_READ),
            postgresql_where=text(ACTIVE_AND_READ),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    reading_sha256: Mapped[str] = mapped_column(String(64))  # of what the file was understood to say
    sender: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    error: Mapped[str | None] = mapped_column(String(40))
    error_params: Mapped[dict[str, str]]
    notices: Mapped[list[str]]
    total: Mapped[int]
    people: Mapped[int]
    held: Mapped[int]
    ignored: Mapped[int]
    declared_total: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=_now)
    by: Mapped[str] = mapped_column(Text)
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))


class Place:
    """Where a row of a file stands; the file's name is the import's."""

    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    block: Mapped[str] = mapped_column(Text)


class Record(Place, Base):
    """One person as one list states him or her: the fields of `model.PersonRecord`."""

    __tablename__ = "records"
    __table_args__ = (Index("ix_records_import_id_key", "import_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    key: Mapped[str] = mapped_column(String(40), index=True)
    cluster: Mapped[int | None] = mapped_column(Integer)  # set by comparing; None: not compared yet, or held
    full_name: Mapped[str] = mapped_column(Text)
    dob: Mapped[str | None] = mapped_column(String(10))
    gender: Mapped[str | None] = mapped_column(String(10))
    phones: Mapped[list[str]]
    cccd: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(Text)
    position: Mapped[str | None] = mapped_column(Text)
    position_raw: Mapped[str | None] = mapped_column(Text)
    agency: Mapped[str | None] = mapped_column(Text)
    agency_code: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    group: Mapped[str | None] = mapped_column(Text)
    group_origin: Mapped[str | None] = mapped_column(Text)
    rule_group: Mapped[str | None] = mapped_column(Text)
    rank: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)
    flags: Mapped[list[str]]
    held: Mapped[str | None] = mapped_column(String(40))
    raw: Mapped[dict[str, str]]


class Reject(Place, Base):
    """A row of a file that holds no person, and why: the rest of the row ledger."""

    __tablename__ = "rejects"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40))


class Problem(Place, Base):
    """Something to look at in a file."""

    __tablename__ = "problems"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    severity: Mapped[str] = mapped_column(String(10))
    column: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, str]]


class Original(Base):
    """The file of a delivery as it was received, under a random name beside the database, until a day."""

    __tablename__ = "originals"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    kept_until: Mapped[date]


class Pair(Base):
    """Two records compared, with the evidence; `ask_order` numbers the pairs to ask about."""

    __tablename__ = "pairs"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)  # short and stable: made from both keys
    left: Mapped[str] = mapped_column(String(40))
    right: Mapped[str] = mapped_column(String(40))
    weight: Mapped[float] = mapped_column(Double)
    band: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[list[dict[str, Any]]]
    ask_order: Mapped[int | None] = mapped_column(index=True)


class Judgement(Base):
    """A decision on a pair of keys. Append-only: the newest counts.

    `fingerprint` is of the deciding fields at that moment; when they change, the decision no longer holds.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        CheckConstraint("verdict IN ('same', 'different', 'unsure')", name="verdict"),
        Index("ix_judgements_pair", "left", "right"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    left: Mapped[str] = mapped_column(String(40))
    right: Mapped[str] = mapped_column(String(40))
    verdict: Mapped[str] = mapped_column(String(10))
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=_now)
    by: Mapped[str] = mapped_column(Text)


class GapReason(Base):
    """Why a group, or an agency in it, has more or fewer people. The newest counts; '' takes back."""

    __tablename__ = "gap_reasons"
    __table_args__ = (Index("ix_gap_reasons_place", "group", "agency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)  # '' for the whole group
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=_now)
    by: Mapped[str] = mapped_column(Text)


class ColumnMapping(Base):
    """What a person settled about the columns of a sender's layout. Append-only: the newest counts."""

    __tablename__ = "column_mappings"
    __table_args__ = (Index("ix_column_mappings_layout", "sender", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(Text)  # the plan's code; '' where the list does not say who sends it
    fingerprint: Mapped[str] = mapped_column(String(40))
    mapping: Mapped[dict[str, Any]]  # `services.mappings` knows its shape
    at: Mapped[datetime] = mapped_column(default=_now)
    by: Mapped[str] = mapped_column(Text)


class Audit(Base):
    """Who did what when; keys and numbers only, never a name, phone or card number."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=_now)
    by: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(40))
    subjects: Mapped[list[str]]
    detail: Mapped[dict[str, Any]]
    chain: Mapped[str | None] = mapped_column(String(64))  # room for a hash over this line and the one before


class Meta(Base):
    """Small facts about the database itself, for example what the stored pairs were computed from."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]
