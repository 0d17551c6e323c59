"""Which status may follow which, and what events make of a person."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roster.survey import following
from roster.survey.following import POSSIBLE, STATUS_NAMES, STATUSES, TO_CALL, Event

DAY = date(2025, 1, 3)
EVENTS = st.lists(st.builds(Event, st.just(1), st.sampled_from(STATUSES), st.dates(DAY)), max_size=8)


def test_every_status_has_its_followers_and_its_name() -> None:
    assert set(POSSIBLE) == {"", *STATUSES} == set(STATUS_NAMES)
    assert all(followers <= set(STATUSES) for followers in POSSIBLE.values())


def test_the_ends_and_who_may_still_be_asked() -> None:
    assert {status for status, after in POSSIBLE.items() if not after} == {"answered", "replaced"}
    assert all(following.is_possible(status, "answered") for status in (*TO_CALL, "refused"))
    assert not following.is_possible("", "reminded")
    assert not following.is_possible("refused", "reminded")


@given(EVENTS)
def test_the_last_entered_counts_and_reminders_are_counted(events: list[Event]) -> None:
    found = following.state(events)
    assert found.status == (events[-1].status if events else "")
    reminders = [event.day for event in events if event.status == "reminded"]
    assert (found.reminders, found.reminded_on) == (len(reminders), max(reminders, default=None))
