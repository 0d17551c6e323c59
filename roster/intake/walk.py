"""The walk through one table, row by row: what each row is and which headings hold for it.

Knows the order of rows; the questions asked of each row stand in `kinds`. Knows nothing of headers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roster.intake.columns import Columns
from roster.intake.departures import names
from roster.intake.footnotes import signs_after
from roster.intake.grid import Row
from roster.intake.kinds import PERSON, is_person_beyond_doubt, kind_of
from roster.intake.look import Look, row_number
from roster.intake.sections import Stack, agency_of, push
from roster.intake.sums import says_sum
from roster.intake.vocabulary import Vocabulary
from roster.plan import Plan

CONTINUATION = "continuation_row"
NOTE = "note_row"
_SUMS = ("total_row", "subtotal_row")
_MOST_ROWS = 3  # of one person


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the words of a list are compared with. Equal only to itself: what is read by it is kept."""

    vocabulary: Vocabulary
    plan: Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of one table: `person` or a reject code, the headings in force, the person's other rows.

    `remarks` are the texts of note rows below that name the person.
    """

    row: Row
    kind: str
    columns: Columns | None = None
    stack: Stack = ()
    parts: tuple[Row, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """'A:D' where tables stand side by side, else ''."""
        return self.columns.label if self.columns else ""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows below a header; `repeated` are the numbers of rows that repeat it."""

    rows: Sequence[Row]
    repeated: frozenset[int] = frozenset()
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table being read: its columns, the headings in force, the last number in its STT column."""

    columns: tuple[Columns, ...]
    stack: Stack = ()
    last_number: int = 0


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What lies further down: the last row that surely is a person, the last one that is a sum."""

    person: int = -1
    total: int = -1


@dataclass(frozen=True, slots=True)
class _Progress:
    """What is known of one table when the walk reaches a row."""

    kind: str = ""
    number: int = -1
    name: str = ""
    numbered_to: int = 0
    signing: bool = False
    people: int = 0
    section_people: int = 0
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _State:
    """The tables being read and, by label, how far each of them is and which headings hold in it."""

    tables: tuple[Columns, ...]
    progress: Mapping[str, _Progress]
    ahead: Mapping[str, _Ahead]
    stacks: Mapping[str, Stack]
    is_text: bool


def walk(body: Body, table: OpenTable, words: Words) -> tuple[tuple[Entry, ...], OpenTable]:
    """Every row of the body as entries, and the table as it stands after them."""
    entries: list[Entry] = []
    ahead = {columns.label: _ahead(body, columns, words) for columns in table.columns}
    progress = dict.fromkeys(ahead, _Progress())
    stacks = dict.fromkeys(ahead, table.stack)
    state = _State(table.columns, progress, ahead, stacks, body.is_text)
    number = table.last_number
    for index, row in enumerate(body.rows):
        if row.number in body.repeated:
            entries.append(Entry(row, "repeated_header"))
            continue
        found = _entries(row, list(_looks(row, index, state, words)), stacks)
        for look, entry in found:
            progress[look.columns.label] = _step(progress[look.columns.label], look, entry.kind)
            stacks |= _headed(look, entry, stacks)
            number = _number(look, entry.kind, before=number)
        entries += [entry for _, entry in found] or [Entry(row, "outside_table")]
    return tuple(_joined(entries, words.vocabulary)), replace(
        table, stack=stacks[table.columns[0].label], last_number=number
    )


def _looks(row: Row, index: int, state: _State, words: Words) -> Iterator[Look]:
    """The row as each table standing side by side sees it; tables in which it is blank do not see it."""
    for columns in state.tables:
        if columns.own(row):
            known, ahead = state.progress[columns.label], state.ahead[columns.label]
            adjacent = row.number == known.number + 1 or (state.is_text and known.number >= 0)
            yield Look(
                row,
                columns,
                words.vocabulary,
                words.plan,
                within=agency_of(state.stacks[columns.label])[0],
                before=known.kind if adjacent else "",
                previous_name=known.name,
                numbered_to=known.numbered_to,
                more=index < ahead.person,
                later_total=index < ahead.total,
                signing=known.signing,
                people=known.people,
                section_people=known.section_people,
                signs=known.signs,
            )


