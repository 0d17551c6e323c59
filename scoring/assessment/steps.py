"""What may be done next, and why not: every refusal names the code and what to do.

Knows stages, windows and locks; who may open a page is not known here.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from roster.errors import UserError
from roster.messages import N_
from scoring import numbers
from scoring.assessment.model import Act, Assessment, Component
from scoring.numbers import ZERO

_FILLABLE = ("empty", "filled", "returned")
_APPROVED = ("approved", "appraised", "final")  # and later
OF_AGENCY = ("filled", "submitted", "responded")  # what an agency does, and takes back itself


def component(assessment: Assessment, code: str) -> Component:
    """The component of a code. Raises `UserError` (unknown_code)."""
    found = assessment.components.get(code)
    if found is None:
        raise UserError(
            "unknown_code", "The catalogue has no {code}. Correct the code or remove the answer.", code=code
        )
    return found


def not_own(assessment: Assessment, one: Component, agency: str) -> Iterator[UserError]:
    """The refusal of another agency's criterion."""
    if one.lead != agency:
        yield UserError(
            "not_your_criterion",
            "{code} is answered by {lead}, not by your agency. Nothing was changed. Ask Sở Nội vụ if the "
            "assignment is wrong.",
            code=one.code,
            lead=assessment.catalogue.agency(one.lead) or "-",
        )


def to_fill(assessment: Assessment, one: Component, day: date) -> Iterator[UserError]:
    """Why what is self-scored cannot be changed on a day: figures, score, explanation."""
    if not assessment.catalogue.complete:
        yield UserError(
            "catalogue_without_points",
            "{code}: the catalogue {title} has no points yet, so nothing can be scored. Import the "
            "Ministry's annex on the page Catalogue first.",
            code=one.code,
            title=assessment.catalogue.title,
        )
    elif one.survey:
        yield _refused(
            "survey_not_scored",
            N_("{code} is judged by a survey: nobody scores it himself. Its result is entered as published."),
            one,
        )
    elif assessment.locked:
        yield _refused(
            "year_locked",
            N_("{code}: UBND tỉnh has approved the scores, so nothing can be changed in them any more."),
            one,
        )
    elif one.stage not in _FILLABLE:
        yield _refused(
            "already_submitted",
            N_("{code} is submitted. Take the submission back first, or ask Sở Nội vụ to return it."),
            one,
        )
    else:
        yield from closed(one, day)


def closed(one: Component, day: date) -> Iterator[UserError]:
    """The refusal outside of a component's window."""
    window = one.window
    if window is None or window.is_open(day):
        return
    if window.opens and day < window.opens:
        yield UserError(
            "window_not_open",
            "{code}: scoring begins on {day}. Come back on that day.",
            code=one.code,
            day=f"{window.opens:%d/%m/%Y}",
        )
    elif window.closes:
        yield UserError(
            "window_closed",
            "{code}: scoring ended on {day}. Ask Sở Nội vụ to extend it; what is entered stays.",
            code=one.code,
            day=f"{window.closes:%d/%m/%Y}",
        )


def to_attach(assessment: Assessment, one: Component, day: date) -> Iterator[UserError]:
    """Why documents cannot be changed: as `to_fill`, except while the Ministry asks for explanations."""
    if list(to_respond(assessment, one, day)):
        yield from to_fill(assessment, one, day)


def to_submit(assessment: Assessment, one: Component, day: date) -> Iterator[UserError]:
    """Why a component cannot be submitted; where documents are missing, the lack must be explained."""
    refusals = list(to_fill(assessment, one, day))
    yield from refusals
    if refusals:
        return
    if not one.answer:
        yield _refused("nothing_to_submit", N_("{code} is not filled in yet. Enter its figures first."), one)
    elif one.self_score is None and one.applies:
        yield _refused(
            "answer_does_not_fit",
            N_("{code}: what was entered does not fit the catalogue in use. Open it, enter it again."),
            one,
        )
    elif (one.missing or not one.attachments) and not one.explanation.strip():
        yield UserError(
            "explanation_needed",
            "{code}: documents are missing ({documents}). Attach them, or explain why there are none.",
            code=one.code,
            documents="; ".join(one.missing) or "-",
        )


def to_accept(one: Component, points: Decimal | None, text: str) -> Iterator[UserError]:
    """Why a submitted component cannot be accepted with these points of who checks."""
    if one.stage != "submitted":
        yield _refused("not_submitted", N_("{code} is not submitted, so it cannot be checked."), one)
        return
    if points is not None:
        yield from out_of_range(one, points)
    elif one.applies:
        yield _refused("points_needed", N_("{code}: enter the points of the check."), one)
    if points != one.self_score and one.applies and not text.strip():
        yield _refused(
            "remark_needed", N_("{code}: the points differ from the agency's. Say why in the remark."), one
        )


