import re
from datetime import datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from roster import datafiles, privacy
from roster.services.serving import samples
from web import copying, house


def test_says_what_is_in_use(client: FlaskClient) -> None:
    text = unescape(client.get("/settings/").text)
    rules, here = privacy.load_rules(), house.of(client.application)
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    assert re.findall(r"data-law>([^<]+)<", text) == [rules.law(today)]
    assert re.findall(r'data-days="(\d+)"', text) == [str(rules.days(today))]
    assert f'data-plan="{here.plan.code}"' in text
    assert here.database.place in text
    assert all(law.source in text for law in rules.legal_basis)


def own(client: FlaskClient) -> dict[str, str]:
    return dict(re.findall(r'data-file="(\w+)" data-own="(\w+)"', client.get("/settings/").text))


def said(client: FlaskClient) -> list[str]:
    return re.findall(r'data-notice="(\w+)"', client.get("/settings/").text)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("plan", "plans/daknong-2024.toml"), ("privacy", "privacy.toml"), ("backup", "backup.toml")],
)
def test_a_copy_to_edit_is_made_once_and_checked(
    client: FlaskClient, tmp_path: Path, kind: str, name: str
) -> None:
    assert own(client)[kind] == "no"
    assert client.post("/settings/copy", data={"kind": kind}).status_code == 303
    assert own(client)[kind] == "yes"
    copy = tmp_path / "data-folder" / name
    assert copy.read_bytes() == datafiles.shipped(name).read_bytes()
    said(client)
    client.post("/settings/check", data={"kind": kind})
    assert said(client) == ["done"]
    copy.write_text(copy.read_text(encoding="utf-8") + "\nunknown = 1\nother = 2\n", encoding="utf-8")
    client.post("/settings/copy", data={"kind": kind})
    assert "unknown" in copy.read_text(encoding="utf-8")
    said(client)
    client.post("/settings/check", data={"kind": kind})
    page = client.get("/settings/")
    assert (page.status_code, "data-broken" in page.text) == (200, kind == "privacy")
    assert set(re.findall(r'data-notice="(\w+)"', page.text)) == {"error"}


TEXTS = {"reminder": "collecting/reminder.toml", "messages": "followup/messages.toml"}
LETTERS = {"letter": "cong-van", "counts_letter": "phu-luc-so-luong", "reminder_letter": "don-doc"}


@pytest.mark.parametrize("kind", [*TEXTS, *LETTERS])
def test_texts_and_letters_are_the_offices_own(client: FlaskClient, tmp_path: Path, kind: str) -> None:
    name = TEXTS.get(kind) or f"forms/documents/{LETTERS[kind]}.docx"
    assert own(client)[kind] == "no"
    client.post("/settings/copy", data={"kind": kind})
    assert own(client)[kind] == "yes"
    copy = tmp_path / "data-folder" / name
    assert copy.read_bytes() == datafiles.shipped(name).read_bytes()
    said(client)
    client.post("/settings/check", data={"kind": kind})
    assert said(client) == ["done"]
    if kind in TEXTS:
        changed = copy.read_text(encoding="utf-8").replace("{plan}", "{name}")
        copy.write_text(changed, encoding="utf-8")  # no text may hold a person's name
    else:
        copy.write_bytes(b"no Word file")
    client.post("/settings/check", data={"kind": kind})
    assert set(said(client)) == {"error"}


def test_a_changed_reminder_is_what_agencies_get(client: FlaskClient, tmp_path: Path) -> None:
    client.post("/settings/copy", data={"kind": "reminder"})
    copy = tmp_path / "data-folder" / TEXTS["reminder"]
    changed = copy.read_text(encoding="utf-8").replace("kính nhắc {agency}", "xin nhắc {agency}")
    copy.write_text(changed, encoding="utf-8")
    assert "xin nhắc Sở Nội vụ" in client.get("/collecting/agencies/so_noi_vu").text


def test_only_these_files(client: FlaskClient) -> None:
    for act in ("check", "copy"):
        assert client.post(f"/settings/{act}", data={"kind": "../secret"}).status_code == 400


def test_the_page_for_an_office_has_every_sample(client: FlaskClient) -> None:
    assert 'href="/settings/running"' in client.get("/settings/").text
    text = unescape(client.get("/settings/running", base_url="http://localhost:8123").text)
    assert re.findall(r'data-sample="([^"]+)"', text) == list(samples.FILES)
    assert "proxy_pass http://127.0.0.1:8123;" in text
    assert house.of(client.application).database.place in text


def test_says_when_the_last_copy_was_made(client: FlaskClient, tmp_path: Path) -> None:
    assert re.findall(r'data-copy="([^"]*)"', client.get("/settings/").text) == [""]
    here = house.of(client.application)
    made = copying.make_if_due(here, now=datetime.now(ZoneInfo("UTC")))
    assert made is not None
    assert re.findall(r'data-copy="([^"]*)"', client.get("/settings/").text) == [made.copy.path.name]
    assert copying.make_if_due(here, now=datetime.now(ZoneInfo("UTC"))) is None
    assert 'data-action="backup.made"' in client.get("/audit/").text


def test_the_pages_open_with_a_broken_file_on_copies(client: FlaskClient, tmp_path: Path) -> None:
    client.post("/settings/copy", data={"kind": "backup"})
    copy = tmp_path / "data-folder/backup.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace("daily = 7", "daily = -1"), encoding="utf-8")
    assert client.get("/settings/").status_code == 200
    said(client)
    client.post("/settings/check", data={"kind": "backup"})
    assert said(client) == ["error"]
