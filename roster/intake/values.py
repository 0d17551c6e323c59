"""One person's values, field by field: clean, with what was wrong beside them.

Knows which cells hold which field and which cleaner reads it; knows nothing of groups or agencies.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from roster.cleaned import CellValue, Cleaned
from roster.dates import clean_date
from roster.emails import clean_email
from roster.genders import FEMALE, MALE, clean_gender
from roster.identity_cards import clean_card, contradictions
from roster.intake.cells import Cell, Cells
from roster.intake.departures import Holder, says_left
from roster.intake.facts import BIRTH_FIELDS, Facts
from roster.intake.footnotes import without_sign
from roster.intake.vocabulary import Vocabulary
from roster.intake.walk import Words
from roster.name_titles import title_gender
from roster.names import Name, clean_name
from roster.phones import clean_phones
from roster.plan import Agency
from roster.text import tidy

_NOTHING: Cleaned[str | None] = Cleaned(None)
_NO_TICK = frozenset({"0", "-", "không", "false", "."})
_NAMING = ("stt", "full_name", "last_middle", "middle", "given", "heading", "dropped")
_SEXES = {"nam": MALE, "nữ": FEMALE}
_MOST_WORDS = 4  # words of one name written on two lines
_LOST = re.compile(r"\w\?\w|\?\?|\ufffd")
_PHONE = re.compile(
    r"[\s,;:(–-]*(?:(?:số\s+)?điện thoại|s?đt|tel|dđ)?\s*[:.]?\s*\+?\d[\d .]{7,}\d\)?", re.IGNORECASE
)
_EMAIL = re.compile(r"[\s,;:(–-]*(?:\b(?:e-?mail|thư điện tử|hộp thư)\s*[:.]?\s*)?\S+@\S+", re.IGNORECASE)
_BORN = re.compile(
    r"[\s,;:(–-]*(?:\b(?:sinh|ngày|năm|sn|ns|s\.n\.?|n\.s\.?)\s*)*[.:]?\s*"
    r"((?:\d{1,2}\s*[/.-]\s*){0,2}\d{4}|(?:\d{1,2}\s*[/.-]\s*){2}\d\d"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\d)\s*\)?",
    re.IGNORECASE,
)
_POST_ASIDE = re.compile(r"([^()]+?)\s*\(([^()]+)\)\s*")
_NAME_AND_POST = re.compile(r"\s*(?:\s[-–]\s|[,;:\n])\s*")


@dataclass(frozen=True, slots=True)
class Finding:
    """A flag, the field it is about, and the value as typed."""

    code: str
    field: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one person, as far as the person's own cells say."""

    name: Name
    dob: str | None = None
    gender: str | None = None
    phones: tuple[str, ...] = ()
    cccd: str | None = None
    email: str | None = None
    note: str | None = None
    findings: tuple[Finding, ...] = ()


def values_of(cells: Cells, facts: Facts, *, words: Vocabulary, today: date) -> Values:
    """Clean every field of a person."""
    name, of_name = _name(cells, words)
    dob, side, of_dob = _birth(cells, facts, today)
    gender, of_gender = _gender(cells, side, name)
    phones, of_phones = _phones(cells)
    card, of_card = _card(cells)
    email, of_email = _email(cells)
    against = [
        Finding(code, "cccd", cells.text("cccd")) for code in contradictions(card, gender=gender, dob=dob)
    ]
    return Values(
        name,
        dob,
        gender,
        phones,
        card,
        email,
        note="; ".join(filter(None, (cells.text("note"), name.remark))) or None,
        findings=(*of_name, *of_dob, *of_gender, *of_phones, *of_card, *of_email, *against),
    )


def departure(cells: Cells, name: Name, agency: Agency | None, words: Words) -> tuple[Finding, ...]:
    """What a remark on the person says of having left; `agency` is where the post is held."""
    holder = Holder(name.full_name, agency)
    remarks = [name.remark, *(cell.text for cell in cells.of("note", "position")), *cells.beside()]
    told = (t for t in remarks if says_left(t, words=words.vocabulary, plan=words.plan, holder=holder))
    return tuple(Finding("left_post", "note", text) for text in told)[:1]


def has_lost_letters(texts: Iterable[str]) -> bool:
    """Whether letters were replaced by '?' on the way: 'Tr??ng phòng'."""
    return any(("?" in text or "\ufffd" in text) and _LOST.search(text) for text in texts)


