"""What stands above a list: who sends it, what its title says.

Knows the lines above a header and the names of sheet and file; knows nothing of rows of people.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import PurePath

from roster.intake.sections import Section, Stack, groups_in, read_section, split_marker, unit_within
from roster.intake.vocabulary import Vocabulary
from roster.plan import Agency, Plan
from roster.text import fold
from roster.units import find_agency

_PLACE_AND_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,6}\bnam\b")
_CAMEL = re.compile(r"(?<=[a-zà-ỹ])(?=[A-ZĐÀ-Ỹ])")
_COPY = re.compile(r"\(\d+\)|\bcopy\b|\bfinal\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d{1,3}\s*[).-]?\s+(?=\D)")  # '2. TN&MT'
_ISSUER = "kem theo"
_FORM_OF = "ban hanh kem theo"  # who made the form, not who fills it in
_HEADING_MARKERS = ("roman", "upper", "number", "decimal")
_LONGEST_HEADING = 14  # words


def is_place_and_date(text: str) -> bool:
    """'Đắk Nông, ngày 12 tháng 12 năm 2024': it names a place, not a sender."""
    return bool(_PLACE_AND_DATE.search(fold(text)))


def title_of(lines: Sequence[str], words: Vocabulary) -> tuple[str, ...]:
    """The lines of the title: from 'DANH SÁCH …' on, without what only refers to other papers."""
    start = next((n for n, line in enumerate(lines) if words.starts("title", line)), len(lines))
    kept = (words.before("not_the_sender", line) for line in lines[start:] if not is_place_and_date(line))
    return tuple(line for line in kept if line and not words.starts("national_heading", line))


def sections_of(lines: Sequence[str], *, plan: Plan, words: Vocabulary) -> Stack:
    """What letterhead and title say, weakest first; numbered lines among them are sections of their own."""
    sender = letterhead_agency(lines, plan=plan, words=words)
    numbered = {line: section for line in lines if (section := _heading(line, plan, words))}
    title = " ".join(title_of([line for line in lines if line not in numbered], words))
    agency = find_agency(title, plan)
    groups = groups_in(title, agency or sender, plan)
    named = Section("title", origin="title", agency=agency, groups=groups)
    unit = _attached(lines, plan, words) if sender else None
    letterhead = Section("sender", origin="sender", agency=sender, unit=unit)
    return (*(s for s in (letterhead, named) if s.says_something), *numbered.values())


def _attached(lines: Sequence[str], plan: Plan, words: Vocabulary) -> str | None:
    """'TRUNG TÂM …' under 'SỞ Y TẾ': the list is the centre's own, whose director is not the department's."""
    above = takewhile(lambda line: not words.starts("title", line), lines)
    named = (line for line in above if words.starts("attached_unit", line))
    units = (unit_within(line, find_agency(line, plan), plan=plan, words=words) for line in named)
    return next(filter(None, units), None)


def headings_of(lines: Sequence[str], *, plan: Plan, words: Vocabulary) -> tuple[Section, ...]:
    """The lines between two tables of a document that head the second one."""
    read = (read_section(*split_marker(line), plan=plan, words=words) for line in lines if _may_head(line))
    return tuple(section for section in read if section.says_something)


def _heading(line: str, plan: Plan, words: Vocabulary) -> Section | None:
    """'I. Lãnh đạo Sở' or 'Đơn vị: Sở Tư pháp' right above a table, until the next such line."""
    marker, text = split_marker(line)
    if named := words.after_label("sender_label", text):
        labelled = read_section("", named, plan=plan, words=words)
        return labelled if labelled.agency or labelled.agency_name else None
    section = read_section(marker, text, plan=plan, words=words)
    return section if marker in _HEADING_MARKERS and section.says_something else None


def _may_head(line: str) -> bool:
    return len(line.split()) <= _LONGEST_HEADING and not is_place_and_date(line)


def letterhead_agency(lines: Iterable[str], *, plan: Plan, words: Vocabulary) -> Agency | None:
    """The agency whose letterhead stands above the title; the lowest one, because it issues the list."""
    above: list[str] = []
    for line in lines:
        if words.starts("title", line):
            break
        above.append(line)
    said = (words.after_label("sender_label", line) or line for line in _without_addressees(above, words))
    kept = [line for line in said if _may_name_sender(line, words)]
    named = [find_agency(line, plan) for line in _with_offices(kept)]
    return next((agency for agency in reversed(named) if agency), None)


def _without_addressees(lines: Sequence[str], words: Vocabulary) -> Iterator[str]:
    """The lines; what stands in the cell behind 'Đơn vị nhận báo cáo:' is not who sends."""
    for before, line in pairwise(("", *lines)):
        if not (before.endswith(":") and words.contains("not_the_sender", before)):
            yield line


def _with_offices(lines: Sequence[str]) -> Iterator[str]:
    """The lines, 'VĂN PHÒNG' read together with the body above it, whose office it is."""
    for place, line in enumerate(lines):
        yield f"{line} {lines[place - 1]}" if place and fold(line) == "van phong" else line


def covering_letter_agency(lines: Iterable[str], plan: Plan) -> Agency | None:
    """The agency of '(Kèm theo Công văn số … của Sở Y tế)': the list's sender when no letterhead says."""
    letters = [line for line in lines if _ISSUER in fold(line) and _FORM_OF not in fold(line)]
    named = [find_agency(line, plan) for line in letters]
    return next((agency for agency in named if agency), None)


def section_of_name(name: str, origin: str, *, plan: Plan) -> Section:
    """What the name of a sheet or file says: 'DS_LanhDaoPhong_SoYTe.xlsx'."""
    text = _NUMBER.sub("", spaced(name if origin == "sheet" else PurePath(name).stem))
    agency = find_agency(text, plan)
    return Section(origin, origin=origin, agency=agency, groups=groups_in(text, agency, plan))


def spaced(name: str) -> str:
    """The words of a file name written without spaces."""
    return _COPY.sub(" ", _CAMEL.sub(" ", re.sub(r"[_.+-]+", " ", name)))


def _may_name_sender(line: str, words: Vocabulary) -> bool:
    return not (
        is_place_and_date(line)
        or words.contains("not_the_sender", line)
        or words.starts("national_heading", line)
    )
