"""PDFs of a hand-over, made after it was frozen."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import pyzipper
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.plan import Plan
from roster.services.handovers import checks, renderings
from roster.services.handovers.documents import NO_EXTRAS, Extras
from roster.services.handovers.freezing import Frozen
from roster.services.shelf import Shelf
from roster.store import handover_queries, tables
from roster.survey.hand_over import HandOver
from tests.services.handovers.conftest import Freeze
from tests.tools import stand_in_office

PASSWORD = "mật khẩu 123"


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in_office(monkeypatch, tmp_path)


def render(session: Session, where: Shelf, made: HandOver, extras: Extras = NO_EXTRAS) -> list[str]:
    """What is handed out, by name."""
    rendered = renderings.convert(where.folder, made, extras)
    renderings.keep(session, where, made, rendered, by="t")
    return [one.name for one in renderings.give_out(session, where.folder, made, rendered, by="t")]


def now(session: Session, made: HandOver) -> HandOver:
    found = handover_queries.hand_over(session, plan=made.plan, number=made.number, addendum=made.addendum)
    assert found
    return found


@pytest.fixture
def faults(session: Session, where: Shelf, plan: Plan) -> Callable[[], list[tuple[str, str]]]:
    def found() -> list[tuple[str, str]]:
        session.expire_all()
        checked = checks.check(session, where.folder, "1", plan=plan)
        return [(one.code, one.subject) for one in checked.faults]

    return found


def test_a_pdf_of_each_document_is_added_to_what_is_frozen(
    session: Session, where: Shelf, sent: Frozen, freeze: Freeze
) -> None:
    frozen = freeze(extras=Extras(letter=True, counts=True)).hand_over
    assert [one.name for one in renderings.missing(where.folder, frozen)] == [f.name for f in frozen.files]
    names = render(session, where, frozen)
    made = now(session, frozen)
    assert (made.seal, made.files) == (frozen.seal, frozen.files)
    assert [one.file.name for one in made.renderings] == names
    assert names == [f"{Path(file.name).stem}.pdf" for file in frozen.files]
    assert renderings.missing(where.folder, made) == ()
    assert checks.strays(session, where.folder) == ()
    lines = session.scalars(select(tables.Audit).where(tables.Audit.action == "handover.rendered")).all()
    assert [line.detail["sha256"] for line in lines] == [one.file.sha256 for one in made.renderings]


def test_a_copy_of_a_pdf_at_hand(session: Session, where: Shelf, plan: Plan, sent: Frozen) -> None:
    (name,) = render(session, where, sent.hand_over)
    (one,) = now(session, sent.hand_over).renderings
    content = checks.content_of(where.folder, one.file)
    assert checks.check_copy(session, content, "renamed.pdf", plan=plan).same
    assert not checks.check_copy(session, content + b"x", name, plan=plan).same


def test_one_changed_byte_of_a_pdf_is_detected(
    session: Session, where: Shelf, sent: Frozen, faults: Callable[[], list[tuple[str, str]]]
) -> None:
    (name,) = render(session, where, sent.hand_over)
    (one,) = now(session, sent.hand_over).renderings
    content = checks.content_of(where.folder, one.file)
    path = where.folder / one.file.kept
    path.chmod(0o600)
    path.write_bytes(content[:-1] + b"x")
    assert faults() == [("file_changed", name)]
    with pytest.raises(UserError) as error:
        renderings.give_out(session, where.folder, sent.hand_over, (), by="t")
    assert error.value.code == "kept_file_changed"
    path.unlink()
    assert faults() == [("file_gone", name)]


@pytest.fixture
def rendered(session: Session, where: Shelf, sent: Frozen) -> None:
    render(session, where, sent.hand_over)


@pytest.mark.parametrize("change", ["\"by\" = 'x'", f"sha256 = '{'0' * 64}'", "name = 'other.pdf'"])
def test_what_is_on_record_about_a_pdf_is_guarded(
    session: Session, rendered: None, faults: Callable[[], list[tuple[str, str]]], change: str
) -> None:
    statement = f"UPDATE hand_over_renderings SET {change}"
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(text(statement))
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE hand_over_renderings DISABLE TRIGGER ALL"))
    else:
        session.execute(text("DROP TRIGGER hand_over_renderings_no_update"))
    session.execute(text(statement))
    assert "rendering_changed" in {code for code, _subject in faults()}


def test_two_at_once_add_one(session: Session, where: Shelf, sent: Frozen) -> None:
    both = [renderings.convert(where.folder, sent.hand_over) for _ in range(2)]
    assert both[0] != both[1]
    for rendered in both:
        renderings.keep(session, where, sent.hand_over, rendered, by="t")
    (one,) = now(session, sent.hand_over).renderings
    for rendered in both:
        (given,) = renderings.give_out(session, where.folder, sent.hand_over, rendered, by="t")
        assert given.content == both[0][0].content == checks.content_of(where.folder, one.file)
    assert len(list(where.folder.iterdir())) == 2


def test_what_was_interrupted_can_be_made_again(
    session: Session, where: Shelf, sent: Frozen, faults: Callable[[], list[tuple[str, str]]]
) -> None:
    renderings.convert(where.folder, sent.hand_over)  # and nothing more: the process was killed
    assert faults() == []
    assert len(render(session, where, now(session, sent.hand_over))) == 1
    assert len(render(session, where, now(session, sent.hand_over))) == 1  # a second time: the same one
    assert len(now(session, sent.hand_over).renderings) == 1


def test_a_pdf_that_names_people_stays_behind_the_password(
    session: Session, where: Shelf, sent: Frozen, freeze: Freeze
) -> None:
    extras = Extras(letter=True, password=PASSWORD)
    made = freeze(extras=extras).hand_over
    (letter,) = render(session, where, made, extras)
    assert letter == next(f"{Path(f.name).stem}.pdf" for f in made.files if f.name.endswith(".docx"))
    assert len(now(session, made).renderings) == 2


def test_an_archive_of_pdfs_beside_the_archive_of_documents(
    session: Session, where: Shelf, sent: Frozen, freeze: Freeze
) -> None:
    extras = Extras(letter=True, archive=True, password=PASSWORD)
    made = freeze(extras=extras).hand_over
    rendered = renderings.convert(where.folder, made, extras)
    renderings.keep(session, where, made, rendered, by="t")
    (given,) = renderings.give_out(session, where.folder, made, rendered, by="t")
    with pyzipper.AESZipFile(BytesIO(given.content)) as archive:
        archive.setpassword(PASSWORD.encode())
        assert [name.rpartition(".")[2] for name in archive.namelist()] == ["pdf", "pdf"]
        assert archive.read(archive.namelist()[0]).startswith(b"%PDF")


def test_nothing_is_shown_of_what_is_not_as_it_was_frozen(where: Shelf, sent: Frozen) -> None:
    path = where.folder / sent.hand_over.files[0].kept
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(UserError) as error:
        renderings.convert(where.folder, sent.hand_over)
    assert error.value.code == "kept_file_changed"
