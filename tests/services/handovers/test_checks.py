from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services.handovers import checks
from roster.services.handovers.freezing import Frozen
from roster.services.shelf import Shelf
from roster.store import tables
from roster.store.rounds import ROUND, RoundSession


@pytest.fixture
def unlocked(session: Session) -> Session:
    """A database whose triggers somebody removed."""
    if session.get_bind().dialect.name == "postgresql":
        statements = [f"ALTER TABLE {t} DISABLE TRIGGER ALL" for t in ("hand_overs", "hand_over_rows")]
    else:
        statements = [
            f"DROP TRIGGER {t}_no_{what}"
            for t in ("hand_overs", "hand_over_rows")
            for what in ("update", "delete")
        ]
    for statement in statements:
        session.execute(text(statement))
    return session


@pytest.fixture
def faults(session: Session, where: Shelf, plan: Plan, sent: Frozen) -> Callable[[], list[tuple[str, str]]]:
    def found() -> list[tuple[str, str]]:
        session.expire_all()
        checked = checks.check(session, where.folder, "1", plan=plan)
        return [(fault.code, fault.subject) for fault in checked.faults]

    return found


def test_nothing_is_wrong_with_what_nobody_touched(faults: Callable[[], list[tuple[str, str]]]) -> None:
    assert faults() == []


def test_one_byte_of_a_kept_file(
    sent: Frozen, where: Shelf, faults: Callable[[], list[tuple[str, str]]]
) -> None:
    file = sent.hand_over.files[0]
    path = where.folder / file.kept
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert faults() == [("file_changed", file.name)]
    with pytest.raises(UserError) as error:
        checks.content_of(where.folder, file)
    assert error.value.code == "kept_file_changed"
    path.unlink()
    assert faults() == [("file_gone", file.name)]


AN = ("row_changed", "P000001 dai_bieu_hdnd")


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE hand_over_rows SET name = 'Nguyễn Văn Ăn' WHERE person = 1", AN),
        ("UPDATE hand_over_rows SET phone = '0912345679' WHERE person = 1", AN),
        ("UPDATE hand_over_rows SET \"order\" = 9 WHERE person = 1", AN),
        ("DELETE FROM hand_over_rows WHERE person = 1", ("rows_missing", "1")),
        ("UPDATE hand_overs SET \"by\" = 'x'", ("seal_broken", "1")),
        ("UPDATE hand_overs SET allow_reason = ''", ("seal_broken", "1")),
    ],
)  # fmt: skip
def test_one_value_in_the_database(
    unlocked: Session, faults: Callable[[], list[tuple[str, str]]], statement: str, fault: tuple[str, str]
) -> None:
    unlocked.execute(text(statement))
    assert faults() == [fault]


def test_a_copy_at_hand(session: Session, sent: Frozen, plan: Plan) -> None:
    made = sent.handed[0]
    assert checks.check_copy(session, made.content, "renamed.xlsx", plan=plan).same
    copy = checks.check_copy(session, made.content[:-1] + b"x", made.name, plan=plan)
    assert (copy.same, copy.hand_over.name, copy.file.name) == (False, "1", made.name)
    with pytest.raises(UserError) as error:
        checks.check_copy(session, b"something else", "other.xlsx", plan=plan)
    assert error.value.code == "not_handed_over"


@pytest.mark.parametrize("name", ["2", "1.1", "", "x", "1.2.3", "²"])
def test_a_hand_over_that_is_not_there(session: Session, sent: Frozen, plan: Plan, name: str) -> None:
    with pytest.raises(UserError) as error:
        checks.find(session, name, plan=plan)
    assert (error.value.code, error.value.params["known"]) == ("no_such_hand_over", "1")


def test_a_stray_file_is_named_and_stays(session: Session, where: Shelf, sent: Frozen) -> None:
    assert checks.strays(session, where.folder) == ()
    (where.folder / "notes.txt").write_bytes(b"somebody's own")
    left = where.folder / ("0" * 32)
    left.write_bytes(b"of a run that was interrupted")
    assert checks.strays(session, where.folder) == (left,)
    assert left.name in checks.strays_sentence((left,))
    assert left.exists()


def test_files_of_another_round_are_no_strays(session: Session, where: Shelf, sent: Frozen) -> None:
    connection = session.connection()
    connection.execution_options(**{ROUND: 7})
    with RoundSession(connection, join_transaction_mode="create_savepoint") as other:
        assert other.scalars(select(tables.HandOverFile)).all() == []
        assert checks.strays(other, where.folder) == ()


def test_without_a_hand_over_there_is_nothing_to_check(session: Session, where: Shelf, plan: Plan) -> None:
    assert checks.check_all(session, where.folder, plan=plan) == ()
