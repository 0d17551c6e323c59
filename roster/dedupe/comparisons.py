"""The table of comparisons: what is compared, and which level of agreement two distinct values reach.

Adding evidence is one function here, one row of `COMPARISONS`, its weights in `data/matching.toml`, its
sentences in `explain` and a labelled case. Knows values; knows no weights and no pairs.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from roster import phones, text
from roster.dedupe import name_levels
from roster.dedupe.context import Context
from roster.dedupe.name_levels import NameValue
from roster.model import PersonRecord

LIST_DOT = " · "  # between file and sheet where a list is shown
CARD_DIGITS = 12  # Căn cước công dân; the older CMND has nine

DateParts = tuple[int, int, int]  # 0 for a part that is not stated


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of one record by what they say about the person."""

    own: frozenset[str]
    shared: frozenset[str]
    landlines: frozenset[str]


@dataclass(frozen=True, slots=True)
class Email:
    """An address; `shared` when it is an office's or several people state it."""

    address: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Post:
    """A position or an agency with the list that states it; `side_role`: that list shows other posts."""

    text: str
    side_role: bool
    place: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of evidence.

    `raw` picks what a record states, `value` makes it comparable (None: not stated), `level` names how far
    two values agree (None: cannot be compared; symmetric), `show` is what a person is shown.
    """

    field: str
    levels: tuple[str, ...]
    raw: Callable[[PersonRecord], Hashable]
    value: Callable[[Any, Context], Any]
    level: Callable[[Any, Any], str | None]
    show: Callable[[PersonRecord], str]


def _name(full_name: str, context: Context) -> NameValue | None:
    return name_levels.read(full_name, markers=context.markers, always_accented=context.always_accented)


def date_parts(dob: str | None, _context: Context | None = None) -> DateParts | None:
    """'1987-04-03' as (1987, 4, 3), '1987' as (1987, 0, 0)."""
    if not dob:
        return None
    year, month, day = (*map(int, dob.split("-")), 0, 0)[:3]
    return year, month, day


def date_level(left: DateParts, right: DateParts) -> str:
    """How far two dates of birth agree, each complete, without day, or a year only."""
    partial = not (left[2] and right[2])
    if left[0] != right[0]:
        close = not partial and left[1:] == right[1:]
        return "one_part" if close else "partial_differs" if partial else "different"
    if left[1] == right[1] or not (left[1] and right[1]):
        return _same_month_level(left, right)
    if partial:
        return "partial_differs"
    if left[1:] == right[:0:-1]:
        return "swapped"
    return "one_part" if left[2] == right[2] else "same_year"


def _same_month_level(left: DateParts, right: DateParts) -> str:
    if left[2] and right[2]:
        return "full" if left[2] == right[2] else "one_part"
    return "month" if left[1] and right[1] else "year"


def _stated(value: str | None, _context: Context) -> str | None:
    return value


def _gender_level(left: str, right: str) -> str:
    return "same" if left == right else "different"


def _card_level(left: str, right: str) -> str | None:
    if left == right:
        return "same"
    if len(left) != len(right):  # a CMND and a CCCD of one person are different numbers
        return None
    return "one_digit" if OSA.distance(left, right, score_cutoff=1) <= 1 else "different"


def _phones(numbers: tuple[str, ...], context: Context) -> Phones | None:
    if not numbers:
        return None
    landlines = frozenset(n for n in numbers if not phones.is_mobile(n))
    shared = frozenset(n for n in numbers if n in context.shared_phones) - landlines
    return Phones(own=frozenset(numbers) - landlines - shared, shared=shared, landlines=landlines)


def _phone_level(left: Phones, right: Phones) -> str | None:
    if left.own & right.own:
        return "mobile"
    if left.shared & right.shared:
        return "shared"
    if left.landlines & right.landlines:
        return "landline"
    if not (left.own and right.own):
        return None
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in left.own for b in right.own)
    return "one_digit" if near else "different"


def _email(address: str | None, context: Context) -> Email | None:
    if not address:
        return None
    return Email(address.lower(), shared=context.is_shared_email(address.lower()))


def _email_level(left: Email, right: Email) -> str | None:
    if left.address == right.address:
        return "shared" if left.shared else "same"
    return None if left.shared or right.shared else "different"


def _agency(raw: tuple[str | None, str | None, str | None, str], context: Context) -> Post | None:
    code, words, group, place = raw
    if not (code or words):
        return None
    return Post(code or text.fold(words or ""), context.is_side_role(group), place, known=bool(code))


def _agency_level(left: Post, right: Post) -> str | None:
    """Within one list the same agency says nothing: it is the agency that sent the list."""
    if left.text == right.text:
        return None if left.place == right.place else "same"
    if left.side_role or right.side_role:
        return "other_role"
    return "different" if left.known and right.known else None


def _position(raw: tuple[str | None, str | None], context: Context) -> Post | None:
    position, group = raw
    return Post(text.fold(position), context.is_side_role(group), "") if position else None


def _position_level(left: Post, right: Post) -> str:
    if left.text == right.text:
        return "same"
    return "other_role" if left.side_role or right.side_role else "different"


def place(record: PersonRecord) -> str:
    """The list a record stands in: one sheet of one file."""
    return f"{record.source.file}\n{record.source.sheet}"


def _list(where: str, context: Context) -> str | None:
    return where if context.several_lists else None


def _list_level(left: str, right: str) -> str | None:
    return "same_list" if left == right else None


def _show_list(record: PersonRecord) -> str:
    return LIST_DOT.join(part for part in (record.source.file, record.source.sheet) if part)


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "name", name_levels.LEVELS, lambda r: r.full_name, _name, name_levels.level, lambda r: r.full_name
    ),
    Comparison(
        "dob",
        ("full", "month", "year", "swapped", "one_part", "same_year", "different", "partial_differs"),
        lambda r: r.dob,
        date_parts,
        date_level,
        lambda r: r.dob or "",
    ),
    Comparison(
        "gender", ("same", "different"), lambda r: r.gender, _stated, _gender_level, lambda r: r.gender or ""
    ),
    Comparison(
        "cccd",
        ("same", "one_digit", "different"),
        lambda r: r.cccd,
        _stated,
        _card_level,
        lambda r: r.cccd or "",
    ),
    Comparison(
        "phone",
        ("mobile", "shared", "landline", "one_digit", "different"),
        lambda r: r.phones,
        _phones,
        _phone_level,
        lambda r: ", ".join(r.phones),
    ),
    Comparison(
        "email",
        ("same", "shared", "different"),
        lambda r: r.email,
        _email,
        _email_level,
        lambda r: r.email or "",
    ),
    Comparison(
        "agency",
        ("same", "different", "other_role"),
        lambda r: (r.agency_code, r.agency, r.group, place(r)),
        _agency,
        _agency_level,
        lambda r: r.agency or "",
    ),
    Comparison(
        "position",
        ("same", "different", "other_role"),
        lambda r: (r.position, r.group),
        _position,
        _position_level,
        lambda r: r.position or "",
    ),
    Comparison("list", ("same_list",), place, _list, _list_level, _show_list),
)
