"""The papers of collecting: blank lists, letters and messages of reminder, as files and texts.

Knows which agency gets which; what they look like is `roster.export`'s matter. None names a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from roster import writing
from roster.export import blank_list, templates
from roster.export.form import fill
from roster.export.list_form import load_list_form
from roster.export.reminder_form import load_agency_messages
from roster.plan import Agency, Plan


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminder of one agency: a letter and a short message. `late` is after the deadline."""

    agency: Agency
    late: bool
    file_name: str
    letter: bytes
    message: str


def blank_lists(plan: Plan, agencies: Iterable[Agency | None]) -> dict[str, bytes]:
    """Blank lists by file name; None is the one for any sender. Raises as `load_list_form` does."""
    return blank_list.files(plan, load_list_form(plan), agencies)


def reminder(plan: Plan, agency: Agency, *, today: date) -> Reminder:
    """The reminder an agency gets today. Raises as `load_agency_messages` and `templates.render` do."""
    messages = load_agency_messages()
    collect_by, send_list = plan.deadline("collect_by"), plan.deadline("send_list")
    days = (collect_by.day - today).days if collect_by else 0
    values = {
        "agency": agency.name,
        "plan": plan.title,
        "document": plan.document,
        "province": plan.province,
        "deadline": f"{collect_by.day:%d/%m/%Y}" if collect_by else "……",
        "send_list": f"{send_list.day:%d/%m/%Y}" if send_list else "……",
        "days": abs(days),
    }
    late = days < 0
    capitals = {name.upper(): str(value).upper() for name, value in values.items()}
    return Reminder(
        agency,
        late,
        fill(messages.letter_name, **values) + ".docx",
        templates.render(templates.REMINDER, {**values, **capitals, "late": late}),
        fill(messages.late if late else messages.before, **values),
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Several files as one to download."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def write(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write files into a folder, or the only one to a path with its ending; where they lie.

    Raises `UserError` (`writing.refusal`).
    """
    endings = {Path(name).suffix.lower() for name in files}
    alone = len(files) == 1 and out.suffix.lower() in endings
    placed = {out if alone else out / name: content for name, content in files.items()}
    for path, content in placed.items():
        writing.write_whole(path, content)
    return tuple(placed)
