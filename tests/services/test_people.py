from typing import Any

from sqlalchemy.orm import Session

from roster.plan import Plan
from roster.services import people
from roster.services.editing import additions, edits
from roster.services.incoming import intake
from roster.services.people import Wanted
from roster.services.reviewing import review
from tests.services.conftest import TODAY
from tests.services.lists import delegate, person, reading

NAMES = ("Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Hùng", "Đỗ Hưng", "Y Hung", "Nguyễn Văn An")


def names(session: Session, wanted: Wanted, **page: int) -> list[str]:
    found = people.search(session, wanted, page=page.get("page", 1), per_page=page.get("per_page", 50))
    return [one.record.full_name for one in found.found]


def test_in_the_order_of_given_names_page_by_page(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", *map(person, NAMES))], by="t")
    ordered = ["Nguyễn Văn An", "Nguyễn Thị Ánh", "Trần Văn Bình", "Y Hung", "Lê Hùng", "Đỗ Hưng"]
    assert names(session, Wanted()) == ordered
    for size in range(1, len(NAMES) + 2):  # also pages that are met from the end
        pages = (names(session, Wanted(), page=page, per_page=size) for page in range(1, len(NAMES) + 1))
        assert [name for page in pages for name in page] == ordered
    assert names(session, Wanted(), page=4, per_page=2) == []
    assert people.search(session, Wanted(), page=4, per_page=2).total == len(NAMES)


def test_the_total_of_many_is_counted_apart(session: Session) -> None:
    many = [person(f"Nguyễn Văn An {letter}") for letter in map(chr, range(0x100, 0x100 + 600))]
    intake.add(session, [reading("a.xlsx", *many)], by="t")
    for page in (1, 12, 13):
        assert people.search(session, Wanted("nguyen"), page=page, per_page=50).total == 600
    assert len(names(session, Wanted("nguyen"), page=12)) == 50


def test_accents_are_meant_where_they_are_typed(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", *map(person, NAMES))], by="t")
    assert names(session, Wanted("hung")) == ["Y Hung", "Lê Hùng", "Đỗ Hưng"]
    assert names(session, Wanted("Hưng")) == ["Đỗ Hưng"]
    assert names(session, Wanted("Đỗ h")) == ["Đỗ Hưng"]


def test_lists_no_longer_in_force_are_not_found(session: Session) -> None:
    intake.add(session, [reading("a.xlsx", person("Lê Hùng"))], by="t")
    intake.withdraw(session, ["a.xlsx"], by="t")
    assert names(session, Wanted()) == []


def test_what_is_mended_is_found_by_its_new_words(session: Session, plan: Plan) -> None:
    intake.add(session, [reading("a.xlsx", person("Lê Hùng"))], by="t")
    (found,) = people.search(session, Wanted(), page=1, per_page=50).found
    edits.correct(session, found.record.key, {"full_name": "Lê Mạnh"}, plan=plan, today=TODAY, by="t")
    assert (names(session, Wanted("manh")), names(session, Wanted("hung"))) == (["Lê Mạnh"], [])
    edits.exclude(session, [found.record.key], "nghỉ", plan=plan, today=TODAY, by="t")
    assert names(session, Wanted(state="excluded")) == ["Lê Mạnh"]
    assert names(session, Wanted(state="counted")) == []


def test_by_hand_flag_and_group(session: Session, plan: Plan) -> None:
    flagged = person("Lê Hùng", flags=("not_eligible", "bad_phone"))
    intake.add(session, [reading("a.xlsx", flagged, person("Đỗ Hưng", group=None))], by="t")
    additions.add(session, {"full_name": "Y Hung"}, plan=plan, today=TODAY, by="t")
    assert names(session, Wanted(state="by_hand")) == ["Y Hung"]
    assert names(session, Wanted(flag="bad_phone")) == ["Lê Hùng"]
    assert names(session, Wanted(flag="bad")) == []
    assert names(session, Wanted(state="not_eligible")) == ["Lê Hùng"]
    assert "Đỗ Hưng" in names(session, Wanted(group=people.ELSEWHERE))
    assert {"bad_phone", "not_eligible"} <= set(people.flags(session))


def test_one_person_with_all_roles_and_the_group_that_stays(session: Session, plan: Plan) -> None:
    facts: dict[str, Any] = {"dob": "1970-02-03", "phones": ("+84912345678",), "cccd": "067070001234"}
    lists = [
        reading("a.xlsx", person("Lê Văn Hùng", **facts)),
        reading("b.xlsx", delegate("Lê Văn Hùng", **facts)),
    ]
    intake.add(session, lists, by="t")
    review.ensure_compared(session, by="t")
    (first, _) = people.search(session, Wanted("hung"), page=1, per_page=50).found
    assert first.others == 1
    one = people.person(session, first.record.key, plan=plan)
    assert {role.record.source.file for role in one.roles} == {"a.xlsx", "b.xlsx"}
    assert one.kept["hdnd_first"] == (plan.delegate_group,)
    assert "912345678" not in repr(one)
    assert people.unmask(session, one.key, by="t").phones == ("+84912345678",)
