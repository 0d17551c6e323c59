"""Goes on after a mistake, so that a person hears of all of them at once."""

from collections.abc import Callable
from typing import TypeVar

from roster.errors import UserError, UserErrors

T = TypeVar("T")


def gathered(errors: list[UserError], read: Callable[[], T]) -> T | None:
    """What `read` gives; None, and its errors among the others, where it cannot."""
    try:
        return read()
    except UserErrors as several:
        errors += [error for error in several.exceptions if isinstance(error, UserError)]
    except UserError as error:
        errors.append(error)
    return None
