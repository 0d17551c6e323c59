"""Words for the pages: dates, days left, names in the language in use, and the commands to go on with.

Knows languages and what an officer types next; knows nothing of HTTP.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from roster.messages import _, language
from roster.model import Count
from roster.plan import Deadline, Group
from roster.services import accounts, commands, count_columns, masks
from web import house


def day(value: date) -> str:
    """The date as officials write it."""
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """A moment as the clock of the office shows it."""
    return f"{value.astimezone(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y %H:%M}"


def days_left(days: int) -> str:
    """How long until a deadline, or since."""
    if days > 0:
        return _("{days} days left", days=days)
    return _("{days} days late", days=-days) if days else _("today")


def name(item: Group | Deadline) -> str:
    """The item's name in the language in use."""
    return item.name_en if language() == "en" else item.name


def signed(number: int | None) -> str:
    """A difference with its sign; '' where there is nothing to compare with."""
    return "" if number is None else f"{number:+d}" if number else "0"


def command(words: str) -> str:
    """A command that works on this page's database and plan, as a person would type it."""
    here = house.current()
    options = commands.options(plan=here.plan_name, address=here.address, place=here.database.place)
    return f"roster {words}{options}"


def numbers(count: Count) -> tuple[str, ...]:
    """A line of counts as text, the gap with its sign, '' where there is no number."""
    values = count_columns.numbers(count)
    shown = {column: "" if value is None else str(value) for column, value in values.items()}
    return tuple({**shown, "gap": signed(count.gap)}.values())


GLOBALS: Mapping[str, object] = {
    "_": _,
    "language": language,
    "command": command,
    "headings": count_columns.headings,
    "numbers": numbers,
    "shortest_password": accounts.SHORTEST,
}
FILTERS: Mapping[str, Callable[..., str]] = {
    "day": day,
    "moment": moment,
    "masked": masks.masked,
    "days_left": days_left,
    "name": name,
    "signed": signed,
}
