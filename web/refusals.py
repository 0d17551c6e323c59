"""What a page answers when a service refuses: the sentence, on the page where the person was.

Knows requests of the pages about lists; which refusals there are is the services' matter.
"""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roster import messages
from roster.errors import UserError, UserErrors
from web import notices

_GONE = frozenset(
    {"no_such_upload", "no_such_list", "not_imported", "no_such_agency", "not_listed", "no_such_answers"}
    | {
        "no_such_frame",
        "no_such_design",
        "no_such_draw",
        "no_such_plan_task",
        "no_such_difficulty",
        "no_such_citizen",
    }
)


def answer(error: UserError) -> Response | tuple[str, int]:
    """A page where somebody looks, the page before with the sentence where somebody acts."""
    sentence = messages.sentence(error)
    if request.method != "POST":
        return render_template("error.html", sentence=sentence), 404 if error.code in _GONE else 422
    notices.say(sentence, "error")
    return redirect(_back(error.code), code=303)


def answer_all(errors: UserErrors) -> Response | tuple[str, int]:
    """The same for several refusals at once."""
    *others, last = [one for one in errors.exceptions if isinstance(one, UserError)]
    for one in others:
        notices.say(messages.sentence(one), "error")
    return answer(last)


def _back(code: str) -> str:
    """The page of the file or list that was acted on, if it is still there."""
    area = next((one for one in request.blueprints if f"{one}.index" in current_app.view_functions), "board")
    number = (request.view_args or {}).get("number")
    if number is None or code in _GONE or area not in {"intake", "lists"}:
        return url_for(f"{area}.index")
    return url_for("intake.file" if area == "intake" else "lists.show", number=number)
