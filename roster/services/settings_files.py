"""The data files an office may change: which one is in use, a copy to edit, and what is wrong in it.

Knows where they lie; what stands in them is the matter of whoever reads them.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from roster import datafiles, privacy, settings, writing
from roster import plan as plans
from roster.errors import UserError, UserErrors
from roster.export import reminder_form, templates
from roster.services.trust import rules as backup_rules

Kind: TypeAlias = Literal[
    "plan",
    "privacy",
    "backup",
    "reminder",
    "score_reminder",
    "messages",
    "letter",
    "counts_letter",
    "reminder_letter",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
_WORD: Mapping[Kind, str] = {
    "letter": templates.LETTER,
    "counts_letter": templates.COUNTS,
    "reminder_letter": templates.REMINDER,
}
_NAMES: Mapping[Kind, str] = {
    "privacy": privacy.FILE,
    "backup": backup_rules.FILE,
    "score_reminder": reminder_form.SCORE_FILE,
    "reminder": reminder_form.AGENCY_FILE,
    "messages": reminder_form.PEOPLE_FILE,
    **{kind: f"{templates.FOLDER}/{name}.docx" for kind, name in _WORD.items()},
}


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """One file in use; `own` where it is the office's, else a copy at `copy_to` would take its place."""

    kind: Kind
    path: Path
    own: bool
    copy_to: Path


def of(kind: Kind, plan_name: str) -> SettingsFile:
    """The file in use, `plan_name` as the plan was asked for. Raises `UserError` (no_such_plan)."""
    path = plans.path_of(plan_name) if kind == "plan" else datafiles.find(_NAMES[kind])
    name = f"plans/{path.name}" if kind == "plan" else _NAMES[kind]
    shipped = datafiles.shipped(name)
    return SettingsFile(kind, path, path != shipped, settings.user_data_dir() / name)


def check(kind: Kind, plan_name: str) -> tuple[UserError, ...]:
    """Everything wrong in the file as it stands now, each naming file and key; none where it can be used."""
    read: dict[Kind, Callable[[], object]] = {
        "plan": lambda: plans.load_plan(plan_name),
        "privacy": privacy.load_rules,
        "reminder": reminder_form.load_agency_messages,
        "messages": reminder_form.load_messages,
        **{kind: partial(templates.check, name) for kind, name in _WORD.items()},
        "score_reminder": reminder_form.load_score_messages,
        "backup": backup_rules.load_rules,
    }
    try:
        read[kind]()
    except UserError as error:
        return (error,)
    except UserErrors as errors:
        return tuple(one for one in errors.exceptions if isinstance(one, UserError))
    return ()


def copy(kind: Kind, plan_name: str) -> SettingsFile:
    """Make the copy that may be edited; one that is there stays. Raises `UserError` (`writing.refusal`)."""
    found = of(kind, plan_name)
    if found.own:
        return found
    try:
        found.copy_to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found.path, found.copy_to)
    except OSError as fault:
        raise writing.refusal(str(found.copy_to), fault) from None
    return of(kind, plan_name)
