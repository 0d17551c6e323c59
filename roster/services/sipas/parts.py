"""What a repeated draw may find different, as sentences: for the command line and the pages."""

from collections.abc import Mapping

from roster.messages import N_, _

PARTS: Mapping[str, str] = {
    "frame_sha256": N_("the frame is another one"),
    "units": N_("other units come out"),
    "seal": N_("the file of the draw was changed after it was sealed"),
}
OTHER_PART = N_("what the file says of '{part}'")


def said(part: str) -> str:
    """A part of a sealed draw that differs, in words."""
    return _(PARTS.get(part, OTHER_PART), part=part)