def name_and_post(text: str) -> tuple[str, str]:
    """'Nguyễn Văn An - Giám đốc' or '… (Giám đốc)' taken apart; the post is '' when there is none."""
    name, *post = _NAME_AND_POST.split(text.strip(), maxsplit=1)
    if not post and (aside := _POST_ASIDE.fullmatch(name)):
        return aside[1], tidy(aside[2])
    return name, tidy(post[0]) if post else ""


def may_hold_post(cells: Cells) -> bool:
    """Whether a post may stand in the cell of the name: its heading says so, or no column has the posts."""
    return cells.columns.names_hold("position") or not cells.columns.of("position")


def name_beside_post(text: str, cells: Cells, words: Vocabulary) -> tuple[str, str]:
    """Name and post of a cell that holds both, in either order: 'Giám đốc: Nguyễn Văn An'.

    Where the heading promises no post, only what begins like one is taken for it.
    """
    name, post = name_and_post(text)
    name_first = words.starts("post", post) or words.opens_a_name(name)
    if post and words.starts("post", name) and not (name_first and not words.opens_a_name(post)):
        name, post = post, name
    if cells.columns.names_hold("position") or words.starts("post", post):
        return name, post
    return text, ""


def typed_name(cells: Cells, words: Vocabulary) -> str:
    """The name as typed; in a cell of two lines the break is kept where a post begins or ends."""
    value = cells.rows[0].value(cells.columns.names[0])
    if len(cells.columns.names) > 1 or not isinstance(value, str) or "\n" not in value:
        return cells.name
    first, *lines = filter(None, map(tidy, value.splitlines()))
    if tidy(value) != cells.name:
        return cells.name
    for before, line in pairwise((first, *lines)):
        divided = words.starts("post", line) or (words.starts("post", before) and words.opens_a_name(line))
        first += ("\n" if divided else " ") + line
    return first


def name_and_birth(text: str) -> tuple[str, str]:
    """'Nguyễn Văn An, 12/03/1970' or '… (sinh năm 1970)' taken apart; the date is '' when there is none."""
    born = _BORN.search(text)
    return (tidy(_BORN.sub(" ", text, count=1)), tidy(born[1])) if born else (text, "")


def without_contacts(text: str) -> str:
    """The words of a cell that holds numbers and addresses too: 'Giám đốc - 0912 345 678' is 'Giám đốc'."""
    return _PHONE.sub(" ", _EMAIL.sub(" ", text)).strip(" ,;:-–")


def _name(cells: Cells, words: Vocabulary) -> tuple[Name, list[Finding]]:
    shared = any(map(cells.columns.names_hold, ("phone", "email")))
    text = without_contacts(cells.name) if shared else typed_name(cells, words)
    if _names_hold_births(cells):
        text = name_and_birth(text)[0]
    if may_hold_post(cells):
        text = name_beside_post(text, cells, words)[0]
    unlikely = not words.opens_a_name(text) and _stands_alone(cells)
    if unlikely or _names_two(cells, words) or words.names_an_office(text):
        return Name(), [Finding("bad_name", "full_name", cells.name)]
    cleaned = clean_name(without_sign(text))
    return cleaned.value, _findings(cleaned.flags, "full_name", cells.name)


def _stands_alone(cells: Cells) -> bool:
    """Whether the row tells nothing beside the name: then an unusual one may be a heading."""
    return not any(found for field, found in cells.by_field.items() if field not in _NAMING)


def _names_two(cells: Cells, words: Vocabulary) -> bool:
    """Whether the cell holds two whole names, one per line; 'NGUYỄN THỊ' over 'HỒNG HẠNH' is one name.

    So do the columns Ông and Bà when both are filled.
    """
    if cells.of("gender_male") and cells.of("gender_female") and cells.columns.names_hold("gender_male"):
        return True
    value = cells.rows[0].value(cells.columns.names[0])
    if not isinstance(value, str) or value.isprintable():  # one line
        return False
    lines = [line.split() for line in value.splitlines() if line.strip()]
    if len(lines) < 2 or sum(map(len, lines)) <= _MOST_WORDS:
        return False
    return all(len(line) > 1 and words.opens_a_name(" ".join(line)) for line in lines)


