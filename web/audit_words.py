"""Words of the audit log: what was done, as a sentence, and the facts about it, in the language in use.

Knows the codes that services write; one it does not know is shown as it stands.
"""

from collections.abc import Mapping
from typing import Any

from roster import problems
from roster.messages import N_, _
from roster.model import BY_HAND
from roster.services import field_labels, record_values
from roster.services.audit import AuditLine
from roster.services.credentials import accounts
from roster.services.editing.edit_state import CHOSEN
from roster.services.followup import answered
from roster.services.personal import erasing
from roster.services.reviewing import review_decisions
from roster.survey.following import CHANNEL_NAMES, STATUS_NAMES
from web import house, people_words, present

ACTIONS: Mapping[str, str] = {
    "import.added": N_("List imported"),
    "import.replaced": N_("List replaced"),
    "import.undone": N_("List withdrawn"),
    "import.restored": N_("List in force again"),
    "uploads.expired": N_("Uploads not used removed"),
    "originals.purged": N_("Files as received removed"),
    "list.annotated": N_("Annotated copy made"),
    "columns.remembered": N_("Columns of a sender settled"),
    "dedupe": N_("Records compared"),
    "review.decide": N_("Pair decided"),
    "review.separate": N_("Row split off from a person"),
    "edit.correct": N_("Record corrected"),
    "edit.exclude": N_("Person excluded"),
    "edit.readmit": N_("Person put back onto the list"),
    "edit.choose": N_("Value chosen"),
    "edit.add": N_("Person added by hand"),
    "edit.see": N_("Marked as seen"),
    "edit.undo": N_("Act taken back"),
    "edits.carried": N_("Corrections carried into a new list"),
    "followup.forgotten": N_("Rows of lists of answers forgotten"),
    "collect.reminded": N_("Reminder of an agency noted"),
    "collect.received": N_("Arrival of a list noted"),
    "collect.undo": N_("Note about an agency taken back"),
    "followup.mark": N_("Status of people entered"),
    "followup.import": N_("List of answers imported"),
    "followup.decide": N_("Row of a list of answers decided"),
    "followup.undo": N_("Act of the follow-up taken back"),
    "followup.disclosed": N_("Call list given away"),
    "gap.reason": N_("Reason of a gap written"),
    "numbers.shown": N_("Phone and card numbers looked at"),
    "run.workbook": N_("Workbook written"),
    "export": N_("List handed over"),
    "handover.given_out": N_("File of a hand-over downloaded"),
    "handover.rendered": N_("PDF of a hand-over made"),
    "token.made": N_("Token for another system made"),
    "token.revoked": N_("Token of another system revoked"),
    "api.requests": N_("Requests of another system"),
    "replacement.replace": N_("Person replaced"),
    "replacement.undo": N_("Replacement taken back"),
    "reserve.named": N_("Reserves named"),
    "round.begun": N_("Survey round begun"),
    "scoring.catalogue": N_("Catalogue of criteria chosen"),
    "scoring.filled": N_("Criterion filled in"),
    "scoring.submitted": N_("Criterion submitted"),
    "scoring.returned": N_("Criterion returned"),
    "scoring.accepted": N_("Criterion checked and accepted"),
    "scoring.on_software": N_("Marked as entered in the Ministry's software"),
    "scoring.appraised": N_("Points of the Ministry entered"),
    "scoring.responded": N_("Explanation to the Ministry written"),
    "scoring.final": N_("Final points entered"),
    "scoring.extended": N_("Last day of scoring moved"),
    "scoring.approved": N_("Approval of UBND tỉnh recorded"),
    "scoring.explaining": N_("Explanation round opened"),
    "scoring.undone": N_("Act of scoring taken back"),
    "scoring.attached": N_("Document attached to a criterion"),
    "scoring.detached": N_("Document taken off a criterion"),
    "round.adopted": N_("Database from before taken over into a survey round"),
    "round.brought": N_("Roster of an earlier round brought over"),
    "round.closed": N_("Survey round closed"),
    "round.reopened": N_("Survey round opened again"),
    "handover.addendum": N_("Addendum handed over"),
    "handover.entered": N_("Ticked as entered at the Ministry"),
    "handover.not_entered": N_("Tick as entered taken back"),
    "form.columns": N_("Columns of the form replaced"),
    "form.shipped": N_("Shipped columns in use again"),
    "sipas.frame": N_("Sampling frame handed in"),
    "sipas.frame_given": N_("Sampling frame downloaded"),
    "sipas.frame_discarded": N_("Sampling frame deleted"),
    "sipas.populations": N_("Known populations entered"),
    "sipas.design": N_("Sampling design handed in"),
    "sipas.drawn": N_("Sample drawn"),
    "sipas.entered": N_("Fieldwork entered"),
    "sipas.undone": N_("Line of the fieldwork taken back"),
    "sipas.names_shown": N_("Names of citizens looked at"),
    "sipas.lists_given": N_("Lists of citizens given out"),
    "sipas.name_erased": N_("Name of a citizen erased"),
    "sipas.milestones": N_("Milestones of the fieldwork entered"),
    "sipas.purged": N_("Frames and names of citizens removed"),
    "plan.done": N_("Task of the plan entered as done"),
    "plan.due": N_("Last day of a task entered"),
    "plan.raised": N_("Difficulty raised"),
    "plan.proposed": N_("Proposal to UBND tỉnh entered"),
    "plan.answered": N_("Answer of UBND tỉnh entered"),
    "plan.settled": N_("Difficulty settled"),
    "plan.undone": N_("Line about a task taken back"),
    "scoring.packaged": N_("Evidence package made"),
    "backup.made": N_("Copy of everything made"),
    "backup.restored": N_("Copy put back"),
    "user.add": N_("Account made"),
    "user.link": N_("One-time link made"),
    "user.password": N_("Password chosen"),
    "user.role": N_("Role changed"),
    "user.agency": N_("Agency of an account set"),
    "user.close": N_("Account closed"),
    "user.reopen": N_("Account opened again"),
    "user.sign_in": N_("Signed in"),
    "user.second_step_on": N_("Second step turned on"),
    "user.second_step_off": N_("Second step turned off"),
    "user.second_step_reset": N_("Second step of somebody turned off"),
    "user.recovery_code": N_("Recovery code used"),
    "person.data_given": N_("Personal data given out"),
    "person.erased": N_("Person erased"),
    "round.kept_until": N_("Date of keeping set for a survey round"),
    "round.purged": N_("People of a survey round erased, date of keeping over"),
}
# With the facts of the line; where one is missing (lines of earlier versions), the words above stand alone.
_SENTENCES: Mapping[str, str] = {
    "import.added": N_("List imported: {people} people, {held} rows held, {ignored} rows ignored."),
    "uploads.expired": N_("{files} uploads that nobody put in were deleted, their time was over."),
    "originals.purged": N_("{files} files as received were deleted, their time was over."),
    "followup.forgotten": N_("{rows} rows of lists of who answered lost their names, their time was over."),
    "list.annotated": N_("Copy for the sender made: {cells} cells coloured."),
    "dedupe": N_("{records} rows compared: {people} people, {questions} pairs to review."),
    "review.decide": N_("Pair decided: {verdict}."),
    "edit.correct": N_("Corrected: {fields} ({records} rows)."),
    "edit.choose": N_("Value chosen among the rows of a person: {fields}."),
    "edit.see": N_("Marked as seen: {code} ({records} rows)."),
    "edit.undo": N_("Act no. {edit} taken back."),
    "edits.carried": N_("Edits carried into a new list: {kept} hold on, {gone} of people it does not name."),
    "run.workbook": N_("Workbook written: {people} people, {open_pairs} pairs to review, {held} rows held."),
    "export": N_("List handed over: {people} people, {open_pairs} pairs and {held} held rows open."),
    "user.add": N_("Account made, role {role}."),
    "user.role": N_("Role changed to {role}."),
    "user.agency": N_("The account belongs to {agency}."),
}
FACTS: Mapping[str, str] = {
    **answered.OUTCOME_NAMES,
    "sha256": N_("checksum"),
    "total": N_("rows in all"),
    "records": N_("rows in all"),
    "people": N_("people"),
    "held": N_("held"),
    "ignored": N_("ignored"),
    "merged": N_("people in several rows"),
    "questions": N_("pairs to review"),
    "open_pairs": N_("pairs to review"),
    "dropped_blocks": N_("groups of look-alikes not compared"),
    "edit": N_("act"),
    "fields": N_("fields"),
    "verdict": N_("decision"),
    "error": N_("error"),
    "role": N_("role"),
    "agency": N_("agency"),
    "page": N_("page"),
    "precedence": N_("reading of the precedence"),
    "allow_reason": N_("reason"),
    "status": N_("status"),
    "channel": N_("channel"),
    "day": N_("day"),
    "note": N_("line of the log"),
    "act": N_("act"),
    "points": N_("points"),
    "document": N_("document"),
    "criteria": N_("criteria"),
    "catalogue": N_("catalogue"),
    "undoes": N_("takes back act"),
    "disclosure": N_("list given away"),
    "rows": N_("rows decided"),
    "columns_left_out": N_("columns left out"),
    "files": N_("files"),
    "cells": N_("cells"),
    "kept": N_("kept"),
    "settled": N_("settled by the new list"),
    "overtaken": N_("overtaken by the new list"),
    "gone": N_("of people not named any more"),
    "fingerprint": N_("layout"),
    "columns": N_("columns"),
    "kind": N_("kind of act"),
    "code": N_("what is said of the row"),
    "line": N_("line"),
    "links": N_("links"),
    "bytes": N_("bytes"),
    "difficulty": N_("difficulty"),
    "hand_over": N_("hand-over"),
    "seal": N_("seal"),
    "changes": N_("changes"),
    "form": N_("form"),
    "units": N_("units"),
    "lines": N_("lines of the log"),
    "issued": N_("issued"),
    "collected": N_("collected"),
    "refused": N_("refused"),
    "not_reached": N_("not reached"),
    "replaced": N_("replaced"),
    "partner": N_("partner"),
    "days": N_("days"),
    "frames": N_("sampling frames"),
    "names": N_("names"),
    "reason": N_("reason"),
    "protected": N_("behind a password"),
    "until": N_("until"),
    "edit_lines": N_("lines of corrections"),
    "pairs": N_("comparisons"),
    "followed": N_("lines of the follow-up"),
    "answer_rows": N_("rows of lists of answers"),
    "replacements": N_("replacements"),
    "hand_over_rows": N_("lines of hand-overs"),
    "problems": N_("things to look at"),
    "recognitions": N_("doubts with earlier rounds"),
}
_CHOSEN = {f"{CHOSEN}{name}": label for name, label in record_values.FIELDS.items()}
_WORDS: Mapping[str, Mapping[Any, str]] = {  # of facts whose values are codes
    "verdict": review_decisions.VERDICTS,
    "role": accounts.ROLE_NAMES,
    "precedence": people_words.READINGS,
    "fields": {**field_labels.LABELS, **_CHOSEN},
    "columns": field_labels.LABELS,
    "kind": field_labels.KINDS,
    "status": STATUS_NAMES,
    "channel": CHANNEL_NAMES,
    "reason": erasing.REASONS,
    "protected": {"True": N_("yes"), "False": N_("no")},
}
_SHOWN = 5


