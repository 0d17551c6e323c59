"""Whether a remark says that somebody has left the post it stands beside, and of whom it speaks.

Knows remarks, people's names and the plan's agencies; knows nothing of columns or of where a row stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from roster.intake.vocabulary import Vocabulary
from roster.name_keys import accent_key
from roster.plan import Agency, Plan
from roster.units import find_agency

_SENTENCE_END = re.compile(r"\s*[;\n]\s*|(?<=[^\W\d_A-ZĐ]{2})\.\s+|(?<=\d)\.\s+")  # not in 'TS. Trần Văn A'
_YEAR = re.compile(r"(?:(?<=[/.-])|(?<=năm ))20\d\d(?!\d|/\D)", re.IGNORECASE)  # no number of a decision
_PLACE_END = re.compile(
    r"\s*[,;:()]|\s[-–]\s|\s+(?:từ|kể từ)\s+(?=\d|(?:ngày|tháng|năm|quý|đầu|giữa|cuối)\s)", re.IGNORECASE
)
_LONGEST_DUTY = 6  # words between 'chuyển sang' and the place: 'làm Phó Chủ tịch Thường trực UBND …'
_OPENINGS = "(*+-–•[ "
_NAME_END = ".,;:()"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a remark stands beside: the name, and the agency where the post is held, as far as known."""

    name: str = ""
    agency: Agency | None = None


NOBODY = Holder()


def says_left(text: str, *, words: Vocabulary, plan: Plan, holder: Holder = NOBODY) -> bool:
    """Whether a remark beside `holder` (or a heading) says that the post is left within this round.

    A duty ('Theo dõi chế độ nghỉ hưu') is none, nor what is said of a predecessor ('thay đ/c … nghỉ hưu') or
    of somebody else, nor a retirement in a year after the plan's last deadline.
    """
    if not (words.contains("left_post", text) or words.contains("moved_to", text)):
        return False  # most texts of a long list, and its words are looked up once
    return any(_leaves(sentence, words, plan, holder) for sentence in _sentences(text))


def names(text: str, name: str, words: Vocabulary) -> bool:
    """Whether a sentence begins with this person: 'Đ/c Chính …', 'Bành Công Chính …' of Bành Công Chính."""
    if not name:
        return False
    said = _person_in(text, words)
    return accent_key(text.lstrip(_OPENINGS)).startswith(f"{accent_key(name)} ") or _given(name) in said


def speaks_of_somebody(text: str, name_above: str, words: Vocabulary) -> bool:
    """Whether a row of text is a remark on one person, in brackets or by name, and no heading of several."""
    inside = text.strip().startswith("(") and text.strip(". ").endswith(")")
    if inside and not words.starts("several_people", text.lstrip(_OPENINGS)):
        return True
    return bool(_person_in(text, words)) or names(text, name_above, words)


def tells_of_somebody(text: str, words: Vocabulary) -> bool:
    """Whether a text goes on after 'Đồng chí Hà': 'Đồng chí Hà đang đi học', not 'Đồng chí Hà' alone."""
    return bool(_person_in(text, words)) and any(word.islower() for word in text.split()[2:])


def _sentences(text: str) -> Iterator[str]:
    return filter(None, map(str.strip, _SENTENCE_END.split(text)))


def _leaves(sentence: str, words: Vocabulary, plan: Plan, holder: Holder) -> bool:
    said = words.before("predecessor", sentence)
    if holder.name and _person_in(said, words) and not names(said, holder.name, words):
        return False
    if not (_says_so(said, words) or _goes_elsewhere(said, words, plan, holder.agency)):
        return False
    years = [int(year) for year in _YEAR.findall(said)]
    return not years or min(years) <= _last_year(plan)


def _says_so(text: str, words: Vocabulary) -> bool:
    if not words.contains("left_post", text):
        return False
    return not words.starts("stays_in_post", text) or words.contains("stays_in_post", text)


def _goes_elsewhere(text: str, words: Vocabulary, plan: Plan, own: Agency | None) -> bool:
    """Whether somebody goes to another agency; 'chuyển về Sở' at that very agency is an arrival."""
    target = _PLACE_END.split(words.after("moved_to", text), maxsplit=1)[0].split()
    rests = (" ".join(target[start:]) for start in range(min(_LONGEST_DUTY, len(target))))
    place = next((r for r in rests if words.starts("agency", r) or words.starts("other_place", r)), "")
    if not place or target[0].lower() == "từ":  # 'chuyển về từ Sở Y tế'
        return False
    return not (_is_bare(place, words, own) or (own and find_agency(place, plan) == own))


def _is_bare(place: str, words: Vocabulary, own: Agency | None) -> bool:
    """'Sở' in a department's list and 'UBND huyện' in a district's are the very agency."""
    in_district = own is not None and own.kind == "huyen"
    kinds = ["own_district"] * (in_district or own is None) + ["own_department"] * (not in_district)
    return any(words.is_exactly(kind, place) for kind in kinds)


def _person_in(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The name after 'Đồng chí', 'Ông' … at the start, as keys of its words; () when it begins otherwise."""
    said = text.lstrip(_OPENINGS).split()
    opening = next((n for n in (2, 1) if words.is_exactly("somebody", " ".join(said[:n]))), 0)
    if not opening:
        return ()
    named = takewhile(lambda word: word[:1].isupper(), said[opening:])
    return tuple(accent_key(word.strip(_NAME_END)) for word in named)


def _given(name: str) -> str:
    return accent_key(name).rpartition(" ")[2]


def _last_year(plan: Plan) -> int:
    return max((deadline.day.year for deadline in plan.deadlines), default=plan.year)
