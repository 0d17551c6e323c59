"""Words for the pages: dates, days left, numbers and names in the language in use.

Knows languages (Flask-Babel tells numbers and the clock apart by them); knows nothing of HTTP.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import flask_babel  # type: ignore[import-untyped]  # it has no types
from flask import Flask

from roster.messages import _, language
from roster.model import Count
from roster.plan import Deadline, Group, Partner
from roster.services import count_columns, masks
from roster.services.credentials import accounts, strength

TIME_ZONE = "Asia/Ho_Chi_Minh"
_DAY, _MOMENT = "dd/MM/yyyy", "dd/MM/yyyy HH:mm"  # as officials write them, in both languages


def furnish(app: Flask) -> None:
    """Give the application's templates these words; the sentences come from the product's own catalogue."""
    flask_babel.Babel(
        app,
        configure_jinja=False,
        default_timezone=TIME_ZONE,
        locale_selector=language,
        timezone_selector=lambda: TIME_ZONE,
    )
    app.jinja_env.globals.update(GLOBALS)
    app.jinja_env.filters.update(FILTERS)


def day(value: date) -> str:
    """The date as officials write it."""
    return str(flask_babel.format_date(value, _DAY, rebase=False))


def moment(value: datetime) -> str:
    """A moment as the clock of the office shows it."""
    return str(flask_babel.format_datetime(value, _MOMENT))


def number(value: int | None) -> str:
    """A number with the language's mark between thousands; '' for none."""
    if value is None:
        return ""
    return str(value) if abs(value) < 1000 else str(flask_babel.format_decimal(value))


def role(account: accounts.Account) -> str:
    """The account's role in the language in use."""
    return _(accounts.ROLE_NAMES[account.role])


def days_left(days: int) -> str:
    """How long until a deadline, or since."""
    if days > 0:
        return _("{days} days left", days=days)
    return _("{days} days late", days=-days) if days else _("today")


def name(item: Group | Deadline | Partner) -> str:
    """The item's name in the language in use."""
    return item.name_en if language() == "en" else item.name


def signed(value: int | None) -> str:
    """A difference with its sign; '' where there is nothing to compare with."""
    return "" if value is None else f"{value:+d}" if value else "0"


def longest(count: Count) -> int:
    """The number that the longest bar of a line of counts stands for; never 0, which has no length."""
    return max(count.expected or 0, count.received, count.distinct, 1)


def numbers(count: Count) -> tuple[str, ...]:
    """A line of counts as text, the gap with its sign, '' where there is no number."""
    shown = {column: number(value) for column, value in count_columns.numbers(count).items()}
    return tuple({**shown, "gap": signed(count.gap)}.values())


GLOBALS: Mapping[str, object] = {
    "_": _,
    "language": language,
    "headings": count_columns.headings,
    "numbers": numbers,
    "shortest_password": strength.SHORTEST,
}
FILTERS: Mapping[str, Callable[..., object]] = {
    "day": day,
    "longest": longest,
    "moment": moment,
    "number": number,
    "masked": masks.masked,
    "initials": masks.initials,
    "days_left": days_left,
    "name": name,
    "role": role,
    "signed": signed,
}
