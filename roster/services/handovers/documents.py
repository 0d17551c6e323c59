"""The files of a hand-over: the Ministry's workbook and what was asked for beside it.

Knows which documents there are and what they are called; each is made by a module of `roster.export`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from roster.errors import UserError
from roster.export import addendum, protection, sheets, templates, verify, workbook
from roster.export.addendum import AddendumDocument
from roster.export.document import RosterDocument
from roster.export.form import Form
from roster.export.templates import COUNTS, LETTER
from roster.messages import _
from roster.services.handovers.document import file_name, safe_name


@dataclass(frozen=True, slots=True)
class Extras:
    """What is wanted beside the workbook. `password` protects workbook and archive; it is kept nowhere."""

    letter: bool = False
    counts: bool = False
    archive: bool = False
    password: str = ""


NO_EXTRAS = Extras()


@dataclass(frozen=True, slots=True)
class Made:
    """One file with its content; `handed` is False for the plain copy of a protected one: it is kept only."""

    name: str
    content: bytes
    handed: bool = True


def of_roster(made: RosterDocument, form: Form, extras: Extras) -> tuple[Made, ...]:
    """The files of a whole list, the workbook first, each read back where that can be checked.

    Raises `UserError`s: export_differs, and what templates and a weak password refuse.
    """
    layouts, about = sheets.build(made, form), workbook.about(made.plan, form)
    content = workbook.of_sheets(layouts, about=about, created=made.created)
    verify.verify_sheets(content, name := file_name(made, form), layouts)
    asked = ((LETTER, extras.letter), (COUNTS, extras.counts))
    letters = [_letter(template, made, form) for template, wanted in asked if wanted]
    return _finished([Made(name, content), *letters], extras)


def of_addendum(made: AddendumDocument, form: Form, extras: Extras, *, today: date) -> tuple[Made, ...]:
    """The files of an addendum: its workbook, protected where that is asked."""
    texts = addendum.load_texts()
    layouts = addendum.build(made, texts, form)
    about = workbook.about(made.plan, form)
    content = workbook.of_sheets(layouts, about=about, created=datetime.combine(today, time(), UTC))
    name = safe_name(addendum.file_name(made, texts)) + ".xlsx"
    verify.verify_sheets(content, name, layouts)
    return _finished([Made(name, content)], extras)


def archived(name: str, files: Sequence[Made], password: str) -> Made:
    """Files as one archive that only the password opens. Raises `UserError` (weak_password)."""
    return Made(name, protection.archive({one.name: one.content for one in files}, password))


def kept_only(files: Iterable[Made]) -> tuple[Made, ...]:
    """The same files, not to be handed out."""
    return tuple(replace(one, handed=False) for one in files)


def packed(files: Sequence[Made]) -> bytes:
    """Files as one plain zip archive, for a door that can hand out one file only."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for one in files:
            archive.writestr(one.name, one.content)
    return target.getvalue()


def _letter(template: str, made: RosterDocument, form: Form) -> Made:
    name = templates.file_name(templates.load(template), made)
    return Made(safe_name(name) + ".docx", templates.write(template, made, form))


def _finished(plain: Sequence[Made], extras: Extras) -> tuple[Made, ...]:
    """With protection: what names people goes out behind the password only, where there is one."""
    if extras.archive and not extras.password:
        raise UserError(
            "archive_without_password",
            "An archive is made to be protected: give a password for it, or leave the archive out.",
        )
    if not extras.password:
        return tuple(plain)
    if extras.archive:
        return (*kept_only(plain), archived(f"{Path(plain[0].name).stem}.zip", plain, extras.password))
    book, *shown = plain
    secret = Made(_protected_name(book.name), protection.workbook(book.content, extras.password))
    return (*kept_only([book]), secret, *shown)


def _protected_name(name: str) -> str:
    path = Path(name)
    return f"{path.stem} ({_('protected')}){path.suffix}"
