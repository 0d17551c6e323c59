"""What the pages of scoring answer while no catalogue has been chosen for the year: how a year is begun.

Knows that one refusal; all others are answered as everywhere.
"""

from flask import render_template, request
from werkzeug.wrappers import Response

from roster.errors import UserError
from web import refusals


def answer(error: UserError) -> str | Response | tuple[str, int]:
    """The page that says so where somebody looks, else as `refusals.answer`."""
    if error.code == "no_scoring_year" and request.method != "POST":
        return render_template("scoring/no_year.html")
    return refusals.answer(error)
