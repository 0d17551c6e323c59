from sqlalchemy import select

from roster.model import Problem, Source
from roster.services.incoming import intake, seen
from roster.store import list_queries, seen_queries, tables
from roster.store.session import Database
from tests.services.lists import person, reading


def test_what_was_marked_is_not_open_and_a_cell_without_a_value_can_be_marked(database: Database) -> None:
    said = [("bad_phone", "091"), ("bad_phone", "092"), ("no_position", "")]
    problems = tuple(
        Problem(code, "warning", Source("so.xlsx", "Sheet1", row), "phone", value)
        for row, (code, value) in enumerate(said, start=2)
    )
    people = [person("Nguyễn Văn An"), person("Trần Thị Bình"), person("Lê Văn Cường")]
    with database.changing() as session:
        intake.supersede(session, [reading("so.xlsx", *people, problems=problems)], by="t")
        number = session.scalars(select(tables.Import.id)).one()
        seen.mark(session, number, "bad_phone", ("Sheet1", 2, ""), by="t")
        seen.mark(session, number, "no_position", by="t")
    with database.reading() as session:
        assert [row.value for row in seen_queries.open_problems(session, number, "bad_phone")] == ["092"]
        assert list_queries.to_do_counts(session, [number], without=()) == {number: {"bad_phone": 1}}
        assert [line.field for _, line in seen_queries.lines_of_list(session, number)] == [
            "seen:no_position",
            "seen:bad_phone",
        ]
