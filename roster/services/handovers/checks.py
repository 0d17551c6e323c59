"""Whether a hand-over is still what was sent: its files, its lines in the database, its seal, a copy at hand.

Knows how to find what differs and names it; changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.messages import N_, _
from roster.plan import Plan
from roster.services.shelf import unnamed
from roster.store import handover_queries, queries, round_queries
from roster.survey import seals
from roster.survey.hand_over import HandedFile, HandOver

FaultCode: TypeAlias = Literal[
    "file_gone", "file_changed", "row_changed", "rows_missing", "seal_broken", "rendering_changed"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sent: which file (its name), which line (person's number and group)."""

    code: FaultCode
    subject: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A hand-over and all that is wrong with it; nothing is where `faults` is empty."""

    hand_over: HandOver
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy at hand: the file and the hand-over it is, or the one it claims to be and differs from."""

    hand_over: HandOver
    file: HandedFile
    same: bool


_FAULTS: Mapping[str, str] = {
    "file_gone": N_("the kept file {subject} is gone"),
    "file_changed": N_("the kept file {subject} was changed"),
    "row_changed": N_("the line of {subject} was changed in the database"),
    "rows_missing": N_("lines of hand-over {subject} are missing, or there are more"),
    "rendering_changed": N_("what is on record about {subject} was changed"),
    "seal_broken": N_("what hand-over {subject} says of itself was changed, or a hand-over before it"),
}


def sentence(fault: Fault) -> str:
    """What is wrong, with the file or line it is about."""
    return _(_FAULTS[fault.code], subject=fault.subject)


def copy_sentence(found: Copy) -> str:
    """Whether a copy is the file handed over, with its name and checksum."""
    words = {"file": found.file.name, "number": found.hand_over.name, "sha256": found.file.sha256}
    if found.same:
        return _("Unchanged: it is {file} of hand-over {number} (SHA-256 {sha256}).", **words)
    return _("CHANGED: it has the name of {file} of hand-over {number}, but is not the same.", **words)


def check_all(session: Session, folder: Path, *, plan: Plan) -> tuple[Checked, ...]:
    """Every hand-over of the plan, the newest first; `folder` holds the kept files."""
    return check_every(session, folder, code=plan.code)


def check_every(session: Session, folder: Path, *, code: str) -> tuple[Checked, ...]:
    """As `check_all`, of the plan of this code, whether its file is at hand or not."""
    sealed = _sealed(session, code=code)
    return tuple(_checked(session, folder, one, before=seal) for one, seal in sealed)


def strays(session: Session, folder: Path) -> tuple[Path, ...]:
    """Files in the folder of kept files that belong to no hand-over of this database, in any round.

    An interrupted run left them, or another database beside this one keeps its files there: they are named
    and never deleted.
    """
    return unnamed(folder, round_queries.files_handed_over(session))


def strays_sentence(found: tuple[Path, ...]) -> str:
    """What such files are, and what to do."""
    return _(
        "Files in {folder} that belong to no hand-over of this database: {names}. An interrupted run left "
        "them, or another database in the same folder keeps them there; delete them only if there is none.",
        folder=str(found[0].parent),
        names=", ".join(path.name for path in found),
    )


def check(session: Session, folder: Path, name: str, *, plan: Plan) -> Checked:
    """The hand-over of this name ('2', '2.1'). Raises `UserError` (no_such_hand_over)."""
    wanted, sealed = find(session, name, plan=plan), _sealed(session, code=plan.code)
    before = next(seal for one, seal in sealed if one.id == wanted.id)
    return _checked(session, folder, wanted, before=before)


def find(session: Session, name: str, *, plan: Plan) -> HandOver:
    """The hand-over of this name ('2', '2.1'). Raises `UserError` (no_such_hand_over)."""
    parts = name.strip().split(".")
    if 1 <= len(parts) <= 2 and all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        number, addendum = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
        if found := handover_queries.hand_over(session, plan=plan.code, number=number, addendum=addendum):
            return found
    known = [one.name for one in reversed(handover_queries.hand_overs(session, plan=plan.code))]
    raise UserError(
        "no_such_hand_over",
        "There is no hand-over {name} of this plan; there are: {known}. Check the number and the plan.",
        name=name,
        known=", ".join(known) or "–",
    )


