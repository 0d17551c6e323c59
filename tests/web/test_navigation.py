from re import DOTALL, findall

import pytest
from flask import Flask

from tests.web.conftest import signed_in
from web import access, navigation


def top(app: Flask, role: str, path: str) -> str:
    text = signed_in(app, role).get(path).text
    return text[text.index('<ul class="rooms">') : text.index("</nav>")]


def rooms(app: Flask, role: str, path: str) -> dict[str, list[str]]:
    """The addresses of the rooms (with 'here' before that of the page) -> those of their pages."""
    found = findall(
        r'<li(?: class="(here)")?>\s*<a class="room" href="([^"]+)".*?>(.*?)</ul>',
        top(app, role, path),
        DOTALL,
    )
    return {here + address: findall(r'<li><a href="([^"]+)"', pages) for here, address, pages in found}


def test_the_pages_stand_by_room(app: Flask) -> None:
    assert rooms(app, "admin", "/audit/") == {
        "/": ["/", "/collecting/", "/import/", "/lists/", "/review", "/people/", "/counts/", "/rounds/"],
        "/export/": [
            *("/export/", "/hand-overs/", "/hand-overs/entered/", "/hand-overs/columns/"),
            *("/follow-up/", "/replacements/"),
        ],
        "/sipas/frames/": [
            *("/sipas/frames/", "/sipas/designs/", "/sipas/designs/size", "/sipas/draws/"),
            *("/sipas/fieldwork/", "/sipas/fieldwork/map"),
        ],
        "/plan/": [
            *("/plan/", "/scoring/board/", "/scoring/catalogue/", "/scoring/checks/", "/scoring/year/"),
            *("/scoring/appraisal/", "/scoring/documents/", "/scoring/surveys/", "/scoring/output/"),
        ],
        "here/audit/": ["/audit/", "/users/", "/tokens/", "/settings/"],
    }


def test_a_room_without_a_page_for_the_account_is_not_there(app: Flask) -> None:
    assert rooms(app, "viewer", "/counts/") == {
        "here/": ["/", "/collecting/", "/lists/", "/review", "/people/", "/counts/", "/rounds/"],
        "/follow-up/": ["/follow-up/", "/replacements/"],
        "/sipas/frames/": [
            *("/sipas/frames/", "/sipas/designs/", "/sipas/designs/size", "/sipas/draws/"),
            *("/sipas/fieldwork/", "/sipas/fieldwork/map"),
        ],
        "/plan/": [
            *("/plan/", "/scoring/board/", "/scoring/catalogue/", "/scoring/checks/", "/scoring/year/"),
            *("/scoring/appraisal/", "/scoring/documents/", "/scoring/surveys/"),
        ],
    }
    assert rooms(app, "editor", "/")["here/"][2] == "/import/"


@pytest.mark.parametrize(
    ("path", "page"), [("/review/people", "/review"), ("/people/add", "/people/"), ("/", "/")]
)
def test_one_page_is_marked_also_on_those_that_belong_to_it(app: Flask, path: str, page: str) -> None:
    assert findall(r'<li><a href="([^"]+)" aria-current="page"', top(app, "admin", path)) == [page]


@pytest.mark.parametrize("role", ["admin", "editor", "approver", "viewer"])
def test_the_navigation_shows_what_the_views_open(app: Flask, role: str) -> None:
    shown = {address for pages in rooms(app, role, "/").values() for address in pages}
    client = signed_in(app, role)
    with app.test_request_context():
        every = {app.url_for(endpoint) for _room, endpoint, _label in navigation.PAGES}
    assert {address for address in every if client.get(address).status_code != 403} == shown


def test_every_page_named_says_its_right(app: Flask) -> None:
    assert all(access.need_of(app, endpoint) for _room, endpoint, _label in navigation.PAGES)
