"""What headings inside and above a list say about the rows below: agency, unit and group.

Knows markers (I., 1., a)), the plan's names and the order of headings; knows nothing of people or columns.
A stack of sections is a tuple; a new heading takes the place of the last one of its own kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roster.intake.departures import says_left
from roster.intake.vocabulary import Vocabulary
from roster.plan import Agency, Plan
from roster.text import fold
from roster.units import declared_groups, find_agency

_MARKER = re.compile(
    r"""^\s*[(\[]?(?:
        (?P<decimal>\d{1,2}(?:\.\d{1,2})+)\.?(?=\s|$|[^\d.])
      | (?P<roman>[IVX]{1,5})(?=\s*[.)\]:/-]|\s|$)
      | (?P<number>\d{1,3})(?=\s*[.)\]:/-]|$|\s)
      | (?P<upper>[A-ZĐ])(?=\s*[.)\]:/-]|$)
      | (?P<lower>[a-zđ])(?=\s*[.)\]:/]|$)
      | (?P<dash>[-+•*–])(?=\s|$|\w)
    )[.)\]:/-]*\s*(?:[-–:]\s+)?""",
    re.VERBOSE,
)
_COUNT = re.compile(
    r"[\s:;,–-]*\(?\s*(?:gồm|có|tổng số)?\s*:?\s*\d+\s*"
    r"(?:người|đồng chí|đ/c|đại biểu|cán bộ|công chức)\s*\)?\s*[.:]*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*\((?:tiếp(?: theo)?|tt|(?:địa chỉ|đ/c|đc|trụ sở|điện thoại|sđt|đt|email|fax)\s*:[^()]*)\)(?=\s*$)",
    re.IGNORECASE,
)  # '(tiếp theo)' on the next page, an address
_PLAIN_UNIT = "plain unit"
_GENERIC_WORDS = 2  # 'phòng nghiệp vụ' may be a name, 'trung tâm' is none
_LEADERS = re.compile(r"^lãnh đạo\s+(?:các\s+)?", re.IGNORECASE)
_LEADERS_OF = re.compile(r"(lãnh đạo) (ban|thanh tra|văn phòng)(?=\s*(?:[,;.&(-]|và\s|$))", re.IGNORECASE)
_JOINTS = re.compile(r"\s*[,;&+]\s*|\s+[-–]\s+|\s+và\s+", re.IGNORECASE)
_PIECES = re.compile(r"\s+[-–]\s+|\s*[;,(/)]\s*|\s+thuộc\s+|\s+trực thuộc\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what it says. `kind` is its place in the order: sections of one kind follow each other.

    `agency_name` are the heading's own words for an agency the plan does not have; `origin` is one of
    section, sheet, title, file, sender. `leadership`: of an agency as a whole, over once a unit follows.
    `post`: that of all below it ('II. Phó Giám đốc'). `left`: those below it have left theirs. `words`: of a
    heading without number that names nothing known, perhaps a unit.
    """

    kind: str
    origin: str = "section"
    agency: Agency | None = None
    agency_name: str | None = None
    unit: str | None = None
    groups: tuple[str, ...] = ()
    leadership: bool = False
    post: str | None = None
    left: bool = False
    words: str = ""

    @property
    def says_something(self) -> bool:
        """Whether the heading names an agency, a unit or a group, or says that people have left."""
        return bool(self.agency or self.agency_name or self.unit or self.groups or self.left)


Stack = tuple[Section, ...]


def split_marker(text: str) -> tuple[str, str]:
    """'II. Sở Y tế (5 người)' as ('roman', 'Sở Y tế'); ('', text) without a marker."""
    found = _MARKER.match(text)
    marker = found.lastgroup or "" if found else ""
    return marker, _without_count(text[found.end() :] if found else text)


def _without_count(text: str) -> str:
    return _COUNT.sub("", _ASIDE.sub("", text)).strip(" :;.")


def read_section(
    marker: str, text: str, *, plan: Plan, words: Vocabulary, within: Agency | None = None
) -> Section:
    """What a heading says; `marker` is the kind of its number, `text` the words after it.

    `within` is the agency in force: 'Lãnh đạo Ban' under Ban Dân tộc are that agency's leaders.
    """
    agency = find_agency(text, plan)
    groups = groups_in(text, agency or within, plan)
    rest = _LEADERS.sub("", text)
    is_unit = is_unit_name(rest, words) and not words.starts("leadership", rest)
    unit = unit_within(rest, agency, plan=plan, words=words) if is_unit else None
    if groups and not _is_one_unit(rest, words):
        unit = None
    named = not (agency or unit or groups) and " " in text and words.starts("agency", text)
    kind = "group" if groups else "agency" if agency or named else "unit" if unit else "text"
    unknown = kind == "text" and not marker and not words.starts("no_unit", text)
    return Section(
        marker or f"plain {kind}",
        agency=agency,
        agency_name=text if named else None,
        unit=unit,
        groups=groups,
        leadership=len(groups) == 1 and not is_unit and words.starts("leadership", text),
        post=None if agency or named or unit or groups else _post(text, words),
        left=says_left(text, words=words, plan=plan),
        words=text if unknown else "",
    )


def _post(text: str, words: Vocabulary) -> str | None:
    """'Phó Giám đốc' of 'Các Phó Giám đốc', which is a post of each of them; None where no post stands."""
    post = words.without("plural", text)
    return post if words.starts("post", post) else None


def _is_one_unit(text: str, words: Vocabulary) -> bool:
    """'Lãnh đạo Phòng Tổ chức cán bộ' names a unit, 'Lãnh đạo phòng chuyên môn, trung tâm' only a group."""
    joined = _JOINTS.search(text) or words.contains("generic_unit", text)
    return len(text.split()) > _GENERIC_WORDS and not joined


