"""Long lists, some lines a page. Knows numbers and this request's address; the services ask for the lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request, url_for

from roster.services import paging

PER_PAGE = 50
MOST = 200  # lines of a list that has no pages
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its number from 1 on, and how many lines there are on all pages."""

    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max((self.total + PER_PAGE - 1) // PER_PAGE, 1)

    @staticmethod
    def offset_of(number: int) -> int:
        """How many lines stand on the pages before."""
        return paging.before(number, PER_PAGE)


def some(lines: Sequence[T]) -> tuple[Page, Sequence[T]]:
    """The page of a list at hand that this request asks for, and its lines."""
    number = max(request.args.get("page", 1, type=int), 1)
    start = Page.offset_of(number)
    return Page(number, len(lines)), lines[start : start + PER_PAGE]


def page_address(number: int) -> str:
    """The address of this request on another page of its list."""
    asked = {**request.args.to_dict(flat=False), **(request.view_args or {}), "page": number}
    return url_for(str(request.endpoint), **asked)