def to_return(assessment: Assessment, one: Component, text: str) -> Iterator[UserError]:
    """Why a component cannot be sent back to its agency."""
    if assessment.locked:
        yield from to_fill(assessment, one, date.min)
    elif one.stage not in ("submitted", "accepted"):
        yield _refused("not_submitted", N_("{code} is not submitted, so it cannot be checked."), one)
    elif not text.strip():
        yield _refused("remark_needed_to_return", N_("{code}: say in the remark what has to be mended."), one)


def to_move(assessment: Assessment) -> Iterator[UserError]:
    """Why no last day can be moved any more."""
    if assessment.locked:
        yield UserError("already_approved", "The scores are approved already.")


def to_approve(assessment: Assessment) -> Iterator[UserError]:
    """Why the year cannot be approved: what is not accepted yet, all codes at once."""
    if assessment.locked:
        yield UserError("already_approved", "The scores are approved already.")
        return
    open_ = [one.code for one in assessment.components.values() if not one.survey and one.stage != "accepted"]
    if open_ or not assessment.catalogue.complete:
        yield UserError(
            "not_all_accepted",
            "{count} components are not checked and accepted yet: {codes}. Approve when all of them are.",
            count=len(open_),
            codes=", ".join(open_),
        )


def to_unapprove(assessment: Assessment) -> Iterator[UserError]:
    """Why the approval cannot be taken back: the Ministry has something already."""
    begun = [
        one.code
        for one in assessment.components.values()
        if one.on_software or (one.stage in ("appraised", "final") and not one.survey)
    ]
    if begun:
        yield UserError(
            "sent_already",
            "The approval cannot be taken back: {codes} are on the Ministry's software or appraised. Take "
            "that back first.",
            codes=", ".join(begun),
        )


def to_software(one: Component) -> Iterator[UserError]:
    """Why a component cannot be marked as entered in the Ministry's software."""
    if one.survey or one.stage not in _APPROVED:
        yield _refused(
            "not_approved",
            N_("{code} is not approved by UBND tỉnh yet, so it cannot go to the Ministry."),
            one,
        )
    elif one.on_software:
        yield _refused("already_on_software", N_("{code} is marked already."), one)


def to_appraise(one: Component, points: Decimal) -> Iterator[UserError]:
    """Why the Ministry's points cannot be entered; surveys have them whether approved or not."""
    if one.stage == "final":
        yield _refused("final_already", N_("{code} is final. Take that back before you change it."), one)
    elif not one.survey and one.stage not in _APPROVED:
        yield _refused(
            "not_approved",
            N_("{code} is not approved by UBND tỉnh yet, so it cannot go to the Ministry."),
            one,
        )
    yield from out_of_range(one, points)


def to_respond(assessment: Assessment, one: Component, day: date) -> Iterator[UserError]:
    """Why an agency cannot explain to the Ministry now."""
    round_ = assessment.explaining
    if one.survey or one.stage != "appraised":
        yield _refused(
            "not_appraised", N_("{code} has no points of the Ministry yet; there is nothing to explain."), one
        )
    elif round_ is None or round_.day is None:
        yield _refused("no_explaining", N_("{code}: no explanation round has been opened yet."), one)
    elif day > round_.day:
        yield UserError(
            "explaining_over",
            "{code}: explanations were asked for until {day}. Ask Sở Nội vụ for a new day.",
            code=one.code,
            day=f"{round_.day:%d/%m/%Y}",
        )


def to_end(one: Component, points: Decimal) -> Iterator[UserError]:
    """Why points cannot be final."""
    if one.stage != "appraised":
        yield _refused(
            "not_appraised_yet", N_("{code} has no points of the Ministry yet. Enter those first."), one
        )
    yield from out_of_range(one, points)


def to_undo(assessment: Assessment, one: Component, act: Act) -> Iterator[UserError]:
    """Why an act on a component cannot be taken back: only the newest can, and not what was approved."""
    if one.last is None or act.number != one.last.number:
        yield _refused("not_the_newest", N_("{code}: only the newest act can be taken back."), one)
    elif assessment.locked and act.kind in ("filled", "submitted", "returned", "accepted"):
        yield from to_fill(assessment, one, date.min)


def out_of_range(one: Component, points: Decimal) -> Iterator[UserError]:
    """The refusal of points below nothing or above the maximum."""
    highest = one.node.max or ZERO
    if not ZERO <= points <= highest:
        yield UserError(
            "score_out_of_range",
            "{code}: {points} points are not between 0 and {highest}, its maximum. Correct them.",
            code=one.code,
            points=numbers.plain(points),
            highest=numbers.plain(highest),
        )


def _refused(code: str, message: str, one: Component) -> UserError:
    return UserError(code, message, code=one.code)
