"""What makes a position file contradict itself: all of it at once, each fault with the names to look for.

Two rules, two meanings or two posts that fit equally well are errors here, so that nothing is ever decided by
the order of lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from roster.errors import UserError
from roster.positions.tables import ANYWHERE, ContextAbbreviation, Positions
from roster.text import fold

_JOIN = "+"


def contradictions(positions: Positions, file: str) -> list[UserError]:
    """Every fault of the file, in the order of its parts."""
    return [
        *(_two_meanings(file, short) for short in _shared_abbreviations(positions)),
        *_shared_words(file, "posts", {post.id: post.words for post in positions.posts}),
        *_shared_words(file, "bodies", positions.bodies),
        *_unknown_names(positions, file),
        *_equal_rules(positions, file),
    ]


def _shared_abbreviations(positions: Positions) -> Iterator[str]:
    fixed: dict[str, str] = {}
    for short, full in positions.abbreviations.items():
        if fixed.setdefault(_key(short), full) != full:
            yield short
    for entry in positions.in_context:
        if _key(entry.short) in fixed:
            yield entry.short
    for one, other in combinations(positions.in_context, 2):
        if _key(one.short) == _key(other.short) and not _exclusive(one, other):
            yield one.short


def _exclusive(one: ContextAbbreviation, other: ContextAbbreviation) -> bool:
    """Whether no place in a text fits both: one wants a neighbour that the other refuses or replaces."""
    return any(
        wanted and (set(wanted) <= set(refused) or _disjoint(wanted, others))
        for wanted, refused, others in (
            (one.after, other.not_after, other.after),
            (other.after, one.not_after, one.after),
            (one.before, other.not_before, other.before),
            (other.before, one.not_before, one.before),
        )
    )


def _disjoint(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both name neighbours, and no neighbour of one is part of a neighbour of the other."""
    pairs = [(fold(one), fold(other)) for one in some for other in others]
    return bool(pairs) and all(one not in other and other not in one for one, other in pairs)


def _two_meanings(file: str, short: str) -> UserError:
    return UserError(
        "two_meanings",
        "{file}: the abbreviation {short} has two meanings in the same place. Say where each one holds.",
        file=file,
        short=short,
    )


def _shared_words(file: str, key: str, words: Mapping[str, Sequence[str]]) -> Iterator[UserError]:
    owners: dict[str, str] = {}
    for owner, phrases in words.items():
        for phrase in phrases:
            first = owners.setdefault(_accented_key(phrase), owner)
            if first != owner:
                yield UserError(
                    "shared_words",
                    "{file}: in {key}, {first} and {second} both claim the words {words}. Leave them to one.",
                    file=file,
                    key=key,
                    first=first,
                    second=owner,
                    words=phrase,
                )


def _unknown_names(positions: Positions, file: str) -> Iterator[UserError]:
    posts, bodies = {post.id for post in positions.posts}, {*positions.bodies, ANYWHERE}
    used = [(f"rules.{rule.id}.posts", post, posts) for rule in positions.rules for post in rule.posts]
    used += [
        (f"rules.{rule.id}.bodies", body, bodies)
        for rule in positions.rules
        for place in rule.bodies
        for body in place.split(_JOIN)
    ]
    used += [(f"forms.{form}", body, bodies) for form, body in positions.forms.items()]
    used += [("field_bodies", body, bodies) for body in positions.field_bodies]
    for key, name, known in used:
        if name not in known:
            yield UserError(
                "unknown_name",
                "{file}: {key} names {name}, which the file does not have. Use one of {known}.",
                file=file,
                key=key,
                name=name,
                known=", ".join(sorted(known)),
            )


def _equal_rules(positions: Positions, file: str) -> Iterator[UserError]:
    owners: dict[tuple[str, str], str] = {}
    for rule in positions.rules:
        for place in ((post, body) for post in rule.posts for body in rule.bodies):
            first = owners.setdefault(place, rule.id)
            if first != rule.id:
                yield UserError(
                    "two_rules",
                    "{file}: rules {first} and {second} both decide {post} at {body}. Leave it to one.",
                    file=file,
                    first=first,
                    second=rule.id,
                    post=place[0],
                    body=place[1],
                )


def _key(short: str) -> str:
    return fold(short).replace(" ", "")


def _accented_key(phrase: str) -> str:
    return " ".join(phrase.lower().split())