def groups_in(text: str, agency: Agency | None, plan: Plan) -> tuple[str, ...]:
    """The groups that words announce, 'lãnh đạo Ban' and the like read with the agency they stand under."""

    def in_full(found: re.Match[str]) -> str:
        short = agency is not None and fold(agency.name).startswith(fold(found[2]))
        return f"{found[1]} {agency.name}" if agency and short else found[0]

    text = _LEADERS_OF.sub(in_full, text)
    return tuple(dict.fromkeys((*declared_groups(text, plan), *_joined_groups(text, plan))))


def _joined_groups(text: str, plan: Plan) -> Iterator[str]:
    """'Lãnh đạo Sở, các phòng' are two groups: the second only lacks the words 'lãnh đạo'."""
    first, *others = _JOINTS.split(text)
    for piece in others:
        if "lãnh đạo" in first.lower() and find_agency(piece, plan) is None:
            yield from declared_groups(f"lãnh đạo {piece}", plan)


def unit_within(text: str, agency: Agency | None, *, plan: Plan, words: Vocabulary) -> str | None:
    """The part of 'Phòng Tổ chức - Sở Nội vụ' that is not the agency; None when nothing is left."""
    if agency is None:
        return text or None
    cut = _without_name(text, agency)
    pieces = [piece.strip() for piece in _PIECES.split(cut) if not _is_part_of_name(piece, agency, plan)]
    rest = [piece for piece in pieces if find_agency(piece, plan) != agency]
    if rest and (cut != text or len(rest) < len(pieces)):
        return ", ".join(rest)
    return text if cut == text and is_unit_name(text, words) else None


def _is_part_of_name(piece: str, agency: Agency, plan: Plan) -> bool:
    """What is left of the agency's name: 'UBND' of 'UBND H.Đắk Mil', or the province after it."""
    words = fold(piece)
    names = (*map(fold, (agency.name, *agency.aliases)), f"tinh {fold(plan.province)}")
    return any(name.startswith(words) for name in names) or words == fold(plan.province)


def _without_name(text: str, agency: Agency) -> str:
    """The text without the agency's name, whose own commas and dashes divide nothing."""
    for name in sorted((agency.name, *agency.aliases), key=len, reverse=True):
        spaced = r"\W+".join(re.findall(r"\w+", name))
        cut, found = re.subn(rf"(?<!\w){spaced}(?!\w)", " ; ", text, count=1, flags=re.IGNORECASE)
        if found:
            return cut
    return text


def is_unit_name(text: str, words: Vocabulary) -> bool:
    """Whether the words begin like a part of an agency (Phòng …) rather than an agency (Ban Dân tộc)."""
    return words.weight("unit", text) > words.weight("agency", text)


def push(stack: Stack, section: Section) -> Stack:
    """The stack after a new heading: the last one of its kind and all under it are over."""
    section = _as_unit(section, stack)
    if stack and _is_over(stack[-1], section):
        stack = stack[:-1]
    for place, known in enumerate(stack):
        if known.origin == "section" and known.kind == section.kind:
            return (*stack[:place], section)
    return (*stack, section)


def _as_unit(section: Section, stack: Stack) -> Section:
    """'Nhà Thiếu nhi' after 'Bảo tàng tỉnh': where headings are units, one that nobody knows is one too."""
    among_units = any(known.kind == _PLAIN_UNIT and known.origin == "section" for known in stack)
    if not section.words or section.says_something or not among_units:
        return section
    return replace(section, kind=_PLAIN_UNIT, unit=section.words)


def _is_over(known: Section, section: Section) -> bool:
    """'Ban Giám đốc' says nothing about the people of 'Phòng Tổ chức' right after it."""
    leadership = known.leadership and known.origin == "section"
    return leadership and section.unit is not None and not section.groups


def agency_of(stack: Stack) -> tuple[Agency | None, str | None]:
    """The agency in force: the plan's, or the heading's own words for one it does not have."""
    for section in reversed(stack):
        if section.agency or section.agency_name:
            return section.agency, section.agency_name
    return None, None


def units_of(stack: Stack) -> tuple[str, ...]:
    """The units in force from the inside out: those named since the last agency, or with it."""
    units: list[str] = []
    for section in reversed(stack):
        if section.unit:
            units.append(section.unit)
        if section.agency or section.agency_name:
            break
    return tuple(units)


def groups_of(stack: Stack) -> tuple[tuple[str, ...], str]:
    """The groups declared nearest to the rows, and where: section, then sheet, title, file, sender."""
    return next(((s.groups, s.origin) for s in reversed(stack) if s.groups), ((), ""))


def post_in(stack: Stack) -> str:
    """The post that the nearest heading gives to all below it, or ''; one that names a group ends it."""
    nearest = next((s for s in reversed(stack) if s.post or (s.groups and s.origin == "section")), None)
    return (nearest.post if nearest else None) or ""


def left_in(stack: Stack) -> bool:
    """Whether a heading above says that the people below it have left their posts."""
    return any(s.left and s.origin == "section" for s in stack)


def names_agency(stack: Stack) -> bool:
    """Whether a section row (not title, sheet or file) names the agency."""
    return any(s.origin == "section" and (s.agency or s.agency_name) for s in stack)


def heading_of(texts: Sequence[str]) -> tuple[str, str]:
    """Marker and words of a section row from its cells: 'II' | 'Sở Y tế', or 'II. Sở Y tế' in one cell."""
    if len(texts) > 1:
        marker, rest = split_marker(texts[0])
        if not rest:
            return marker, _without_count(texts[1])
    return split_marker(texts[0]) if texts else ("", "")
