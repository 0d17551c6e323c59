"""What may happen to a person on the roster, in which order, and what that makes of him or her.

Knows statuses, days and channels; knows no names and no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from roster.messages import N_

Status: TypeAlias = Literal["sent", "reminded", "answered", "refused", "unreachable", "replaced"]
Channel: TypeAlias = Literal["letter", "email", "zalo", "sms", "phone", "in_person"]
STATUSES: tuple[Status, ...] = get_args(Status)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
NOT_YET = ""  # before the first event

STATUS_NAMES: Mapping[str, str] = {
    NOT_YET: N_("not sent yet"),
    "sent": N_("sent"),
    "reminded": N_("reminded"),
    "answered": N_("answered"),
    "refused": N_("refused"),
    "unreachable": N_("unreachable"),
    "replaced": N_("replaced"),
}
CHANNEL_NAMES: Mapping[str, str] = {
    "letter": N_("official letter"),
    "email": N_("e-mail"),
    "zalo": N_("Zalo"),
    "sms": N_("text message"),
    "phone": N_("telephone"),
    "in_person": N_("in person"),
}

_ANY_END: frozenset[str] = frozenset({"answered", "refused", "unreachable", "replaced"})
POSSIBLE: Mapping[str, frozenset[str]] = {
    # the Ministry may tell of an answer although nobody noted the sending; a reminder without one is a slip
    NOT_YET: _ANY_END | {"sent"},
    "sent": _ANY_END | {"reminded"},
    "reminded": _ANY_END | {"reminded"},
    "unreachable": (_ANY_END | {"sent", "reminded"}) - {"unreachable"},
    "refused": frozenset({"answered", "replaced"}),  # some think better of it; nobody is pressed
    "answered": frozenset(),
    "replaced": frozenset(),
}
TO_CALL = (NOT_YET, "sent", "reminded", "unreachable")  # who has not answered and may still be asked


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one person on a day."""

    person: int
    status: Status
    day: date
    channel: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What the events in force make of a person: the newest entered counts, however old its day."""

    status: str = NOT_YET
    since: date | None = None
    reminders: int = 0
    reminded_on: date | None = None


def is_possible(now: str, status: str) -> bool:
    """Whether a person in this status can come to the other."""
    return status in POSSIBLE[now]


def state(events: Iterable[Event]) -> State:
    """The state after events in the order they were entered, undone ones left out by the caller."""
    found = State()
    for event in events:
        reminded = event.status == "reminded"
        last = max(filter(None, (found.reminded_on, event.day))) if reminded else found.reminded_on
        found = State(event.status, event.day, found.reminders + reminded, last)
    return found
