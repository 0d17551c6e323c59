"""What kind of row one row is: a person, or one of the rows that hold none.

`KINDS` is the whole classification: small questions in their order, the first one answered yes decides. Knows
a row, its columns and what went before; knows nothing of whole sheets.
"""

import re
from collections.abc import Callable

from roster.intake.departures import speaks_of_somebody, tells_of_somebody
from roster.intake.footnotes import sign_before
from roster.intake.letterhead import is_place_and_date
from roster.intake.look import COUNTED, NUMBER, TOLD, TYPED, Look, is_date_alone, is_place, is_signing_title
from roster.intake.office_lines import is_office_line, is_office_with_line, lines_of
from roster.intake.sections import split_marker
from roster.intake.sums import is_subtotal, is_total
from roster.intake.vocabulary import Vocabulary
from roster.names import clean_name
from roster.text import fold

PERSON = "person"
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[A-Za-z])[)\]]?(?:\s*=\s*[\d+()\s]+)?")
_PAGE = re.compile(r"(?:(?:trang|page|tr)\s*(?:so)?\s*\d+(?:\s*(?:of|tren)?\s*\d+)?)")
_PAGE_ALONE = re.compile(r"[-–—\s]*\d{1,3}\s*/\s*\d{1,3}[-–—\s]*|[-–—]\s*\d{1,3}\s*[-–—]")
_LOST = ("?", "\ufffd")  # a name of which nothing else is left was a name
_SHORTEST_HEADING = 3  # letters
_AFTER_NAME = re.compile(r"\s[-–]\s|\s*[,;:(]")
_LONGEST_NAME = 6  # words
_LONG_NOTE = 14  # words: a sentence, no name and no heading


def kind_of(look: Look) -> str:
    """`PERSON` or the reject code of the row."""
    return next((kind for kind, applies in KINDS if applies(look)), "outside_table")


def is_person_beyond_doubt(look: Look) -> bool:
    """A name with a known opening, numbered where the list is, with something told about the person."""
    if not look.name_is_own or (look.columns.numbered and not look.number):
        return False
    if look.words.starts("signature", look.name) or is_office_line(look) or is_office_with_line(look):
        return False
    told = look.tells(TYPED) or (look.tells(TOLD) and (bool(look.number) or _post_told(look)))
    return told and look.words.opens_a_name(look.name) and bool(clean_name(look.name).value.full_name)


def is_numbered_name(text: str, words: Vocabulary) -> bool:
    """'1. Nguyễn Văn An - Trưởng phòng - 0912 …' in one cell: a person, of whom nothing is in a column."""
    marker, rest = split_marker(text)
    name = _AFTER_NAME.split(rest, maxsplit=1)[0]
    capitals = all(word[:1].isupper() for word in name.split())
    numbered = marker == "number" and 1 < len(name.split()) <= _LONGEST_NAME
    return numbered and capitals and words.opens_a_name(name) and bool(clean_name(name).value.full_name)


def _post_told(look: Look) -> bool:
    return look.words.starts("post", look.columns.text(look.row, "position"))


def _is_column_numbers(look: Look) -> bool:
    own, texts = look.own, look.row.texts
    return (
        len(own) > (2 if look.people else 1)
        and all(_COLUMN_NUMBER.fullmatch(texts[column]) for column in own)
        and look.name_is_own
    )


def _is_page(look: Look) -> bool:
    if len(look.texts) != 1:
        return False
    text = look.texts[0]
    return bool(_PAGE.fullmatch(fold(text)) or (_PAGE_ALONE.fullmatch(text) and not look.number))


def _is_signature(look: Look) -> bool:
    if look.number and look.name:
        return False
    if any(look.words.starts("signature", t) or is_place_and_date(t) for t in look.texts):
        return not (look.more and look.name_is_own)
    if look.signing:
        resumes = look.more and look.section.says_something  # the next section of the same list
        return not (resumes or look.words.starts("note", look.texts[0]))
    posts = look.first_lines  # the name may stand below the post in the same cell
    if len(posts) > 1 and not look.more and not look.number and all(_signs(post, look) for post in posts):
        return True  # 'VĂN THƯ' in the column of names beside 'GIÁM ĐỐC'
    titled = not look.heading[0] and all(is_signing_title(post, look.words, look.plan) for post in posts)
    continues = look.before in (PERSON, "continuation_row") and not posts[0].isupper()
    return titled and not look.more and not look.number and not look.name_is_own and not continues


def _signs(text: str, look: Look) -> bool:
    """A post, or a function that signs, alone in its cell."""
    return is_signing_title(text, look.words, look.plan) or look.words.is_exactly("office_line", text)


def _is_note(look: Look) -> bool:
    if look.number and look.name:
        return False
    first = look.texts[0] if look.texts else ""
    if _is_remark_on_somebody(look, first) or _is_footnote(look, first):
        return True
    if look.words.starts("note", first) and not look.tells(TYPED):
        return True
    starred = first.startswith(("*", "(*"))
    sentence = len(look.texts) == 1 and len(first.split()) >= _LONG_NOTE
    if first.startswith("(*") or (starred and sentence):  # '* Lãnh đạo Sở' is a heading
        return True
    if look.before == "note_row" and len(look.texts) == 1 and not look.more:
        return not look.words.opens_a_name(look.heading[1])  # 'Ghi chú:' over several lines
    section = look.section
    return (starred or sentence) and not (section.says_something or section.post)


def _is_footnote(look: Look, text: str) -> bool:
    """'(1) Nghỉ hưu từ 01/01/2025' below 'Nguyễn Văn An (1)'."""
    return len(look.texts) == 1 and sign_before(text) in look.signs


