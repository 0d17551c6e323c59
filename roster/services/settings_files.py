"""The data files an office may change: which one is in use, a copy to edit, and what is wrong in it.

Knows where they lie; what stands in them is the matter of `roster.plan`, `roster.privacy`, `trust.rules`.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from roster import datafiles, privacy, settings, writing
from roster import plan as plans
from roster.errors import UserError, UserErrors
from roster.services.trust import rules as backup_rules

Kind: TypeAlias = Literal["plan", "privacy", "backup"]
_FILES: dict[Kind, str] = {"privacy": privacy.FILE, "backup": backup_rules.FILE}
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """One file in use; `own` where it is the office's, else a copy at `copy_to` would take its place."""

    kind: Kind
    path: Path
    own: bool
    copy_to: Path


def of(kind: Kind, plan_name: str) -> SettingsFile:
    """The file in use, `plan_name` as the plan was asked for. Raises `UserError` (no_such_plan)."""
    path = plans.path_of(plan_name) if kind == "plan" else datafiles.find(_FILES[kind])
    name = f"plans/{path.name}" if kind == "plan" else _FILES[kind]
    shipped = datafiles.shipped(name)
    return SettingsFile(kind, path, path != shipped, settings.user_data_dir() / name)


def check(kind: Kind, plan_name: str) -> tuple[UserError, ...]:
    """Everything wrong in the file as it stands now, each naming file and key; none where it can be used."""
    read: dict[Kind, Callable[[], object]] = {
        "plan": lambda: plans.load_plan(plan_name),
        "privacy": privacy.load_rules,
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
