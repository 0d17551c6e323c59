from io import BytesIO

import msoffcrypto
import msoffcrypto.exceptions
import pytest
import pyzipper

from roster.errors import UserError
from roster.export import protection, workbook
from roster.export.form import Form
from tests.export.conftest import Make

PASSWORD = "mật khẩu 123"


def test_a_workbook_opens_with_the_password_only(make: Make, form: Form) -> None:
    plain = workbook.as_bytes(make(), form)
    secret = protection.workbook(plain, PASSWORD)
    assert b"xl/worksheets" not in secret
    opened = msoffcrypto.OfficeFile(BytesIO(secret))
    assert opened.is_encrypted()
    opened.load_key(password=PASSWORD)
    back = BytesIO()
    opened.decrypt(back)
    assert back.getvalue() == plain
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened.load_key(password="mật khẩu 124", verify_password=True)


def test_an_archive_opens_with_the_password_only() -> None:
    secret = protection.archive({"Danh sách.xlsx": b"content"}, PASSWORD)
    with pyzipper.AESZipFile(BytesIO(secret)) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.wz_aes_strength) == ("Danh sách.xlsx", 3)  # AES-256
        with pytest.raises(RuntimeError):
            archive.read(entry)
        archive.setpassword(PASSWORD.encode())
        assert archive.read(entry) == b"content"


def test_short_passwords_are_refused() -> None:
    with pytest.raises(UserError) as of_workbook:
        protection.workbook(b"", "1234567")
    with pytest.raises(UserError) as of_archive:
        protection.archive({}, "1234567")
    assert of_workbook.value.code == of_archive.value.code == "weak_password"
