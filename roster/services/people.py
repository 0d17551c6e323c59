"""The people the lists name: looked for page by page, and one person with all that is known of him or her.

Numbers leave this module masked; `unmask` is the one way to see them, and it is put on record. Knows what is
shown; how records are found is `store.people_queries`' matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from roster.dedupe import roles
from roster.intake import mending
from roster.model import PersonRecord
from roster.plan import PRECEDENCES, Plan
from roster.services import kept, paging
from roster.services.editing import edit_acts, edit_history, edit_state
from roster.services.editing.edit_history import Act
from roster.services.masks import masked
from roster.services.reviewing import review
from roster.store import edit_queries, finding, people_queries, queries, tables
from roster.store.people_queries import Search

NUMBERS = ("phone", "cccd")  # the fields that are shown masked
ELSEWHERE = "-"  # as a group or an agency: none of the plan's
NOT_ELIGIBLE = "not_eligible"
LEFT_OUT = ("excluded", NOT_ELIGIBLE)  # of `STATES`
STATES: Mapping[str, Search] = {
    "": Search(),
    "counted": Search((finding.state_mark("counted"),)),
    "held": Search((finding.state_mark("held"),)),
    "excluded": Search((finding.state_mark("excluded"),)),
    NOT_ELIGIBLE: Search((finding.state_mark("not_eligible"),)),
    "by_hand": Search(by_hand=True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words of name and post, codes of a group, an agency, a flag and of `STATES`.

    '' is anything; `ELSEWHERE` as a group or agency is none that the plan knows.
    """

    words: str = ""
    group: str = ""
    agency: str = ""
    flag: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One record found, its numbers masked; `others` is how many more records the same person has."""

    record: PersonRecord
    others: int = 0


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of the records found, by given name, and how many there are in all."""

    found: tuple[Found, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a record: as it was typed, and the clean value ('' for none); numbers masked."""

    field: str
    typed: str
    clean: str


@dataclass(frozen=True, slots=True)
class Role:
    """One record of a person: a row of a list, with every field and what is to be said of the row."""

    record: PersonRecord
    values: tuple[Value, ...]
    remarks: tuple[tuple[str, Mapping[str, str]], ...]  # codes of problems with their parameters


@dataclass(frozen=True, slots=True)
class Person:
    """All records that are one person by the last comparison, the one asked for first, and what was done.

    `stands` are the groups the records state, `kept` those of them that keep the person, by reading of the
    precedence.
    """

    roles: tuple[Role, ...]
    acts: tuple[Act, ...]
    stands: tuple[str, ...] = ()
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of the record that was asked for."""
        return self.roles[0].record.key

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all records."""
        return tuple(role.record.key for role in self.roles)

    @property
    def version(self) -> str:
        """Changes with every act on any of the records: whoever edits says which version was seen."""
        newest = self.acts[0].edit if self.acts else 0
        return f"{newest}.{sum(act.undone for act in self.acts)}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one record as they are, clean and as typed."""

    phones: tuple[str, ...] = ()
    cccd: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


_flags: kept.Kept[tuple[str, ...]] = kept.Kept()
_left_out: kept.Kept[Mapping[str, PeoplePage]] = kept.Kept()


def search(session: Session, wanted: Wanted, *, page: int, per_page: int) -> PeoplePage:
    """A page (the first is 1) of the records in force that fit, in the Vietnamese order of names."""
    rows, total = people_queries.find(
        session, _search(wanted), limit=per_page, offset=paging.before(page, per_page)
    )
    clusters = {row.cluster for row, _ in rows if row.cluster is not None}
    sizes = people_queries.cluster_sizes(session, clusters)
    records = queries.people(rows)
    return PeoplePage(
        tuple(
            Found(_without_numbers(record), 0 if row.cluster is None else sizes[row.cluster] - 1)
            for record, (row, _) in zip(records, rows, strict=True)
        ),
        total,
    )


def left_out(session: Session, *, most: int) -> Mapping[str, PeoplePage]:
    """Who is excluded and who is not eligible, by state; the first `most` of each."""

    def look() -> Mapping[str, PeoplePage]:
        return {state: search(session, Wanted(state=state), page=1, per_page=most) for state in LEFT_OUT}

    return _left_out(session, (review.state(session), most), look)


def person(session: Session, key: str, *, plan: Plan) -> Person:
    """The person to whom the record of this key belongs. Raises `UserError` (no_such_record)."""
    (asked,) = edit_acts.rows(session, [key])
    cluster = asked[0].cluster
    together = [asked] if cluster is None else edit_queries.rows_in_cluster(session, cluster)
    rows = sorted(together, key=lambda pair: pair[0].key != key)
    acts = edit_history.of_records(session, [row.key for row, _ in rows])
    stands = roles.groups(queries.people(rows), plan)
    return Person(
        tuple(_role(session, row, name) for row, name in rows),
        tuple(_masked_act(act) for act in acts),
        stands,
        {reading: roles.kept(stands, plan, reading) for reading in PRECEDENCES},
    )


def exists(session: Session, key: str) -> bool:
    """Whether a record of this key is in force."""
    return bool(edit_queries.rows_with_keys(session, [key]))


def texts(session: Session, key: str) -> dict[str, str]:
    """What stands for each field (`edits.FIELDS`) of a record now, as typed; numbers are left out."""
    ((row, _),) = edit_acts.rows(session, [key])
    one = session.get_one(tables.Import, row.import_id)
    earlier = edit_queries.lines_in_force(session, one.id, {row.row})
    return {
        name: edit_acts.text_now(session, one, row, field=name, earlier=earlier)
        for name in mending.FIELDS
        if name not in NUMBERS
    }


def unmask(session: Session, key: str, *, by: str) -> Numbers:
    """The numbers of one record; who looked at them is put on record. Raises `UserError` (no_such_record)."""
    ((record,),) = [queries.people(edit_acts.rows(session, [key]))]
    queries.add_audit(session, "numbers.shown", by=by, subjects=[key], detail={"page": "people"})
    typed = {name: record.raw.get(name, "") for name in NUMBERS}
    return Numbers(record.phones, record.cccd or "", typed)


def flags(session: Session) -> tuple[str, ...]:
    """The codes of the flags that some record in force has."""
    return _flags(session, review.state(session), lambda: people_queries.flags(session))


def _search(wanted: Wanted) -> Search:
    state = STATES.get(wanted.state, STATES[""])
    marks = (
        finding.flag_mark(wanted.flag) if wanted.flag else "",
        finding.group_mark(wanted.group.removeprefix(ELSEWHERE)) if wanted.group else "",
        finding.agency_mark(wanted.agency.removeprefix(ELSEWHERE)) if wanted.agency else "",
    )
    return replace(state, said=(*finding.words(wanted.words), *state.said, *filter(None, marks)))


def _role(session: Session, row: tables.Record, file_name: str) -> Role:
    record = queries.people([(row, file_name)])[0]
    one = session.get_one(tables.Import, row.import_id)
    said = edit_queries.problems_at(session, one, edit_queries.at(row))
    stated = edit_state.stated(session, one, row).record
    values = (_value(stated, record, name) for name in mending.FIELDS)
    remarks = tuple((problem.code, problem.params) for problem in said)
    return Role(_without_numbers(record), tuple(values), remarks)


def _value(stated: PersonRecord, record: PersonRecord, name: str) -> Value:
    typed, clean = mending.stated_text(stated, name), mending.value_text(record, name)
    if name in NUMBERS:
        return Value(name, masked(typed), ", ".join(masked(part) for part in clean.split(", ")))
    return Value(name, typed, clean)


def _without_numbers(record: PersonRecord) -> PersonRecord:
    raw = {name: masked(text) if name in NUMBERS else text for name, text in record.raw.items()}
    phones = tuple(masked(phone) for phone in record.phones)
    return replace(record, phones=phones, cccd=masked(record.cccd) or None, raw=raw)


def _masked_act(act: Act) -> Act:
    lines = (
        replace(line, old=masked(line.old), value=masked(line.value)) if line.field in NUMBERS else line
        for line in act.lines
    )
    return replace(act, lines=tuple(lines))
