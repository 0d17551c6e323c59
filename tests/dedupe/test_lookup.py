"""Who on a known list a few records are: pairs between the two only, whatever stands beside them."""

from dataclasses import replace
from typing import Any

from roster.dedupe import lookup
from roster.model import PersonRecord, Source
from roster.services.matching import weights


def person(row: int, name: str, **fields: Any) -> PersonRecord:
    return PersonRecord(Source("roster", "", row), name, **fields)


AN = person(
    1, "Nguyễn Văn An", dob="1970-02-03", phones=("+84912345671",), agency="Sở Y tế", agency_code="so_y_te"
)
NAMESAKE = person(2, "Nguyễn Văn An", dob="1982-10-11", agency="Sở Xây dựng", agency_code="so_xay_dung")
BINH = person(3, "Trần Thị Bình", dob="1975-04-05", agency="Sở Y tế", agency_code="so_y_te")
KNOWN = (AN, NAMESAKE, BINH)


def asked(one: PersonRecord, **fields: Any) -> PersonRecord:
    return replace(one, **({"source": Source("answered.xlsx", "Sheet1", 9)} | fields))


def test_strong_identifiers_are_beyond_doubt_and_namesakes_are_told_apart() -> None:
    (hits,) = lookup.find(KNOWN, [asked(AN)], model=weights.in_use())
    assert (hits[0].at, hits[0].band) == (0, "same")
    assert [hit.band for hit in hits].count("same") == 1


def test_a_name_alone_is_asked_about_and_a_stranger_is_nobody() -> None:
    name_only = asked(person(1, "Trần Thị Bình"))
    found = lookup.find(KNOWN, [name_only, asked(person(1, "Vũ Quốc Lạ"))], model=weights.in_use())
    assert [(hit.at, hit.band) for hit in found[0]] == [(2, "ask")]
    assert found[1] == ()


def test_the_records_asked_about_are_not_compared_with_each_other() -> None:
    stranger = asked(person(1, "Vũ Quốc Lạ", dob="1960-01-01", phones=("+84912345699",)))
    assert lookup.find(KNOWN, [stranger, stranger], model=weights.in_use()) == ((), ())
    assert lookup.find((), [stranger], model=weights.in_use()) == ((),)
    assert lookup.find(KNOWN, [], model=weights.in_use()) == ()
