"""The blank list for agencies as data: a reader of `data/collecting/list.toml`.

Knows which fields a column may have and which texts have placeholders; knows nothing of sheets and cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export.form import Column, unknown_field
from roster.plan import Plan

_FILE = "collecting/list.toml"
FIELDS = (
    *("stt", "full_name", "dob", "gender", "position", "unit"),
    *("agency", "group", "phone", "email", "note"),
)
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What an agency of one kind may choose from: codes of groups, posts."""

    __pydantic_config__ = _STRICT
    groups: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The texts of the sheet with instructions."""

    __pydantic_config__ = _STRICT
    title: str
    paragraphs: tuple[str, ...]
    no_deadline: str
    posts: str
    agencies: str
    groups: str


@dataclass(frozen=True, slots=True)
class ListForm:
    """The blank list: texts, columns, what may be chosen by kind of agency, what a cell says when entered."""

    __pydantic_config__ = _STRICT
    sheet: str
    guide_sheet: str
    file_name: str
    general_name: str
    superior: str
    nation: str
    motto: str
    title: str
    subtitle: str
    page: str
    rows: int
    columns: tuple[Column, ...]
    kinds: Mapping[str, Kind]
    prompts: Mapping[str, str]
    guide: Guide


def load_list_form(plan: Plan) -> ListForm:
    """The blank list's texts. Raises `UserError`s for every mistake in the file."""
    form = datafiles.load(datafiles.find(_FILE), ListForm)
    raise_all([*_unknown_fields(form), *_unknown_groups(form, plan)])
    return form


def _unknown_fields(form: ListForm) -> Iterator[UserError]:
    named = [(f"columns.{at}.field", column.field) for at, column in enumerate(form.columns)]
    for key, name in (*named, *((f"prompts.{field}", field) for field in form.prompts)):
        yield from unknown_field(name, FIELDS, key=key, file=_FILE)


def _unknown_groups(form: ListForm, plan: Plan) -> Iterator[UserError]:
    known = [group.code for group in plan.groups]
    for name, kind in form.kinds.items():
        for code in kind.groups:
            if code not in known:
                yield UserError(
                    "unknown_group",
                    "{file}: {key} names the group {code}, which the plan does not have. Use one of "
                    "{groups}.",
                    file=_FILE,
                    key=f"kinds.{name}.groups",
                    code=code,
                    groups=", ".join(known),
                )
