"""The table of problem codes: complete, one kind each, every sentence usable in both languages."""

import pytest

from roster import messages, problems
from roster.problems import FILE_ERRORS, FLAGS, HOLDS, LATER, NOTICES, PROBLEMS, REJECTS

PROMISED = {
    "flags": """
        bad_date implausible_date two_digit_year partial_date date_serial_text bad_phone old_prefix two_phones
        landline foreign_phone no_phone scientific bad_cccd cmnd_9_digits cccd_zero_restored
        cccd_gender_mismatch cccd_year_mismatch cccd_duplicate cccd_province_unknown lookalike no_diacritics
        hidden_row strikethrough left_post formula_no_value extra_empty_fields
        same_person_other_role not_eligible
        """,
    "rejects": """
        letterhead header_row outside_table section_row hidden_sheet signature_block total_row subtotal_row
        blank_person_row page_row repeated_header continuation_row column_number_row note_row
        """,
    "holds": "bad_name lost_characters wrong_field_count needs_mapping",
    "file errors": "empty no_rows corrupt password too_large xml_entity scanned_pdf not_a_spreadsheet"
    " not_understood",
    "notices": "macro extension",
}


def promised(kind: str) -> set[str]:
    return set(PROMISED[kind].split())


def test_the_codes_promised_to_other_programs_are_there() -> None:
    assert promised("flags") <= FLAGS
    assert promised("rejects") == REJECTS
    assert promised("holds") == HOLDS
    assert promised("file errors") == FILE_ERRORS
    assert promised("notices") <= NOTICES


def test_every_code_is_of_one_kind() -> None:
    kinds = [FLAGS, HOLDS, REJECTS, LATER, FILE_ERRORS, NOTICES]
    assert sum(map(len, kinds)) == len(PROBLEMS) == len(frozenset().union(*kinds))


def test_severity_follows_the_kind() -> None:
    assert {PROBLEMS[code].severity for code in HOLDS | FILE_ERRORS} == {"error"}
    assert {PROBLEMS[code].severity for code in REJECTS} == {"notice"}
    assert {PROBLEMS[code].severity for code in FLAGS | NOTICES} == {"warning", "notice"}


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_sentence_can_be_said(code: str) -> None:
    messages.set_language("en")
    try:
        assert problems.sentence(
            code, declared="25", found="24", reference="a1", heading="x", number="3"
        ).endswith(".")
    finally:
        messages.set_language("vi")


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        problems.sentence("no_such_code")
