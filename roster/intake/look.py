"""One row inside one table, with what must be known of the rows around it to tell what it is.

Knows cells, columns and what went before; the questions asked of a row stand in `kinds`.
"""

import re
from dataclasses import dataclass

from roster.intake.columns import Columns
from roster.intake.grid import Row
from roster.intake.sections import Section, heading_of, read_section
from roster.intake.vocabulary import Vocabulary
from roster.plan import Agency, Plan
from roster.text import tidy
from roster.units import find_agency

TYPED = ("dob", "dob_male", "dob_female", "dob_day", "dob_year", "phone", "cccd", "email")
TOLD = (*TYPED, "position", "gender_male", "gender_female", "gender")
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})*[.)]?")
COUNTED = re.compile(
    r"\(?(?:\d{1,3}|\d{1,4}\s*(?:người|đ/c|đồng chí|đại biểu|cán bộ))\)?", re.IGNORECASE
)  # a count, not a year

_DATE = re.compile(
    r"(?:sinh\s*)?(?:(?:\d{1,2}\s*[/.-]\s*){2}\d{2,4}|\d{4}-\d\d-\d\d(?: [\d:]+)?"
    r"|(?:\d{1,2}/)?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_KEEP_NUMBER = 9  # digits of a number in the STT column that can be counted on
_DIGIT_OR_SIGN = re.compile(r"[\d@?\ufffd]")  # '?' where letters or digits were lost
COUNT_WORDS = re.compile(r"[\d():.,/=]+|người|đ/c|đồng chí|đại biểu|cán bộ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """One row inside one table, with what must be known of the rows around it.

    `within` is the agency in force; `before` the kind of the row directly above in this table ('' when blank
    rows lie between), `previous_name` its name, `numbered_to` the last row that shares its number; `more`
    that people follow further down; `later_total` that a total row does; `signing` that the signature block
    has begun; `people` and `section_people` count so far; `signs` are those of footnotes met so far.
    """

    row: Row
    columns: Columns
    words: Vocabulary
    plan: Plan
    within: Agency | None = None
    before: str = ""
    previous_name: str = ""
    numbered_to: int = 0
    more: bool = False
    later_total: bool = False
    signing: bool = False
    people: int = 0
    section_people: int = 0
    signs: frozenset[str] = frozenset()

    @property
    def own(self) -> tuple[int, ...]:
        """The row's own non-blank columns inside the table."""
        return self.columns.own(self.row)

    @property
    def texts(self) -> tuple[str, ...]:
        """Their texts."""
        return tuple(self.row.texts[column] for column in self.own)

    @property
    def first_lines(self) -> tuple[str, ...]:
        """Their first lines: 'GIÁM ĐỐC' of a cell with the name of the director below it."""
        values = (self.row.values[column] for column in self.own)
        return tuple(tidy(v.strip().splitlines()[0]) if isinstance(v, str) else tidy(v) for v in values)

    @property
    def number(self) -> str:
        """The row's own STT when it is a number, else ''."""
        for column in self.columns.of("stt"):
            text = self.row.text(column)
            if column not in self.row.carried and NUMBER.fullmatch(text):
                return text
        return ""

    @property
    def number_is_carried(self) -> bool:
        """Whether the number of the person above is merged down into this row."""
        return self.row.number <= self.numbered_to

    @property
    def name(self) -> str:
        """The text in the name columns, also one that a merged cell carries down."""
        return self.columns.name(self.row)

    @property
    def name_is_own(self) -> bool:
        """Whether the name stands in this very row."""
        return any(column in self.own for column in self.columns.names)

    def tells(self, fields: tuple[str, ...]) -> bool:
        """Whether one of these fields has an own text that is more than a count.

        Dates, numbers and addresses have a digit or '@': 'GIÁM ĐỐC' under 'Điện thoại' tells nothing.
        """
        return any(
            column in self.own and _may_tell(self.row.texts[column], field)
            for field in fields
            for column in self.columns.of(field)
        )

    @property
    def heading(self) -> tuple[str, str]:
        """Marker and words, when the row is read as a section row; counts beside it do not matter."""
        texts = self.texts
        kept = [t for place, t in enumerate(texts) if place == 0 or not COUNTED.fullmatch(t)]
        return heading_of(kept)

    @property
    def section(self) -> Section:
        """What the row says as a section row."""
        marker, text = self.heading
        return read_section(marker, text, plan=self.plan, words=self.words, within=self.within)


def is_date_alone(text: str) -> bool:
    """'12/03/1970' and nothing else: no name."""
    return bool(_DATE.fullmatch(text))


def is_place(text: str, words: Vocabulary) -> bool:
    """Whether the words begin like a unit or an agency, and not like a post ('Chánh Văn phòng')."""
    return any(words.starts(kind, text) for kind in ("unit", "agency")) and not words.starts("post", text)


def is_signing_title(text: str, words: Vocabulary, plan: Plan) -> bool:
    """'GIÁM ĐỐC' or 'GIÁM ĐỐC SỞ CÔNG THƯƠNG'."""
    if words.is_exactly("signature_titles", text):
        return True
    return words.starts("signature_titles", text) and find_agency(text, plan) is not None


def _may_tell(text: str, field: str) -> bool:
    readable = field not in TYPED or bool(_DIGIT_OR_SIGN.search(text))
    return readable and not COUNTED.fullmatch(text)


def row_number(text: str) -> int | None:
    """The number of an STT cell: 12 for '12', '12.' and '12)'; None for anything else, '³' among it."""
    digits = text.rstrip(".)")
    return int(digits) if digits.isdecimal() and len(digits) <= _KEEP_NUMBER else None
