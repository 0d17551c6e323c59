"""Words of collecting and follow-up: standings, statuses, channels, kinds of acts, in the language in use."""

from collections.abc import Mapping

from roster.messages import N_, _
from roster.services.collecting.log import KIND_NAMES
from roster.services.collecting.progress import STANDING_NAMES
from roster.survey.following import CHANNEL_NAMES, CHANNELS, STATUS_NAMES, STATUSES
from roster.survey.pace import in_words as in_words

__all__ = ["CHANNELS", "STATUSES", "act", "channel", "in_words", "noted", "outcome", "standing", "status"]

_ACTS: Mapping[str, str] = {
    "mark": N_("Status entered"),
    "import": N_("List of answers imported"),
    "decide": N_("Row of a list decided"),
}
_OUTCOMES: Mapping[str, str] = {
    "sure": N_("recognised"),
    "doubled": N_("the same person once more"),
    "ask": N_("to be decided"),
    "unknown": N_("not found on the roster"),
    "held": N_("name cannot be read"),
    "refused": N_("another province's"),
    "not_answered": N_("has not answered, says the list"),
    "impossible": N_("recognised, but cannot have answered"),
}


def standing(code: str) -> str:
    """Where an agency stands with its list."""
    return _(STANDING_NAMES[code])


def noted(kind: str) -> str:
    """What a line of the log says."""
    return _(KIND_NAMES[kind])


def status(code: str) -> str:
    """What became of a person."""
    return _(STATUS_NAMES[code])


def channel(code: str) -> str:
    """By which way; '' for none."""
    return _(CHANNEL_NAMES[code]) if code else ""


def act(kind: str) -> str:
    """What was done at once."""
    return _(_ACTS[kind])


def outcome(code: str) -> str:
    """What became of a row of an imported list."""
    return _(_OUTCOMES[code])
