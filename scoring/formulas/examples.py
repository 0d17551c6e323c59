"""One example of each kind of formula, for the help and docs/scoring.md; a test computes every one of them.

Data and sentences only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from roster.messages import N_


@dataclass(frozen=True, slots=True)
class Example:
    """What a kind is for, its formula and an answer as files write them, and what they come to of `max`."""

    about: str  # English, the message id of the catalogue
    formula: str
    answer: str
    max: str
    score: str


EXAMPLES: Mapping[str, Example] = {
    "levels": Example(
        N_("Fixed levels, each with its points. Answer: the code of the level reached."),
        '{ kind = "levels", levels = [{ code = "full", points = "1" }, { code = "part", points = "0.5" }] }',
        'level = "part"',
        "1.00",
        "0.50",
    ),
    "yes_no": Example(
        N_("Yes gives the maximum, no gives 'no' points (0 if not given). Answer: yes = true or false."),
        '{ kind = "yes_no", no = "0.25" }',
        "yes = true",
        "0.50",
        "0.50",
    ),
    "ratio": Example(
        N_(
            "b / a × maximum; below the share 'floor' nothing (0 if not given), from the share 'cap' on the "
            "whole maximum (1 if not given); 'a' and 'b' say what is counted. Answer: a and b."
        ),
        '{ kind = "ratio", floor = "0.5", cap = "0.95" }',
        'a = "10"\nb = "8"',
        "2.50",
        "2.00",
    ),
    "bands": Example(
        N_(
            "Points by the highest band that is reached, 'below' points under all of them (0 if not given); "
            'with of = "ratio" the bands are of b / a. Answer: value, or a and b.'
        ),
        '{ kind = "bands", bands = [{ at_least = "4", points = "1" }, { at_least = "2", points = "0.5" }] }',
        'value = "3"',
        "1.00",
        "0.50",
    ),
    "deduction": Example(
        N_("The maximum less points for everything counted, not below 0. Answer: the number of each item."),
        '{ kind = "deduction", items = [{ code = "late", points = "0.1", name = "báo cáo chậm" }] }',
        'late = "3"',
        "0.50",
        "0.20",
    ),
    "bonus": Example(
        N_(
            "Points for everything counted, at most 'cap' (the maximum if not given). Answer: the number of "
            "each item."
        ),
        '{ kind = "bonus", cap = "1", items = [{ code = "idea", points = "0.4", name = "sáng kiến" }] }',
        'idea = "3"',
        "1.50",
        "1.00",
    ),
    "survey_mean": Example(
        N_(
            "How far the mean of the answers is up the scale from 'lowest' (0 if not given) to 'highest'. "
            "Answer: mean, or published = the points the Ministry published."
        ),
        '{ kind = "survey_mean", lowest = "1", highest = "5" }',
        'mean = "4.2"',
        "2.00",
        "1.60",
    ),
    "sipas": Example(
        N_("SIPAS percent × maximum. Answer: percent, or published = the points the Ministry published."),
        '{ kind = "sipas" }',
        'percent = "81.5"',
        "10.00",
        "8.15",
    ),
}
