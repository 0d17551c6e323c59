"""The index of words finds what a look at every record finds, whatever has happened to lists and records."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from roster.model import PersonRecord, Source
from roster.store import finding, people_queries, records, tables
from roster.store.people_queries import Search
from roster.store.session import Database

WORDS = ("Nguyễn", "Nguyên", "Lê", "An", "Ân", "a²", "K'Choi", "đ", "Trần-Lê", "Y", "trưởng phòng")
WANTED = (*WORDS, "nguyen", "n", "tr", "le an", "choi", "²", "truong", "xyz")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
acts = st.lists(
    st.tuples(st.sampled_from(("list", "rename", "mark", "out", "in", "delete")), texts, st.integers(0, 9)),
    max_size=8,
)


def do(session: Session, kind: str, name: str, n: int) -> None:
    """Something that happens to lists or records, without the services that would do more."""
    found = session.scalars(select(tables.Record).order_by(tables.Record.id)).all()
    lists = session.scalars(select(tables.Import).order_by(tables.Import.id)).all()
    if kind == "list" or not found:
        _add(session, name, n)
    elif kind in {"out", "in"}:
        lists[n % len(lists)].state = "active" if kind == "in" else "undone"
    elif kind == "delete":
        session.execute(delete(tables.Record).where(tables.Record.id == found[n % len(found)].id))
    else:
        row = found[n % len(found)]
        row.full_name, row.held = name, "no_name" if kind == "mark" else None
        records.set_flags(row, ["bad_phone"] if kind == "mark" else [])
    session.flush()
    session.expire_all()


def _add(session: Session, name: str, n: int) -> None:
    number = (session.scalar(select(func.max(tables.Import.id))) or 0) + 1
    session.add(
        tables.Import(
            id=number,
            file_name=f"{number}.xlsx",
            sha256=str(number),
            reading_sha256="r",
            state="active",
            error_params={},
            notices=[],
            by="t",
            **dict.fromkeys(("total", "people", "held", "ignored"), 0),
        )
    )
    session.flush()
    for at in range(n % 3 + 1):
        row = tables.Record(
            import_id=number,
            sheet="",
            row=at,
            block="",
            key=f"{number}.{at}",
            full_name=name,
            position=None,
            agency_code="so_y_te" if at else None,
            rank=1,
            phones=[],
            raw={},
            flags=[],
            held=None,
            excluded=None,
            group=None,
        )
        records.set_flags(row, [])
        session.add(row)


def looked_through(session: Session, said: tuple[str, ...]) -> list[int]:
    """What every record's text says, read here."""
    rows = session.execute(
        select(tables.Record.id, tables.Record.search, tables.Record.name_order)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(tables.Import.state == "active")
    )
    found = [(order, text, number) for number, text, order in rows if all(word in text for word in said)]
    return [number for _, _, number in sorted(found)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=acts)
def test_the_index_says_what_the_records_say(database: Database, done: list[tuple[str, str, int]]) -> None:
    marks = (finding.state_mark("held"), finding.flag_mark("bad_phone"), finding.agency_mark(""))
    with database.reading() as session:  # whatever is done in it is forgotten
        for act in (("list", "Nguyễn An", 3), *done):
            do(session, *act)
        for said in (*map(finding.words, WANTED), *((mark,) for mark in marks)):
            rows, total = people_queries.find(session, Search(said), limit=100, offset=0)
            assert ([row.id for row, _ in rows], total) == (looked_through(session, said), len(rows))


def test_many_are_met_on_a_walk_in_their_order(database: Database) -> None:
    with database.reading() as session:
        _add(session, "Lê An", 0)
        session.flush()
        (number,) = session.scalars(select(tables.Import.id))
        source = Source("1.xlsx", "", 0, "")
        many = [
            PersonRecord(source, f"Nguyễn {given}{n}", key=f"{n}{given}")
            for given in "BA"
            for n in range(2_100)
        ]
        records.add_people(session, number, many)
        rows, total = people_queries.find(session, Search((" n",)), limit=50, offset=100)
        wanted = looked_through(session, (" n",))
        assert ([row.id for row, _ in rows], total) == (wanted[100:150], 4_200)
        assert people_queries.find(session, Search(), limit=1, offset=4_200)[1] == 4_201