def check_copy(session: Session, content: bytes, name: str, *, plan: Plan) -> Copy:
    """To which file of which hand-over a copy belongs, and whether it is the same byte for byte.

    By its content, else by its name, the newest first. Raises `UserError` (not_handed_over).
    """
    checksum = seals.of_content(content)
    files = [
        (made, file)
        for made in handover_queries.hand_overs(session, plan=plan.code)
        for file in made.kept_files
    ]
    for made, file in files:
        if file.sha256 == checksum:
            return Copy(made, file, same=True)
    for made, file in files:
        if file.name == name:
            return Copy(made, file, same=False)
    raise UserError(
        "not_handed_over",
        "{file} is none of the files handed over, and none of them has its name. Check that it is the right "
        "file, and that --db and --plan name where it was handed over.",
        file=name,
    )


def give_out(session: Session, folder: Path, made: HandOver, place: int, *, by: str) -> tuple[str, bytes]:
    """Name and content of the kept file at a place (from 1), on record: it shows people with their numbers.

    Raises `UserError` (no_such_file, kept_file_changed).
    """
    if not 1 <= place <= len(made.kept_files):
        name = f"{made.name}/{place}"
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=name)
    file = made.kept_files[place - 1]
    return file.name, give_out_file(session, folder, made, file, by=by)


def give_out_file(session: Session, folder: Path, made: HandOver, file: HandedFile, *, by: str) -> bytes:
    """The content of a kept file, put on record. Raises `UserError` (kept_file_changed)."""
    content = content_of(folder, file)
    detail = {"hand_over": made.name, "sha256": file.sha256}
    queries.add_audit(session, "handover.given_out", by=by, detail=detail)
    return content


def content_of(folder: Path, file: HandedFile) -> bytes:
    """A kept file as it was handed over. Raises `UserError` (kept_file_changed) for one gone or changed."""
    try:
        content = (folder / file.kept).read_bytes()
    except OSError:
        content = b""
    if seals.of_content(content) != file.sha256:
        raise UserError(
            "kept_file_changed",
            "The kept copy of {file} is gone or was changed, so it is not given out. The checksums of this "
            "hand-over tell whether a copy elsewhere is the true one: roster handover verify FILE.",
            file=file.name,
        )
    return content


def _sealed(session: Session, *, code: str) -> list[tuple[HandOver, str]]:
    """Every hand-over, the newest first, with the seal of the one before it."""
    found = handover_queries.hand_overs(session, plan=code)
    return list(zip(found, [*(one.seal for one in found), ""][1:], strict=True))


def _checked(session: Session, folder: Path, made: HandOver, *, before: str) -> Checked:
    return Checked(made, tuple(_faults(session, folder, made, before=before)))


def _faults(session: Session, folder: Path, made: HandOver, *, before: str) -> Iterator[Fault]:
    rows = handover_queries.rows(session, made.id)
    if not round_queries.is_purged(session):  # else the people are gone, and their checksums stay
        for file in made.kept_files:
            yield from _file_faults(folder, file)
        for row in rows:
            if seals.of_row(row.listed, row.change, row.was) != row.sha256:
                yield Fault("row_changed", f"{row.listed.person} {row.listed.group}")
    if seals.of_rows(row.sha256 for row in rows) != made.rows_sha256:
        yield Fault("rows_missing", made.name)
    if seals.of_hand_over(made, before=before) != made.seal:
        yield Fault("seal_broken", made.name)
    for one in made.renderings:
        if seals.of_rendering(one, of=made.seal) != one.seal:
            yield Fault("rendering_changed", one.file.name)


def _file_faults(folder: Path, file: HandedFile) -> Iterator[Fault]:
    path = folder / file.kept
    if not path.is_file():
        yield Fault("file_gone", file.name)
    elif seals.of_content(path.read_bytes()) != file.sha256:
        yield Fault("file_changed", file.name)
