"""Words of collecting and follow-up: standings, statuses, channels, kinds of acts, in the language in use."""

import flask_babel  # type: ignore[import-untyped]  # it has no types

from roster.messages import _
from roster.services.collecting.log import KIND_NAMES
from roster.services.collecting.progress import STANDING_NAMES
from roster.services.followup import acts, answered
from roster.survey.following import CHANNEL_NAMES, CHANNELS, STATUS_NAMES, STATUSES
from roster.survey.pace import in_words as in_words

__all__ = ["CHANNELS", "STATUSES", "act", "channel", "in_words", "noted", "outcome", "standing", "status"]


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


def share(rate: float | None) -> str:
    """A rate in per cent with one decimal, as the language writes it; '' for none."""
    return "" if rate is None else str(flask_babel.format_percent(rate, "0.0 %"))


def act(kind: str) -> str:
    """What was done at once."""
    return _(acts.KIND_NAMES[kind])


def outcome(code: str) -> str:
    """What became of a row of an imported list."""
    return _(answered.OUTCOME_NAMES[code])
