"""What partners take to the villages on paper: the list of people to ask, and the sheet on which forms change
hands.

Rows are laid out once, for a Word page and for a page of the browser. Knows lists; who may have them is for
the services.
"""

from collections.abc import Sequence
from typing import Protocol

from docx.enum.text import WD_BREAK

from roster.export import word_page as page
from roster.export.form import Form
from roster.messages import N_, _
from roster.sipas.fieldwork import Seat, Tally, Village

SIGNERS = (N_("Handed over by"), N_("Received by"), N_("Supervisor"))
_LIST_WIDTHS = (12, 38, 60, 20, 20, 20)
_SHEET_WIDTHS = (12, 26, 46, 18, 22, 22, 24)


class Listed(Protocol):
    """A village with whom to ask, as `services.sipas.lists` gives it."""

    @property
    def village(self) -> Village:
        """The village."""

    @property
    def asked(self) -> Sequence[Seat]:
        """Whom to ask now."""

    @property
    def reserves(self) -> Sequence[Seat]:
        """Reserves not in use, in their order."""

    @property
    def tally(self) -> Tally:
        """What is known of the forms."""


def place(village: Village) -> str:
    """The village with all that it lies in, the nearest first."""
    return ", ".join([village.name, *(name for _level, _code, name in reversed(village.above))])


def people(seats: Sequence[Seat]) -> list[tuple[str, ...]]:
    """People under a heading, with empty cells to fill in by hand."""
    heads = (_("No."), _("Code"), _("Full name"), _("Issued"), _("Collected"), _("Note"))
    return [heads, *((str(at), one.unit_id, one.name, "", "", "") for at, one in enumerate(seats, 1))]


def forms(listed: Sequence[Listed]) -> list[tuple[str, ...]]:
    """Villages under a heading with the forms to hand over; the last cells are filled in by hand."""
    heads = (_("No."), _("Code"), _("Village"), _("To ask"), _("Forms given"), _("Given back"), _("Note"))
    rows = [
        (str(at), one.village.unit_id, place(one.village), str(one.tally.target), "", "", "")
        for at, one in enumerate(listed, 1)
    ]
    total = ("", "", _("Total"), str(sum(one.tally.target for one in listed)), "", "", "")
    return [heads, *rows, total]


def lists(listed: Sequence[Listed], partner: str, *, form: Form, province: str) -> bytes:
    """The lists of people as a Word document, each village on pages of its own."""
    word = page.new(form, province)
    for at, one in enumerate(listed):
        if at:
            word.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
            page.letterhead(word, form, province)
        page.say(word, _("LIST OF PEOPLE TO ASK"), size=page.TITLE, bold=True)
        page.say(word, place(one.village))
        page.say(word, _("Partner: {partner}", partner=partner))
        page.heading(word, _("People to ask"))
        page.table(word, people(one.asked), widths=_LIST_WIDTHS, head=True)
        if one.reserves:
            page.heading(word, _("Reserves, in the order in which they stand in"))
            page.table(word, people(one.reserves), widths=_LIST_WIDTHS, head=True)
        page.say(word, private(), size=page.SMALL, align=page.LEFT)
        page.signatures(word, signers())
        page.say(word, "")
    return page.as_bytes(word)


def sheet(listed: Sequence[Listed], partner: str, *, form: Form, province: str) -> bytes:
    """The sheet on which forms change hands, as a Word document; it names nobody."""
    word = page.new(form, province)
    page.say(word, _("HAND-OVER OF SURVEY FORMS"), size=page.TITLE, bold=True)
    page.say(word, _("Partner: {partner}", partner=partner))
    page.say(word, "")
    page.table(word, forms(listed), widths=_SHEET_WIDTHS, head=True)
    page.signatures(word, signers())
    return page.as_bytes(word)


def private() -> str:
    """What stands below a list of people."""
    return _(
        "Personal data: only for this survey, not to be copied or passed on; to be given back after use."
    )


def signers() -> list[str]:
    """Who signs."""
    return [_(one) for one in SIGNERS]
