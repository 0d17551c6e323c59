"""The tables of the store, as SQLAlchemy types. Nothing is overwritten where history matters.

Imports change state instead of being deleted; edits, judgements and gap reasons are only ever added, and the
newest one counts. Knows columns and constraints, no rules; serves SQLite and PostgreSQL alike. What belongs
to one survey round says so (`store.rounds`); people, decisions and column mappings are of all rounds.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Double, ForeignKey, Index, Integer, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from roster.store.account_tables import SecondStep as SecondStep
from roster.store.account_tables import SignInLink as SignInLink
from roster.store.account_tables import User as User
from roster.store.account_tables import WebSession as WebSession
from roster.store.base import Base as Base
from roster.store.base import now
from roster.store.collecting_tables import AgencyLog as AgencyLog
from roster.store.followup_tables import AnswerDecision as AnswerDecision
from roster.store.followup_tables import AnswerRow as AnswerRow
from roster.store.followup_tables import Disclosure as Disclosure
from roster.store.followup_tables import Followed as Followed
from roster.store.followup_tables import FollowupAct as FollowupAct
from roster.store.followup_tables import FollowupEvent as FollowupEvent
from roster.store.handover_tables import Entered as Entered
from roster.store.handover_tables import HandOver as HandOver
from roster.store.handover_tables import HandOverFile as HandOverFile
from roster.store.handover_tables import HandOverRow as HandOverRow
from roster.store.handover_tables import Rendering as Rendering
from roster.store.log_tables import Audit as Audit
from roster.store.log_tables import Meta as Meta
from roster.store.mapping_tables import ColumnMapping as ColumnMapping
from roster.store.replacement_tables import Replacement as Replacement
from roster.store.replacement_tables import Reserve as Reserve
from roster.store.round_tables import Recognition as Recognition
from roster.store.round_tables import Round as Round
from roster.store.round_tables import RoundFact as RoundFact
from roster.store.rounds import ActOfRound, MadeInRound, OfRound
from roster.store.scoring_tables import ScoringAct as ScoringAct
from roster.store.scoring_tables import ScoringAttachment as ScoringAttachment
from roster.store.scoring_tables import ScoringCatalogue as ScoringCatalogue
from roster.store.scoring_tables import ScoringDocument as ScoringDocument
from roster.store.sipas_tables import SipasDesign as SipasDesign
from roster.store.sipas_tables import SipasDraw as SipasDraw
from roster.store.sipas_tables import SipasLine as SipasLine
from roster.store.sipas_tables import SipasPerson as SipasPerson
from roster.store.sipas_tables import SipasUnit as SipasUnit
from roster.store.task_tables import TaskAct as TaskAct
from roster.store.token_tables import ApiToken as ApiToken

ACTIVE = "state = 'active'"
ACTIVE_AND_READ = "state = 'active' AND error IS NULL"


class Import(ActOfRound, Base):
    """One delivery of one file. `state`: active, replaced (by a later delivery) or undone.

    `brought_from` is the round whose roster it repeats: no sender has sent it.
    """

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'replaced', 'undone')", name="state"),
        # one delivery in force per file name, and per content where the content could be read
        Index(
            "uq_imports_active_name",
            *("round_id", "file_name"),
            unique=True,
            sqlite_where=text(ACTIVE),
            postgresql_where=text(ACTIVE),
        ),
        Index(
            "uq_imports_active_content",
            *("round_id", "sha256"),
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
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    brought_from: Mapped[int | None]


class Place:
    """Where a row of a file stands; the file's name is the import's."""

    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    block: Mapped[str] = mapped_column(Text)


class Record(Place, OfRound, Base):
    """One person as one list states him or her, with the edits in force: the fields of `model.PersonRecord`.

    `stated` is what the list itself says, kept from the first edit on; `services.editing.edit_state` knows
    its shape. `search` and `name_order` follow from the other fields: `store.finding` makes them,
    `word_index` finds by them.
    """

    __tablename__ = "records"
    __table_args__ = (
        Index("ix_records_import_id_key", "import_id", "key"),
        # all that people are looked for by, in the order they are shown: looking reads no row. The round
        # is not first, or SQLite walks through it for whatever is looked up in it (migration 0022)
        Index("ix_records_finding", "name_order", "round_id", "search", "import_id"),
        Index("ix_records_cluster", "cluster", "import_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    key: Mapped[str] = mapped_column(String(40), index=True)
    # the person's number; None: not compared yet, or held
    cluster: Mapped[int | None] = mapped_column(Integer)
    person: Mapped[int | None] = mapped_column(
        Integer, index=True
    )  # the last number it had, kept when it rests
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
    excluded: Mapped[str | None] = mapped_column(Text)
    chosen: Mapped[list[str]] = mapped_column(default=list)
    stated: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    search: Mapped[str] = mapped_column(Text)
    name_order: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"))


class Person(Base):
    """The number of a person, made once, the same in every round and never given to somebody else.

    `founder` is the key of the first record that had it; `became` is whose number counts instead since two
    people were found to be one. Of who was erased (`erased_at`) the number is all that stays.
    """

    __tablename__ = "persons"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    founder: Mapped[str] = mapped_column(String(40))
    became: Mapped[int | None] = mapped_column(ForeignKey("persons.number"), index=True)
    erased_at: Mapped[datetime | None]


class Reject(Place, OfRound, Base):
    """A row of a file that holds no person, and why: the rest of the row ledger."""

    __tablename__ = "rejects"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40))


class Problem(Place, OfRound, Base):
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
    """The file of a delivery as it was received, under a random name beside the database, until a day.

    Of no round: what is past its day is deleted whatever round it came in.
    """

    __tablename__ = "originals"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    kept_until: Mapped[date]


class Pair(OfRound, Base):
    """Two records compared, with the evidence; `ask_order` numbers the pairs to ask about.

    `unsure` are those of them somebody has looked at in vain.
    """

    __tablename__ = "pairs"
    __table_args__ = (
        Index("ix_pairs_left", "left", "round_id"),
        Index("ix_pairs_right", "right", "round_id"),
    )

    round_id: Mapped[int] = OfRound.made(primary_key=True)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)  # short and stable: made from both keys
    left: Mapped[str] = mapped_column(String(40))
    right: Mapped[str] = mapped_column(String(40))
    weight: Mapped[float] = mapped_column(Double)
    band: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[list[dict[str, Any]]]
    ask_order: Mapped[int | None] = mapped_column(index=True)
    unsure: Mapped[bool] = mapped_column(default=False, server_default=false())


class Edit(ActOfRound, Base):
    """One act of a person on records or pairs. Append-only: an act is undone by a later one that names it."""

    __tablename__ = "edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("edits.id"), unique=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class EditLine(Place, OfRound, Base):
    """What one act changed in one record of one delivery; the newest line of an act in force counts.

    `field` is a field of a list, or 'excluded', or 'chosen:' with a field; `old` is the value before, `value`
    the new one as typed, '' for none. `key` is the record's at that moment.
    """

    __tablename__ = "edit_lines"
    __table_args__ = (Index("ix_edit_lines_place", "import_id", "sheet", "row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edit_id: Mapped[int] = mapped_column(ForeignKey("edits.id"), index=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    key: Mapped[str] = mapped_column(String(40), index=True)
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)


class Judgement(MadeInRound, Base):
    """A decision on a pair of keys, of whatever rounds. Append-only: the newest one not undone counts.

    `fingerprint` is of all fields compared at that moment, `grounds` of what the decision rests on: it holds
    while either is the same (`services.reviewing.grounds`). Decisions of earlier versions have no grounds.
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
    grounds: Mapped[str | None] = mapped_column(String(64))
    edit_id: Mapped[int | None] = mapped_column(ForeignKey("edits.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)


class GapReason(ActOfRound, Base):
    """Why a group, or an agency in it, has more or fewer people. The newest counts; '' takes back."""

    __tablename__ = "gap_reasons"
    __table_args__ = (Index("ix_gap_reasons_place", "group", "agency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)  # '' for the whole group
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(Text)
