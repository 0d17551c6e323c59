from io import BytesIO

import pytest
import pyzipper

from roster.errors import UserError
from roster.services.handovers.documents import Extras
from roster.services.handovers.freezing import Frozen
from tests.services.handovers.conftest import Freeze

PASSWORD = "mật khẩu 123"


def ends(frozen: Frozen) -> list[str]:
    return [one.name.rpartition(".")[2] for one in frozen.handed]


def test_the_letter_and_the_appendix_beside_the_workbook(sent: Frozen, freeze: Freeze) -> None:
    made = freeze(extras=Extras(letter=True, counts=True))
    assert ends(made) == ["xlsx", "docx", "docx"]
    assert [file.name for file in made.hand_over.files] == [one.name for one in made.handed]


def test_a_protected_workbook_takes_the_plain_ones_place(sent: Frozen, freeze: Freeze) -> None:
    made = freeze(extras=Extras(letter=True, password=PASSWORD))
    assert ends(made) == ["xlsx", "docx"]
    assert not made.handed[0].content.startswith(b"PK")
    names = [file.name for file in made.hand_over.files]
    assert len(names) == 3
    assert PASSWORD not in repr(made.hand_over)


def test_one_encrypted_archive_with_all_files(sent: Frozen, freeze: Freeze) -> None:
    made = freeze(extras=Extras(letter=True, archive=True, password=PASSWORD))
    assert ends(made) == ["zip"]
    with pyzipper.AESZipFile(BytesIO(made.handed[0].content)) as archive:
        archive.setpassword(PASSWORD.encode())
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert [name.rpartition(".")[2] for name in contents] == ["xlsx", "docx"]
    assert len(made.hand_over.files) == 3


@pytest.mark.parametrize(
    ("extras", "code"),
    [(Extras(archive=True), "archive_without_password"), (Extras(password="1234567"), "weak_password")],
)
def test_protection_that_protects_nothing(sent: Frozen, freeze: Freeze, extras: Extras, code: str) -> None:
    with pytest.raises(UserError) as error:
        freeze(extras=extras)
    assert error.value.code == code
