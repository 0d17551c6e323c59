"""What the services ask of the store about hand-overs, in the nouns of `survey`.

Looks and adds, never changes. Everything of one roster is read at once: it is a few hundred lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from roster.store import person_queries, tables
from roster.survey.hand_over import HandedFile, HandOver, Point, Rendering
from roster.survey.listed import Listed

REMOVED = "removed"  # the change of a row that is not in the roster any more
_ELSEWHERE = frozenset({"id", "files", "renderings"})  # what its own row does not hold
_TEXTS = ("group", "order", "agency", "agency_code", "position", "name", "phone", "email", "dob", "gender")


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A stored line with its change against the roster of before, and the checksum it was stored with."""

    listed: Listed
    change: str
    was: Mapping[str, Any] | None
    sha256: str


def hand_overs(
    session: Session, *, plan: str, limit: int | None = None, offset: int = 0
) -> tuple[HandOver, ...]:
    """The hand-overs of a plan, newest first."""
    found = session.scalars(_newest_first(plan).limit(limit).offset(offset)).all()
    return _hand_overs(session, found)


def count(session: Session, *, plan: str) -> int:
    """How many hand-overs a plan has, addenda included."""
    return session.scalar(select(func.count(tables.HandOver.id)).where(tables.HandOver.plan == plan)) or 0


def hand_over(session: Session, *, plan: str, number: int, addendum: int) -> HandOver | None:
    """The hand-over of this number, or None."""
    query = _newest_first(plan).where(tables.HandOver.number == number, tables.HandOver.addendum == addendum)
    return next(iter(_hand_overs(session, session.scalars(query.limit(1)).all())), None)


def rows(session: Session, hand_over_id: int) -> tuple[KeptRow, ...]:
    """All stored lines of a hand-over in the roster's order, removed ones included."""
    query = select(tables.HandOverRow).where(tables.HandOverRow.hand_over_id == hand_over_id)
    found = session.scalars(query.order_by(tables.HandOverRow.id))
    return tuple(KeptRow(_listed(row), row.change, row.was, row.sha256) for row in found)


def roster(session: Session, hand_over_id: int) -> tuple[Listed, ...]:
    """The roster as it was after a hand-over."""
    return tuple(row.listed for row in rows(session, hand_over_id) if row.change != REMOVED)


def add(session: Session, made: HandOver, lines: Sequence[KeptRow]) -> HandOver:
    """Store a hand-over with its lines and files; the same with its id."""
    row = tables.HandOver(**_plain(made))
    session.add(row)
    session.flush()
    if lines:
        session.execute(insert(tables.HandOverRow), [_row(row.id, line) for line in lines])
    if made.files:
        files = [{"hand_over_id": row.id, **asdict(one)} for one in made.files]
        session.execute(insert(tables.HandOverFile), files)
    return _hand_over(row, made.files, ())


def add_rendering(session: Session, hand_over_id: int, made: Rendering) -> None:
    """Store that a PDF was made of a hand-over's file."""
    said = {"at": made.at, "by": made.by, "seal": made.seal, **asdict(made.file)}
    session.add(tables.Rendering(hand_over_id=hand_over_id, **said))
    session.flush()


def entered(session: Session, *, plan: str) -> list[tuple[str, tables.Entered]]:
    """Every line about people's being in the Ministry's software with their number as shown, oldest first."""
    query = select(tables.Entered).where(tables.Entered.plan == plan).order_by(tables.Entered.id)
    return [(person_queries.written(row.person), row) for row in session.scalars(query)]


def add_entered(
    session: Session, persons: Iterable[str], *, plan: str, entered: bool, by: str, source: str
) -> None:
    """Write that these people stand in the Ministry's software, or do not."""
    session.add_all(
        tables.Entered(plan=plan, person=person_queries.number_of(one), entered=entered, by=by, source=source)
        for one in persons
    )
    session.flush()


def _newest_first(plan: str) -> Select[tables.HandOver]:
    return select(tables.HandOver).where(tables.HandOver.plan == plan).order_by(tables.HandOver.id.desc())


def _files(session: Session, ids: Iterable[int]) -> dict[int, tuple[HandedFile, ...]]:
    query = select(tables.HandOverFile).where(tables.HandOverFile.hand_over_id.in_(list(ids)))
    found: dict[int, tuple[HandedFile, ...]] = {}
    for row in session.scalars(query.order_by(tables.HandOverFile.id)):
        one = HandedFile(row.name, row.sha256, row.size, row.kept)
        found[row.hand_over_id] = (*found.get(row.hand_over_id, ()), one)
    return found


def _renderings(session: Session, ids: Iterable[int]) -> dict[int, tuple[Rendering, ...]]:
    query = select(tables.Rendering).where(tables.Rendering.hand_over_id.in_(list(ids)))
    found: dict[int, tuple[Rendering, ...]] = {}
    for row in session.scalars(query.order_by(tables.Rendering.id)):
        one = Rendering(HandedFile(row.name, row.sha256, row.size, row.kept), row.at, row.by, row.seal)
        found[row.hand_over_id] = (*found.get(row.hand_over_id, ()), one)
    return found


def _hand_overs(session: Session, rows: Sequence[tables.HandOver]) -> tuple[HandOver, ...]:
    ids = [row.id for row in rows]
    files, renderings = _files(session, ids), _renderings(session, ids)
    return tuple(_hand_over(row, files.get(row.id, ()), renderings.get(row.id, ())) for row in rows)


def _hand_over(
    row: tables.HandOver, files: tuple[HandedFile, ...], renderings: tuple[Rendering, ...]
) -> HandOver:
    plain = ("id", "plan", "number", "addendum", "day", "at", "by", "precedence", "allow_reason")
    rest = ("form", "form_sha256", "counts", "rows_sha256", "seal")
    return HandOver(
        **{name: getattr(row, name) for name in (*plain, *rest)},
        points=tuple(Point(**point) for point in row.points),
        files=files,
        renderings=renderings,
    )


def _plain(made: HandOver) -> dict[str, Any]:
    return {name: value for name, value in asdict(made).items() if name not in _ELSEWHERE} | {
        "points": [asdict(point) for point in made.points],
        "counts": dict(made.counts),
    }


def _listed(row: tables.HandOverRow) -> Listed:
    texts = {name: getattr(row, name) for name in _TEXTS}
    return Listed(
        person=person_queries.written(row.person), phones=tuple(row.phones), values=row.values, **texts
    )


def _row(hand_over_id: int, line: KeptRow) -> dict[str, Any]:
    one = line.listed
    return {
        "hand_over_id": hand_over_id,
        "person": person_queries.number_of(one.person),
        **{name: getattr(one, name) for name in _TEXTS},
        "phones": list(one.phones),
        "values": dict(one.values),
        "change": line.change,
        "was": None if line.was is None else dict(line.was),
        "sha256": line.sha256,
    }
