"""Accounts, passwords, links and sessions, on every database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services import audit
from roster.services.credentials import accounts, sign_in, web_sessions
from roster.store.tables import SignInLink, User, WebSession

NOW = datetime(2024, 12, 12, 9, tzinfo=UTC)
PASSWORD = "bốn từ dễ nhớ"


@pytest.fixture
def admin(session: Session) -> accounts.Account:
    token = sign_in.first_link(session, now=NOW)
    assert token
    return sign_in.use_link(session, token, name="Quản Trị", password=PASSWORD, now=NOW)


def code_of(act: object) -> str:
    with pytest.raises(UserError) as error:
        act()  # type: ignore[operator]  # a call that is to be refused
    return error.value.code


def test_the_first_account_is_the_administrator(session: Session, admin: accounts.Account) -> None:
    assert (admin.role, admin.has_password) == ("admin", True)
    assert sign_in.first_link(session, now=NOW) is None
    assert audit.lines(session, page=1, per_page=9, action="user.add").lines[0].by == "Quản Trị"


def test_passwords_are_argon2id_hashes(session: Session, admin: accounts.Account) -> None:
    assert accounts.stored(session, admin.id).password.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "password", "fits"),
    [
        ("Quản Trị", PASSWORD, True),
        (" quan  tri ", "bo\u0302\u0301n từ dễ nhớ", True),  # marks typed apart
        ("Quản Trị", "bon tu de nho", False),
        ("Quản Trị", "", False),
        ("Ai đó", PASSWORD, False),
    ],
)
def test_who_gets_in(
    session: Session, admin: accounts.Account, name: str, password: str, *, fits: bool
) -> None:
    assert (sign_in.check(session, name, password) == admin) is fits


def test_an_account_without_a_password_does_not_get_in(session: Session) -> None:
    accounts.make(session, "mới", "viewer", by="test")
    assert sign_in.check(session, "mới", "") is None


def test_a_closed_account_does_not_get_in_until_it_is_opened(
    session: Session, admin: accounts.Account
) -> None:
    other = accounts.make(session, "khác", "admin", by="test")
    link = sign_in.renew(session, other.id, by="test", now=NOW)
    accounts.close(session, admin.id, by="test")
    assert sign_in.check(session, admin.name, PASSWORD) is None
    accounts.reopen(session, admin.id, by="test")
    accounts.close(session, other.id, by="test")
    assert sign_in.check(session, admin.name, PASSWORD) == admin
    assert sign_in.find_link(session, link, now=NOW) is None


def test_there_is_always_an_administrator(session: Session, admin: accounts.Account) -> None:
    accounts.make(session, "khác", "approver", by="test")
    assert code_of(lambda: accounts.close(session, admin.id, by="test")) == "last_admin"
    session.rollback()


@pytest.mark.parametrize("wait", [timedelta(hours=23), timedelta(hours=25)])
def test_a_link_lasts_a_day(session: Session, admin: accounts.Account, wait: timedelta) -> None:
    token = sign_in.renew(session, admin.id, by="test", now=NOW)
    found = sign_in.find_link(session, token, now=NOW + wait)
    assert (found is not None) is (wait < timedelta(days=1))


def test_a_new_link_takes_the_place_of_the_old_one(session: Session, admin: accounts.Account) -> None:
    first, second = (sign_in.renew(session, admin.id, by="test", now=NOW) for _ in range(2))
    assert (
        code_of(lambda: sign_in.use_link(session, first, name="", password=PASSWORD, now=NOW)) == "link_ended"
    )
    assert sign_in.use_link(session, second, name="", password=PASSWORD, now=NOW).id == admin.id


def test_tokens_stand_nowhere(session: Session, admin: accounts.Account) -> None:
    link = sign_in.renew(session, admin.id, by="test", now=NOW)
    token = web_sessions.begin(session, {}, user_id=admin.id, now=NOW)
    stored = set(session.scalars(select(SignInLink.token_sha256))) | set(
        session.scalars(select(WebSession.token_sha256))
    )
    assert len(stored) == 2
    assert not stored & {link, token}


def test_ended_sessions_are_swept_out(session: Session, admin: accounts.Account) -> None:
    old = web_sessions.begin(session, {"a": 1}, user_id=admin.id, now=NOW)
    session.flush()
    later = NOW + timedelta(hours=13)
    new = web_sessions.begin(session, {}, user_id=None, now=later)
    session.flush()
    assert len(session.scalars(select(WebSession)).all()) == 1
    assert web_sessions.find(session, old, now=NOW) is None
    found = web_sessions.find(session, new, now=later)
    assert found
    assert found.account is None


def test_a_new_password_ends_every_session(session: Session, admin: accounts.Account) -> None:
    token = web_sessions.begin(session, {}, user_id=admin.id, now=NOW)
    assert code_of(lambda: sign_in.change_password(session, admin, old="x", new=PASSWORD)) == "wrong_password"
    assert code_of(lambda: sign_in.change_password(session, admin, old=PASSWORD, new="x")) == "weak_password"
    assert web_sessions.find(session, token, now=NOW)
    sign_in.change_password(session, admin, old=PASSWORD, new="bốn từ rất mới")
    assert web_sessions.find(session, token, now=NOW) is None


def test_what_administrators_do_is_on_record_without_names(session: Session, admin: accounts.Account) -> None:
    other = accounts.make(session, "Trần Văn Khác", "viewer", by=admin.name)
    accounts.set_role(session, other.id, "editor", by=admin.name)
    sign_in.renew(session, other.id, by=admin.name, now=NOW)
    accounts.close(session, other.id, by=admin.name)
    lines = audit.lines(session, page=1, per_page=9).lines
    done = [(line.action, line.subjects, dict(line.detail)) for line in reversed(lines)][-4:]
    subject = (f"user:{other.id}",)
    assert done == [
        ("user.add", subject, {"role": "viewer"}),
        ("user.role", subject, {"role": "editor"}),
        ("user.link", subject, {}),
        ("user.close", subject, {}),
    ]


def test_the_signing_key_stays(session: Session) -> None:
    key = web_sessions.signing_key(session)
    assert len(key) == 64
    assert web_sessions.signing_key(session) == key


def test_two_accounts_cannot_share_a_name(session: Session, admin: accounts.Account) -> None:
    assert code_of(lambda: accounts.make(session, "QUAN TRI", "viewer", by="test")) == "name_taken"
    assert len(session.scalars(select(User)).all()) == 1
