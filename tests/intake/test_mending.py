"""One record mended: its values, its flags, and whether it is held."""

from datetime import date

import pytest

from roster.intake.mending import FIELDS, mend, stated_text, value_text
from roster.intake.setting import Setting
from roster.intake.vocabulary import load_vocabulary
from roster.intake.walk import Words
from roster.model import PersonRecord, Problem, Source
from roster.plan import load_plan
from roster.positions import load_positions

PLACE = Source("a.csv", "", 5)
AN = PersonRecord(
    PLACE,
    "Nguyễn Văn An",
    dob="1970-01-02",
    gender="Nam",
    position="Giám đốc Sở",
    agency="Sở Nội vụ",
    agency_code="so_noi_vu",
    group="lanh_dao_so",
    group_origin="declared:title",
    rule_group="lanh_dao_so",
    raw={"full_name": "NGUYỄN VĂN AN", "dob_day": "2", "dob_month": "1", "dob_year": "1970"},
    key="k",
)


@pytest.fixture(scope="module")
def setting() -> Setting:
    words = Words(load_vocabulary(), load_plan("daknong-2024-demo"))
    return Setting("", "", words, load_positions(), date(2024, 12, 12))


def said(code: str, column: str) -> Problem:
    return Problem(code, "warning", PLACE, column)


def test_nothing_else_changes(setting: Setting) -> None:
    mended = mend(AN, (), {"phone": "0912345678"}, setting).record
    assert mended.phones == ("+84912345678",)
    for field in set(FIELDS) - {"phone"}:
        assert value_text(mended, field) == value_text(AN, field)
    assert (mended.raw, mended.key, mended.source) == (AN.raw, AN.key, AN.source)


@pytest.mark.parametrize("field", FIELDS)
def test_stating_a_clean_value_again_changes_nothing(setting: Setting, field: str) -> None:
    full = mend(AN, (), {"phone": "0912345678", "email": "an@so.vn", "cccd": "067070000123"}, setting).record
    again = mend(full, (), {field: value_text(full, field)}, setting).record
    assert value_text(again, field) == value_text(full, field)


def test_what_the_list_states_is_quoted_as_typed() -> None:
    assert stated_text(AN, "full_name") == "NGUYỄN VĂN AN"
    assert stated_text(AN, "dob") == "2/1/1970"
    assert (stated_text(AN, "position"), stated_text(AN, "phone")) == ("Giám đốc Sở", "")


def test_contradictions_between_fields_come_and_go(setting: Setting) -> None:
    wrong = mend(AN, (), {"cccd": "067170000123"}, setting)
    assert "cccd_gender_mismatch" in wrong.record.flags
    right = mend(wrong.record, wrong.problems, {"gender": "Nữ"}, setting)
    assert "cccd_gender_mismatch" not in right.record.flags


def test_flags_of_other_fields_and_of_the_row_stay(setting: Setting) -> None:
    problems = (said("bad_phone", "phone"), said("hidden_row", ""), said("strikethrough", "full_name"))
    flagged = mend(AN, problems, {}, setting).record
    mended = mend(flagged, problems, {"full_name": "Nguyễn Văn Ân"}, setting)
    assert set(mended.record.flags) == {"bad_phone", "hidden_row", "strikethrough"}


def test_an_agency_outside_the_plan_is_flagged(setting: Setting) -> None:
    away = mend(AN, (), {"agency": "Công ty Rồng Đất"}, setting)
    assert (away.record.agency, away.record.agency_code) == ("Công ty Rồng Đất", None)
    assert "agency_unknown" in away.record.flags
    back = mend(away.record, away.problems, {"agency": "SNV"}, setting)
    assert (back.record.agency_code, "agency_unknown" in back.record.flags) == ("so_noi_vu", False)


def test_where_headings_decided_the_group_stays_and_is_flagged(setting: Setting) -> None:
    """The record's own unit alone would give another group than the list's headings did."""
    from dataclasses import replace

    within = replace(AN, position="Trưởng phòng", unit="Phòng Kỹ thuật", rule_group=None, group=None)
    mended = mend(within, (), {"position": "Trưởng Phòng"}, setting).record
    assert (mended.group, "group_not_checked" in mended.flags) == (None, True)
    settled = mend(within, (), {"position": "Trưởng Phòng", "group": "lanh_dao_phong"}, setting).record
    assert (settled.group, "group_not_checked" in settled.flags) == ("lanh_dao_phong", False)


@pytest.mark.parametrize("reason", ["wrong_field_count", "needs_mapping"])
def test_a_row_that_was_not_read_needs_a_name_and_a_post(setting: Setting, reason: str) -> None:
    held = PersonRecord(PLACE, "", held=reason)
    problems = (said(reason, "full_name"),)
    assert mend(held, problems, {"position": "Giám đốc Sở"}, setting).record.held == reason
    assert mend(held, problems, {"full_name": "Lê Văn Bảy"}, setting).record.held == reason
    texts = {"full_name": "Lê Văn Bảy", "position": "Giám đốc Sở", "agency": "Sở Nội vụ"}
    mended = mend(held, problems, texts, setting)
    assert (mended.record.held, mended.record.group, mended.problems) == (None, "lanh_dao_so", ())


def test_every_lost_letter_must_be_mended(setting: Setting) -> None:
    held = PersonRecord(PLACE, "Lê Văn C?ờng", position="Tr??ng phòng", held="lost_characters")
    half = mend(held, (), {"full_name": "Lê Văn Cường"}, setting).record
    assert half.held == "lost_characters"
    whole = mend(held, (), {"full_name": "Lê Văn Cường", "position": "Trưởng phòng"}, setting).record
    assert whole.held is None
