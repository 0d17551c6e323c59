"""What a check found: pass, fail or skip, with the sentence that says so and what to do.

Knows words; how things are checked is `checks`' matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from roster.messages import N_, _

Outcome: TypeAlias = Literal["pass", "fail", "skip"]
_SENTENCES: Mapping[str, tuple[Outcome, str]] = {
    "database_whole": ("pass", N_("The database is whole: its own check finds nothing.")),
    "database_damaged": (
        "fail",
        N_("The database is damaged: {damage}. Put the last copy back (roster restore)."),
    ),
    "references_whole": ("pass", N_("Every row that names another finds it.")),
    "references_broken": ("fail", N_("{rows} rows name another that is not there. Put the last copy back.")),
    "schema_known": ("pass", N_("The tables are those of this version ({version}).")),
    "schema_differs": (
        "fail",
        N_(
            "The tables differ from those of this version ({version}) in {places} places. "
            "Put the last copy back."
        ),
    ),
    "ledger_balances": (
        "pass",
        N_("The row ledger balances: {imports} deliveries, {rows} rows, {erased} of them erased."),
    ),
    "ledger_wrong": (
        "fail",
        N_("The row ledger does not balance for deliveries {imports}. Put the last copy back."),
    ),
    "audit_whole": (
        "pass",
        N_("The audit log is whole: {lines} lines, the last no. {number} with checksum {sha256}."),
    ),
    "audit_broken": (
        "fail",
        N_(
            "The audit log was changed: first at line {number} ({breaks} places). Compare with the last copy."
        ),
    ),
    "audit_witnessed": ("pass", N_("Line {number} of the audit log is as it was noted elsewhere.")),
    "audit_denied": (
        "fail",
        N_("Line {number} of the audit log is not as it was noted elsewhere: it was changed."),
    ),
    "handovers_sealed": (
        "pass",
        N_("Hand-overs: {count} unchanged, with {files} files, each on record in the audit log."),
    ),
    "handovers_changed": ("fail", N_("Hand-overs changed: {names}. roster handover verify says what.")),
    "originals_whole": ("pass", N_("Files as received: {count} kept, all unchanged.")),
    "originals_changed": (
        "fail",
        N_("Files as received: {count} of {kept} are gone or changed. Import their lists again."),
    ),
    "modes_private": ("pass", N_("Only the owner may read the database and the files beside it.")),
    "modes_open": ("fail", N_("Others may read {files}. Take that right away (chmod go-rwx).")),
    "modes_elsewhere": (
        "skip",
        N_("Rights to files are the system's matter here: look at those of the folder."),
    ),
    "files_whole": ("pass", N_("The copy holds all {count} files as they were.")),
    "files_changed": ("fail", N_("In the copy, {files} are not as they were. Take an earlier copy.")),
    "counts_equal": ("pass", N_("The copy holds {rows} rows in {tables} tables, as many as were copied.")),
    "counts_differ": (
        "fail",
        N_("In the copy, the numbers of rows differ in {tables}. Take an earlier copy."),
    ),
    "copy_restores": ("pass", N_("The last copy ({file}) was put back into an empty folder and is whole.")),
    "copy_missing": ("fail", N_("There is no copy in {folder}. Make one (roster backup).")),
    "copy_old": ("fail", N_("The last copy ({file}) is {days} days old. Make one (roster backup).")),
    "copy_broken": ("fail", N_("The last copy ({file}) cannot be put back: {why}")),
    "sampling_repeats": ("pass", N_("Sample sizes and draws: {cases} published cases come out as printed.")),
    "sampling_differs": (
        "fail",
        N_("Sample sizes and draws: {cases} do not come out as printed. Do not draw."),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: its code says pass, fail or skip; `facts` are numbers and names of files."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def outcome(self) -> Outcome:
        """Whether that is as it should be."""
        return _SENTENCES[self.code][0]

    @property
    def sentence(self) -> str:
        """It in words, with what to do."""
        return _(_SENTENCES[self.code][1], **self.facts)