def action(code: str) -> str:
    """What kind of thing was done."""
    return _(ACTIONS[code]) if code in ACTIONS else code


def sentence(line: AuditLine) -> str:
    """What was done, with its numbers."""
    if line.detail.get("error") and line.action == "import.added":
        return _("File recorded that could not be read: {why}", why=problems.sentence(line.detail["error"]))
    told = {name: _text(name, value) for name, value in line.detail.items()}
    try:
        return _(_SENTENCES[line.action]).format(**told)
    except KeyError:
        return action(line.action)


def facts(detail: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What each fact of a line is called and says; those that say nothing are left out."""
    told = {name: value for name, value in detail.items() if value not in (None, "", [], {})}
    return tuple((_(FACTS.get(name, name)), _text(name, value)) for name, value in told.items())


def first(subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The first of a line's subjects: an act may be about thousands."""
    return subjects[:_SHOWN]


def about(subject: str, names: Mapping[str, str]) -> str:
    """What a line is about, '' for a record: its key tells nobody anything."""
    kind, _colon, rest = subject.partition(":")
    if subject in names:
        return _("added by hand") if names[subject] == BY_HAND else names[subject]
    if kind == "sender":
        return _agency(rest)
    if kind == "criterion":
        return rest
    group = next((present.name(g) for g in house.current().plan.groups if g.code == kind), "")
    return ", ".join(filter(None, (group, _agency(rest)))) if group else ""


def _agency(code: str) -> str:
    found = house.current().plan.agency(code)
    return found.name if found else code


def _text(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(name, of_key)}" for key, of_key in value.items())
    if isinstance(value, list):
        return ", ".join(_word(name, str(one)) for one in value)
    return _word(name, str(value))


def _word(name: str, value: str) -> str:
    if name == "agency":
        return _agency(value)
    if name == "code":
        return people_words.flag(value) if value in problems.PROBLEMS else value
    return _(_WORDS[name].get(value, value)) if name in _WORDS else value
