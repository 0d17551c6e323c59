"""The files of a hand-over: the Ministry's workbook and what was asked for beside it.

Knows which documents there are and what they are called; each is made by a module of `roster.export`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from roster.export import addendum, sheets, verify, workbook
from roster.export.addendum import AddendumDocument
from roster.export.document import RosterDocument
from roster.export.form import Form
from roster.services.handovers.document import file_name, safe_name


@dataclass(frozen=True, slots=True)
class Extras:
    """What is wanted beside the workbook. `password` protects workbook and archive; it is kept nowhere."""

    letter: bool = False
    counts: bool = False
    pdf: bool = False
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
    """The files of a whole list, the workbook first, each read back where that can be checked."""
    content = workbook.as_bytes(made, form)
    verify.verify_sheets(content, name := file_name(made, form), sheets.build(made, form))
    return (Made(name, content),)


def of_addendum(made: AddendumDocument, form: Form, extras: Extras, *, today: date) -> tuple[Made, ...]:
    """The files of an addendum: its workbook."""
    texts = addendum.load_texts()
    layouts = addendum.build(made, texts, form)
    about = {"title": made.plan.title, "company": form.issuer}
    content = workbook.of_sheets(layouts, about=about, created=datetime.combine(today, time(), UTC))
    name = safe_name(addendum.file_name(made, texts)) + ".xlsx"
    verify.verify_sheets(content, name, layouts)
    return (Made(name, content),)
