"""Ready-made reminders as data: reads `data/collecting/reminder.toml` and `data/followup/messages.toml`.

Knows which placeholders a text may use: none stands for a person's name or number, so that no reminder can
hold any. Knows nothing of who is reminded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export.form import fill, placeholders
from roster.export.letter import Letter

_AGENCY_FILE = "collecting/reminder.toml"
_PEOPLE_FILE = "followup/messages.toml"
AGENCY_VALUES = ("agency", "plan", "document", "province", "deadline", "days", "send_list")
PEOPLE_VALUES = ("plan", "document", "province", "deadline", "days")
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Text:
    """One reminder: the paragraphs of a letter, and a short message."""

    __pydantic_config__ = _STRICT
    letter: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class ReminderForm:
    """The reminder of an agency, before the deadline and after it, and the frame of its letter."""

    __pydantic_config__ = _STRICT
    superior: str
    issuer: str
    nation: str
    motto: str
    number: str
    about: str
    place_date: str
    to: str
    copies_title: str
    copies: tuple[str, ...]
    signer: tuple[str, ...]
    file_name: str
    before: Text
    late: Text

    def letter(self, values: Mapping[str, object], *, late: bool) -> Letter:
        """The official letter, its number, date and signature left open."""
        text = self.late if late else self.before
        return Letter(
            superior=fill(self.superior, **values),
            issuer=fill(self.issuer, **values),
            nation=self.nation,
            motto=self.motto,
            number=self.number,
            about=fill(self.about, **values),
            place_date=fill(self.place_date, **values),
            to=fill(self.to, **values),
            paragraphs=tuple(fill(part, **values) for part in text.letter),
            copies=(self.copies_title, *self.copies),
            signer=self.signer,
        )

    def message(self, values: Mapping[str, object], *, late: bool) -> str:
        """The short text for Zalo or e-mail."""
        return fill((self.late if late else self.before).message, **values)


@dataclass(frozen=True, slots=True)
class Messages:
    """Short texts for the people on the roster, by the moment they are for; the same for everybody."""

    __pydantic_config__ = _STRICT
    before: str
    late: str
    thanks: str


def load_reminder_form() -> ReminderForm:
    """The reminders of agencies. Raises `UserError`s for every mistake in the file."""
    form = datafiles.load(datafiles.find(_AGENCY_FILE), ReminderForm)
    texts = {
        **{
            name: getattr(form, name)
            for name in ("superior", "issuer", "about", "place_date", "to", "file_name")
        },
        **{f"{name}.message": getattr(form, name).message for name in ("before", "late")},
        **{f"{name}.letter": " ".join(getattr(form, name).letter) for name in ("before", "late")},
    }
    raise_all(list(_unknown(texts, AGENCY_VALUES, _AGENCY_FILE)))
    return form


def load_messages() -> Messages:
    """The reminders of people. Raises `UserError`s for every mistake in the file."""
    found = datafiles.load(datafiles.find(_PEOPLE_FILE), Messages)
    texts = {name: getattr(found, name) for name in ("before", "late", "thanks")}
    raise_all(list(_unknown(texts, PEOPLE_VALUES, _PEOPLE_FILE)))
    return found


def _unknown(texts: Mapping[str, str], known: tuple[str, ...], file: str) -> Iterator[UserError]:
    allowed = {*known, *(name.upper() for name in known)}
    for key, text in texts.items():
        for name in placeholders(text):
            if name not in allowed:
                yield UserError(
                    "unknown_placeholder",
                    "{file}: the text of {key} has the placeholder {name}, which has no value there. "
                    "Use {names}, or double a brace that is meant as a brace.",
                    file=file,
                    key=key,
                    name=name,
                    names=", ".join(known),
                )
