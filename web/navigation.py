"""The pages named at the top of every page: by room, in order; a new page is one line of `PAGES`.

Knows no rights: a page is shown to whom its view opens. One that is not registered is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import current_app, request, url_for

from roster.messages import N_, _
from web import access

LISTS, SENDING, OFFICE = N_("Lists and people"), N_("Sending"), N_("Office")
SIPAS = N_("SIPAS")
SCORING = N_("Scoring")
PAGES: tuple[tuple[str, str, str], ...] = (
    (LISTS, "board.index", N_("Board")),
    (LISTS, "collecting.index", N_("Collect the lists")),
    (LISTS, "intake.index", N_("Import")),
    (LISTS, "lists.index", N_("Lists")),
    (LISTS, "review.index", N_("Review")),
    (LISTS, "people.index", N_("People in the lists")),
    (LISTS, "counts.index", N_("Counts")),
    (LISTS, "rounds.index", N_("Survey rounds")),
    (LISTS, "own.index", N_("Lists of my agency")),
    (SENDING, "export.index", N_("Export")),
    (SENDING, "handovers.index", N_("Hand-overs")),
    (SENDING, "entered.index", N_("Entered at the Ministry")),
    (SENDING, "handover_form.index", N_("Columns of the list")),
    (SENDING, "followup.index", N_("Follow-up of answers")),
    (SENDING, "replacements.index", N_("Changes of people")),
    (SIPAS, "sipas_frames.index", N_("Frames")),
    (SIPAS, "sipas_designs.index", N_("Designs")),
    (SIPAS, "sipas_designs.size", N_("Sample sizes")),
    (SIPAS, "sipas_draws.index", N_("Draws")),
    (SIPAS, "fieldwork.index", N_("Fieldwork")),
    (SIPAS, "fieldwork.communes", N_("Map of communes")),
    (SCORING, "plan_board.index", N_("Plan board")),
    (SCORING, "plan_mine.index", N_("Tasks of my agency")),
    (SCORING, "scoring_board.index", N_("Board of points")),
    (SCORING, "scoring_mine.index", N_("My criteria")),
    (SCORING, "scoring_catalogue.index", N_("Catalogue of criteria")),
    (SCORING, "scoring_checks.index", N_("Check the criteria")),
    (SCORING, "scoring_year.index", N_("Approval")),
    (SCORING, "scoring_appraisal.index", N_("Appraisal and explanation")),
    (SCORING, "scoring_documents.index", N_("Documents")),
    (SCORING, "scoring_surveys.index", N_("Survey results")),
    (SCORING, "scoring_output.index", N_("Report and evidence package")),
    (OFFICE, "audit.index", N_("Audit log")),
    (OFFICE, "users.index", N_("Accounts")),
    (OFFICE, "tokens.index", N_("Access for other systems")),
    (OFFICE, "settings.index", N_("Settings")),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One page in the navigation; `here` on that page and those that belong to it."""

    address: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The pages of one room that the account of this request may open, at least one."""

    label: str
    items: tuple[Item, ...]

    @property
    def address(self) -> str:
        """Where the room begins: its first page."""
        return self.items[0].address

    @property
    def here(self) -> bool:
        """Whether the page shown is one of this room."""
        return any(item.here for item in self.items)


def rooms() -> tuple[Room, ...]:
    """What the account of this request may open, room by room."""
    here = _page_of_request()
    return tuple(
        Room(_(label), tuple(item for _room, item in lines)) for label, lines in groupby(_items(here), _room)
    )


def address(endpoint: str, **values: object) -> str | None:
    """The address of a page, None where it is not there or not open to the account of this request."""
    if endpoint not in current_app.view_functions or not access.opens(endpoint):
        return None
    return url_for(endpoint, **values)  # type: ignore[arg-type]  # Flask takes what a rule takes


def _items(here: str) -> Iterator[tuple[str, Item]]:
    for room, endpoint, label in PAGES:
        if to := address(endpoint):
            yield room, Item(to, _(label), endpoint == here)


def _room(line: tuple[str, Item]) -> str:
    return line[0]


def _page_of_request() -> str:
    """The line of the table on which the page of this request stands: its own, else its area's first."""
    listed = [endpoint for _room, endpoint, _label in PAGES]
    if request.endpoint in listed:
        return request.endpoint
    area = _area(request.endpoint or "")
    return next((endpoint for endpoint in listed if _area(endpoint) == area), "")


def _area(endpoint: str) -> str:
    return endpoint.partition(".")[0]
