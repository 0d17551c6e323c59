"""Frames as files beside the database: larger than lists, replaced as a whole, gone after their time."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.services.incoming import uploads
from roster.services.sipas import frames, retention
from tests.services.sipas.conftest import BY
from tests.sipas.frames import codes_raised

HEAD = "unit_id,parent_id,level,name,size\n"
LONG = "x" * (1 << 20)


def receive(session: Session, folder: Path, text: str) -> uploads.Upload:
    return frames.receive(session, folder, "khung.csv", BytesIO(text.encode()), by=BY)


def test_a_frame_may_be_larger_than_a_list(session: Session, tmp_path: Path) -> None:
    rows = "".join(f"v{at},,village,{LONG},1\n" for at in range(uploads.MAX_BYTES // len(LONG) + 1))
    kept = receive(session, tmp_path / "frames", HEAD + rows)
    assert kept.size > uploads.MAX_BYTES
    with pytest.raises(UserError) as refused:
        uploads.receive(tmp_path, "x", BytesIO(b"1234"), by=BY, at=datetime.now(UTC), most=3)
    assert refused.value.code == "upload_too_large"


def test_a_frame_with_faults_is_not_kept(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    assert codes_raised(lambda: receive(session, folder, HEAD + "a,,xã,A,0\nb,z,xã,B,1\n")) == [
        "unknown_parent",
        "bad_unit_size",
    ]
    assert frames.all_frames(folder) == ()
    assert codes_raised(lambda: frames.look(folder, "0" * 32)) == ["no_such_frame"]


def test_what_is_added_stands_in_the_place_of_the_frame_of_before(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    before = receive(session, folder, HEAD + "c1,,xã,Xã,10\n")
    after = frames.add_villages(session, folder, before.number, commune="c1", typed="Thôn 1; 4", by=BY)
    assert [one.number for one in frames.all_frames(folder)] == [after.number]
    assert frames.look(folder, after.number).villages == (("c1-01", "Thôn 1"),)
    for typed, code in (("", "no_villages"), ("Thôn 1", "bad_village_line")):
        assert codes_raised(
            lambda typed=typed: frames.add_villages(  # type: ignore[misc]  # the value of this turn
                session, folder, after.number, commune="c1", typed=typed, by=BY
            )
        ) == [code]


def test_frames_go_after_their_time(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    receive(session, folder, HEAD + "c1,,xã,Xã,10\n")
    late = datetime.now(UTC) + timedelta(days=11)
    assert retention.purge(session, folder, now=datetime.now(UTC), days=10, by=BY).frames == 0
    assert retention.purge(session, folder, now=late, days=10, by=BY).frames == 1
    assert list(folder.glob("*")) == []