def _ahead(body: Body, columns: Columns, words: Words) -> _Ahead:
    below = [index for index in reversed(range(len(body.rows))) if _is_seen(body, index, columns)]
    looks = ((n, Look(body.rows[n], columns, words.vocabulary, words.plan)) for n in below)
    person = next((n for n, look in looks if is_person_beyond_doubt(look)), -1)
    first = ((n, body.rows[n].texts[columns.own(body.rows[n])[0]]) for n in below)
    total = next((n for n, text in first if says_sum(text, words.vocabulary)), -1)
    return _Ahead(person, total)


def _is_seen(body: Body, index: int, columns: Columns) -> bool:
    return bool(columns.own(body.rows[index])) and body.rows[index].number not in body.repeated


def _entries(row: Row, looks: Sequence[Look], stacks: Mapping[str, Stack]) -> tuple[tuple[Look, Entry], ...]:
    """One entry per table with a person or a heading of its own in this row; other rows are one entry."""
    kinds = [kind_of(look) for look in looks]
    apart = PERSON in kinds or CONTINUATION in kinds or kinds.count("section_row") > 1
    if looks and not apart:
        columns = looks[0].columns if not looks[0].columns.label else None
        return ((looks[0], Entry(row, kinds[0], columns)),)
    return tuple(
        (look, Entry(row, kind, look.columns, stacks[look.columns.label]))
        for look, kind in zip(looks, kinds, strict=True)
    )


def _step(known: _Progress, look: Look, kind: str) -> _Progress:
    person = kind == PERSON
    fresh = kind == "section_row" or kind in _SUMS
    return _Progress(
        kind,
        look.row.number,
        name=look.name if person else known.name,
        numbered_to=_numbered_to(look) if person else known.numbered_to,
        signing=kind == "signature_block" or (known.signing and not person),
        people=known.people + person,
        section_people=0 if fresh else known.section_people + person,
        signs=known.signs | signs_after(look.row.own_texts) if person else known.signs,
    )


def _numbered_to(look: Look) -> int:
    """The last row that a person's number is merged over; one over more rows is that of an agency."""
    last = max((look.row.below.get(column, 0) for column in look.columns.of("stt")), default=0)
    return last if last - look.row.number < _MOST_ROWS else 0


def _headed(look: Look, entry: Entry, stacks: Mapping[str, Stack]) -> dict[str, Stack]:
    """What a section row changes: the headings of its own table, of all of them when it stands alone."""
    if entry.kind != "section_row":
        return {}
    labels = [entry.block] if entry.block else list(stacks)
    return {label: push(stacks[label], look.section) for label in labels}


def _number(look: Look, kind: str, *, before: int) -> int:
    """The table's last number after a row: a person's own, or the one before."""
    number = row_number(look.number) if kind == PERSON else None
    return before if number is None else number


def _joined(entries: Sequence[Entry], words: Vocabulary) -> Iterator[Entry]:
    """The same entries, each person with the rows that continue it and the notes that name it."""
    parts: dict[int, list[Row]] = {}
    remarks: dict[int, list[str]] = {}
    last: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.kind == PERSON:
            last[entry.block] = place
        elif entry.kind == CONTINUATION and entry.block in last:
            parts.setdefault(last[entry.block], []).append(entry.row)
        elif entry.kind == NOTE and entry.block in last:
            remarks.setdefault(last[entry.block], []).extend(
                _said_of(entries[last[entry.block]], entry, words)
            )
    for place, entry in enumerate(entries):
        more, said = parts.get(place, ()), remarks.get(place, ())
        yield replace(entry, parts=tuple(more), remarks=tuple(said)) if more or said else entry


def _said_of(person: Entry, note: Entry, words: Vocabulary) -> Iterator[str]:
    """The texts of a note that begin with the person's name."""
    name = person.columns.name(person.row) if person.columns else ""
    return (text for text in note.row.own_texts if names(text, name, words))