def _is_remark_on_somebody(look: Look, text: str) -> bool:
    """'(Đồng chí Chính đang chờ quyết định nghỉ hưu)': that nobody below has left follows from 'Đồng chí'."""
    if len(look.texts) != 1 or look.number:
        return False
    if look.section.left:
        return speaks_of_somebody(text, look.previous_name, look.words)
    return look.columns.numbered and tells_of_somebody(text, look.words)


def _is_section(look: Look) -> bool:
    marker, text = look.heading
    lines = frozenset(lines_of(look)) if is_office_with_line(look) else frozenset()
    others = [
        t for c, t in zip(look.own, look.texts, strict=True) if c not in lines and not COUNTED.fullmatch(t)
    ]
    if (
        not look.texts
        or (not lines and _tells_of_somebody(look))
        or len(others) > (2 if _marker_apart(look) else 1)
    ):
        return False
    if not text:
        return bool(marker) and not look.number
    return _stands_left(look) and (look.section.says_something or _is_plain_heading(look, text))


def _tells_of_somebody(look: Look) -> bool:
    """Whether something is told beside a name; in a numbered column 'Họ tên, chức vụ' only numbers tell."""
    headed = look.columns.names_hold("position") and look.columns.numbered and not look.number
    return look.tells(tuple(f for f in TOLD if f != "position") if headed else TOLD)


def _is_section_amid(look: Look) -> bool:
    """A heading typed in the middle of its row, as if merged: 'I. LÃNH ĐẠO SỞ' in the column of posts."""
    marker, text = look.heading
    heads = marker in ("roman", "upper") or look.words.starts("leadership", text)
    return len(look.texts) == 1 and heads and not look.name_is_own and look.section.says_something


def _is_plain_heading(look: Look, text: str) -> bool:
    """Words that say nothing known and are no name; a numbered row is somebody, for a person to mend."""
    named = look.words.opens_a_name(text) and bool(clean_name(text).value.full_name)
    short = len(text) < _SHORTEST_HEADING or any(map(str.isdigit, text))
    return not (look.number or named or short or _is_name_fragment(look))


def _marker_apart(look: Look) -> bool:
    return len(look.texts) > 1 and bool(look.heading[0])


def _stands_left(look: Look) -> bool:
    """A heading stands in the number or name column, or is merged over several columns."""
    edge = max(look.columns.names, default=look.columns.first)
    first = look.own[0]
    return first <= edge or look.row.spans.get(first, first) - first > 1


def _is_blank_person(look: Look) -> bool:
    if not any(char.isalnum() or char in _LOST for text in look.texts for char in text):
        return True  # nothing but '…' or '---'
    if not look.columns.names:
        return len(look.own) == 1 and bool(NUMBER.fullmatch(look.texts[0]))
    lettered = any(map(str.isalnum, look.name)) or any(lost in look.name for lost in _LOST)
    vacant = look.words.starts("vacant", look.name.strip("( ")) or not lettered
    if look.name_is_own and look.name and vacant:
        return True
    return bool(look.number) and not look.name and not look.tells(TYPED)


def _is_below_name(look: Look) -> bool:
    """A date of birth, a post or a unit right under the name of the person it belongs to."""
    if look.before not in (PERSON, "continuation_row") or look.number or not look.name_is_own:
        return False
    if is_date_alone(look.name):
        return True
    if look.number_is_carried:  # the number is merged over both rows
        return is_place(look.name, look.words) or look.words.starts("post", look.name)
    bare = look.before == PERSON and not _AFTER_NAME.search(look.previous_name)
    post = look.columns.names_hold("position") and look.words.starts("post", look.name)
    return bare and post and not (look.name.isupper() and not look.previous_name.isupper())


def _is_continuation(look: Look) -> bool:
    if look.before not in (PERSON, "continuation_row") or look.number or not look.columns.names:
        return False
    if not look.name_is_own:
        mapped = {c for columns in look.columns.fields.values() for c in columns}
        return any(column in mapped for column in look.own)
    return _is_name_fragment(look)


def _is_name_fragment(look: Look) -> bool:
    """'HỒNG HẠNH' under 'NGUYỄN THỊ': the rest of a name, in a numbered list, in a row without a number."""
    if not look.columns.numbered or look.number or look.before != PERSON or look.tells(TYPED):
        return False
    words, before = len(look.name.split()), len(look.previous_name.split())
    if words > 1 and look.tells(TOLD) and look.words.opens_a_name(look.name):  # somebody without a number
        return False
    return bool(look.name) and words <= 2 and before + words <= 4 and (before <= 2 or words == 1)


def _is_person_in_one_cell(look: Look) -> bool:
    return not look.columns.names and len(look.texts) == 1 and is_numbered_name(look.texts[0], look.words)


def _is_person(look: Look) -> bool:
    if not look.columns.names:  # the columns are not known: a person maps them
        return len(look.own) > 1
    return look.name_is_own or (bool(look.number) and look.tells(TYPED))


KINDS: tuple[tuple[str, Callable[[Look], bool]], ...] = (
    ("column_number_row", _is_column_numbers),
    (PERSON, is_person_beyond_doubt),
    (PERSON, _is_person_in_one_cell),
    ("page_row", _is_page),
    ("continuation_row", _is_below_name),
    ("signature_block", _is_signature),
    ("subtotal_row", is_subtotal),
    ("total_row", is_total),
    ("note_row", is_office_line),
    ("note_row", _is_note),
    ("section_row", _is_section),
    ("section_row", _is_section_amid),
    ("blank_person_row", _is_blank_person),
    ("continuation_row", _is_continuation),
    (PERSON, _is_person),
)
"""The questions in their order. A person beyond doubt comes early, so that no word in such a row is taken for
a total or a signature; everything else that could be a name comes last."""
