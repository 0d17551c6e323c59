"""What `data/positions.toml` may say: abbreviations, capitals, posts, bodies, rules.

Only the shape of the file; `checks` knows what makes it contradict itself.
"""

from dataclasses import dataclass
from typing import Any, Literal

Seat = Literal["head", "deputy", "member"]
ANYWHERE = "*"  # in a rule's bodies: wherever no other rule says more
INSIDE = "phong"  # a body inside an agency: read on to learn which agency
NEUTRAL = "khong"  # words that only look like a body or a post

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class ContextAbbreviation:
    """An abbreviation whose meaning depends on the words right before and right after it.

    '^' stands for the beginning of the cell, '$' for its end.
    """

    __pydantic_config__ = _STRICT
    short: str
    full: str
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capitals:
    """How words are written where a list typed in capitals only, or in small letters only."""

    __pydantic_config__ = _STRICT
    acronyms: tuple[str, ...]
    posts: tuple[str, ...]
    names: tuple[str, ...]
    organisations: tuple[str, ...]
    inner_units: tuple[str, ...]
    places: tuple[str, ...]
    joiners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A post and the words lists use for it; non-leaders count only where no leader's post is named.

    `field_names`: held at a unit named after its field of work. `before_post`: words that make this post of
    any leader's post they stand before ('nguyên Giám đốc').
    """

    __pydantic_config__ = _STRICT
    id: str
    seat: Seat
    words: tuple[str, ...]
    leader: bool = True
    before_post: tuple[str, ...] = ()
    field_names: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What some posts mean at some bodies; `group` None for people outside every group.

    A body 'a+b' is an a of b: 'hdnd+huyen' a district's council. `annex_only`: only where the plan counts
    attached units as divisions (`division_scope = "annex"`).
    """

    __pydantic_config__ = _STRICT
    id: str
    posts: tuple[str, ...]
    bodies: tuple[str, ...]
    group: str | None = None
    eligible: Literal["yes", "no", "ask"] = "yes"
    annex_only: bool = False
    rank: int = 99


@dataclass(frozen=True, slots=True)
class Positions:
    """The whole file."""

    __pydantic_config__ = _STRICT
    field_words: tuple[str, ...]  # 'quản lý' before a kind of body: a field of work, not that body
    field_bodies: tuple[str, ...]  # bodies that a division's name may contain as its field of work
    abbreviations: dict[str, str]
    in_context: tuple[ContextAbbreviation, ...]
    capitals: Capitals
    modifiers: dict[str, int]
    posts: tuple[Post, ...]
    bodies: dict[str, tuple[str, ...]]
    forms: dict[str, str]
    rules: tuple[Rule, ...]
