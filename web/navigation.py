"""The pages named at the top of every page, in order, each with the right it needs.

A page that is not registered, or not open to who is signed in, is not shown.
"""

from dataclasses import dataclass

from flask import current_app, request, url_for

from roster.messages import N_, _
from roster.services.accounts import Right
from web import access

PAGES: tuple[tuple[str, str, Right], ...] = (
    ("board.index", N_("Board"), "view"),
    ("intake.index", N_("Import"), "edit"),
    ("lists.index", N_("Lists"), "view"),
    ("review.index", N_("Review"), "decide"),
    ("people.index", N_("People in the lists"), "view"),
    ("counts.index", N_("Counts"), "view"),
    ("export.index", N_("Export"), "export"),
    ("audit.index", N_("Audit log"), "manage"),
    ("users.index", N_("Accounts"), "manage"),
    ("settings.index", N_("Settings"), "manage"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation; `here` on the page of that area."""

    address: str
    label: str
    here: bool


def items() -> tuple[Item, ...]:
    """What the account of this request may open."""
    area = (request.blueprint or "").partition(".")[0]
    return tuple(
        Item(url_for(endpoint), _(label), endpoint.partition(".")[0] == area)
        for endpoint, label, right in PAGES
        if access.may(right) and endpoint in current_app.view_functions
    )


def address(endpoint: str, **values: object) -> str | None:
    """The address of a page, None where it is not there or not open to the account of this request."""
    need = access.need_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    if need is None or not (need in {"nothing", "signed in"} or access.may(need)):  # type: ignore[arg-type]  # a right
        return None
    return url_for(endpoint, **values)  # type: ignore[arg-type]  # Flask takes what a rule takes