def _birth(cells: Cells, facts: Facts, today: date) -> tuple[str | None, str | None, list[Finding]]:
    """Birth date, the sex its column stands for, and the findings."""
    filled = cells.of(*BIRTH_FIELDS)
    if not filled:
        day, month, year = (cells.text(field) for field in ("dob_day", "dob_month", "dob_year"))
        whole = "/".join(part for part in (day, month, year) if part) if year else ""
        cleaned = clean_date(whole or None, today=today)
        return cleaned.value, None, _findings(cleaned.flags, "dob", whole)
    cell = filled[0]
    if _names_hold_births(cells) and isinstance(cell.value, str):
        return _birth_beside_name(cell, today)
    cleaned = clean_date(cell.value, today=today, month_first=cell.column in facts.month_first)
    doubt = ("month_first",) if (cell.row, cell.column) in facts.doubtful else ()
    return cleaned.value, _side(cells), _findings((*cleaned.flags, *doubt), "dob", cell.text)


def _names_hold_births(cells: Cells) -> bool:
    return any(map(cells.columns.names_hold, BIRTH_FIELDS))


def _birth_beside_name(cell: Cell, today: date) -> tuple[str | None, str | None, list[Finding]]:
    """The date of a cell that holds the name too; a name with nothing but words beside has none."""
    born = name_and_birth(cell.text)[1]
    wrong = not born and any(map(str.isdigit, cell.text))
    cleaned = clean_date(cell.text if wrong else born or None, today=today)
    return cleaned.value, None, _findings(cleaned.flags, "dob", cell.text)


def _side(cells: Cells) -> str | None:
    """The sex told by the filled one of the columns Nam | Nữ; None when both are."""
    male, female = bool(cells.of("dob_male")), bool(cells.of("dob_female"))
    return None if male == female else MALE if male else FEMALE


def _gender(cells: Cells, side: str | None, name: Name) -> tuple[str | None, list[Finding]]:
    """What the column says, else the side of the birth date, the tick, the title; never the card."""
    stated = cells.of("gender")
    cleaned = clean_gender(stated[0].value) if stated else _NOTHING
    salutation = clean_gender(cells.text("salutation")).value
    gender = (
        cleaned.value
        or side
        or _ticked(cells)
        or salutation
        or title_gender(name.title)
        or _beside_name(name)
    )
    return gender, _findings(cleaned.flags, "gender", stated[0].text if stated else "")


def _beside_name(name: Name) -> str | None:
    """'Nữ' of 'Lâm Minh Anh (Nữ)'."""
    return next(
        (_SEXES[text.casefold()] for text in (name.alias, name.remark) if text.casefold() in _SEXES), None
    )


def _ticked(cells: Cells) -> str | None:
    male, female = (
        any(cell.text.lower() not in _NO_TICK for cell in cells.of(field))
        for field in ("gender_male", "gender_female")
    )
    return None if male == female else MALE if male else FEMALE


def _phones(cells: Cells) -> tuple[tuple[str, ...], list[Finding]]:
    """All numbers in the order written; no_phone only where the list has a phone column."""
    if not cells.columns.of("phone"):
        return (), []
    filled = [(cell.text, clean_phones(value)) for cell in cells.of("phone") if (value := _phone_part(cell))]
    numbers = tuple(dict.fromkeys(number for _, cleaned in filled for number in cleaned.value))
    if not filled:
        return (), [Finding("no_phone", "phone")]
    found = [f for text, cleaned in filled for f in _findings(cleaned.flags, "phone", text)]
    return numbers, [finding for finding in found if not (numbers and finding.code == "no_phone")]


def _phone_part(cell: Cell) -> CellValue:
    """The cell without the address of a column 'Điện thoại, email'."""
    if "@" not in cell.text or not isinstance(cell.value, str):
        return cell.value
    parts = re.split(r"[\s;,]+", cell.value)
    return " ".join(part for part in parts if "@" not in part and any(map(str.isdigit, part)))


def _card(cells: Cells) -> tuple[str | None, list[Finding]]:
    stated = cells.of("cccd")
    cleaned = clean_card(stated[0].value) if stated else _NOTHING
    return cleaned.value, _findings(cleaned.flags, "cccd", stated[0].text if stated else "")


def _email(cells: Cells) -> tuple[str | None, list[Finding]]:
    """The first address; in a column 'Điện thoại, email' a cell without '@' says nothing of it."""
    shared = set(cells.columns.of("phone"))
    stated = [cell for cell in cells.of("email") if cell.column not in shared or "@" in cell.text]
    cleaned = clean_email(stated[0].value) if stated else _NOTHING
    return cleaned.value, _findings(cleaned.flags, "email", stated[0].text if stated else "")


def _findings(codes: tuple[str, ...], field: str, value: str) -> list[Finding]:
    return [Finding(code, field, value) for code in codes] if codes else []
