"""How agencies, positions and lists can agree.

Knows that delegates' lists show other posts and that the agency within one list is the sender's; knows no
weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from roster import text
from roster.dedupe.columns import NOT_COMPARED, Bools, Codes, Column, Levels, factorise
from roster.dedupe.context import Context

AGENCY_LEVELS = ("same", "different", "other_role")
_SAME, _DIFFERENT, _OTHER_ROLE = range(len(AGENCY_LEVELS))
POSITION_LEVELS = (*AGENCY_LEVELS, "shortened", "same_start")
_SHORTENED, _SAME_START = 3, 4
_ONE_SENDERS = 3  # an agency's own list names it and a body or two below it
LIST_LEVELS = ("same_list", "other_list")

AgencyWords = tuple[str | None, str | None, str | None, str]  # code, words, group, list
PositionWords = tuple[str | None, str | None]  # position, group


@dataclass(frozen=True, slots=True)
class Posts:
    """Distinct positions or agencies by their words, with the list that states them.

    `side_role`: that list shows people's other posts. `known`: the plan knows the agency. `starts`: the code
    of the shortest position stated that these words begin with ('Trưởng phòng' of 'Trưởng phòng Tư pháp').
    `senders`: the list names so few agencies that it is one agency's own.
    """

    words: Codes
    side_role: Bools
    places: Codes
    known: Bools
    starts: Codes
    senders: Bools

    def __len__(self) -> int:
        return len(self.words)


def read_agencies(raw: Sequence[AgencyWords], context: Context) -> Column[Posts]:
    """Agencies as compared: the plan's code, or the words of the list."""
    stated = [
        (code or text.fold(words or ""), place, context.is_side_role(group), bool(code))
        if code or words
        else None
        for code, words, group, place in raw
    ]
    return _posts(factorise(stated))


def read_positions(raw: Sequence[PositionWords], context: Context) -> Column[Posts]:
    """Positions as compared."""
    stated = [
        (text.fold(position), "", context.is_side_role(group), True) if position else None
        for position, group in raw
    ]
    return _posts(factorise(stated))


def agency_levels(posts: Posts, left: Codes, right: Codes) -> Levels:
    """Within an agency's own list the same agency says nothing."""
    comparable = posts.known[left] & posts.known[right]
    own_list = (posts.places[left] == posts.places[right]) & posts.senders[left]
    same = np.where(own_list, NOT_COMPARED, _SAME)
    return _levels(posts, (left, right), same=same, different=np.where(comparable, _DIFFERENT, NOT_COMPARED))


def position_levels(posts: Posts, left: Codes, right: Codes) -> Levels:
    """The same words; one the beginning of the other; the same beginning ('Trưởng phòng …'); or neither."""
    start = posts.starts[left]
    together = start == posts.starts[right]
    whole = (posts.words[left] == start) | (posts.words[right] == start)
    different = np.where(together, np.where(whole, _SHORTENED, _SAME_START), _DIFFERENT)
    return _levels(posts, (left, right), same=_SAME, different=different)


def list_levels(_places: Sequence[str], left: Codes, right: Codes) -> Levels:
    """A list seldom names a person twice."""
    found: Levels = (left != right).astype(np.int8)
    return found


def read_lists(places: Sequence[str], context: Context) -> Column[tuple[str, ...]]:
    """The lists; where there is only one, it says nothing."""
    return factorise(place if context.several_lists else None for place in places)


def _posts(column: Column[tuple[tuple[str, str, bool, bool], ...]]) -> Column[Posts]:
    words, places, side_role, known = zip(*column.values, strict=True) if column.values else ((), (), (), ())
    place_codes = factorise(places).codes
    posts = Posts(
        words=factorise(words).codes,
        side_role=np.array(side_role, dtype=np.bool_),
        places=place_codes,
        known=np.array(known, dtype=np.bool_),
        starts=_starts(words),
        senders=np.bincount(place_codes, minlength=1)[place_codes] <= _ONE_SENDERS,
    )
    return Column(posts, column.codes)


def _starts(words: Sequence[str]) -> Codes:
    codes = {text: code for code, text in enumerate(dict.fromkeys(words))}
    return np.array([_start(text, codes) for text in words], dtype=np.int64)


def _start(text: str, codes: Mapping[str, int]) -> int:
    parts = text.split(" ")
    begun = (" ".join(parts[:size]) for size in range(1, len(parts) + 1))
    return next(codes[start] for start in begun if start in codes)


def _levels(posts: Posts, ends: tuple[Codes, Codes], *, same: Codes | int, different: Codes | int) -> Levels:
    left, right = ends
    agree = posts.words[left] == posts.words[right]
    side = posts.side_role[left] | posts.side_role[right]
    return np.where(agree, same, np.where(side, _OTHER_ROLE, different)).astype(np.int8)
