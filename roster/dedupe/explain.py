"""The evidence of a pair in words: a sentence per line, bits that add up, what would change the verdict.

Reads the levels the score was made of; there is no second comparison. Knows sentences; knows no weights.
"""

from collections.abc import Mapping, Sequence

from roster import dates, places
from roster.dedupe.comparisons import COMPARISONS, LIST_DOT
from roster.dedupe.score import ASK, SAME, Scale, Scored
from roster.messages import N_, _, language
from roster.model import Band, Evidence, PersonRecord, ScoredPair

PRIOR = "prior"
CLUSTER = "cluster"
_RARITY = "_rarity"
_DATES = frozenset({"dob", "dob" + _RARITY})
_COMMON, _RARE = "common", "rare"
_BANDS: Mapping[int, Band] = {SAME: "same", ASK: "ask"}

SENTENCES: Mapping[tuple[str, str], str] = {
    ("prior", "records"): N_("Two records taken at random are seldom one person."),
    ("name", "exact"): N_("The names are the same: {left}."),
    ("name", "unaccented"): N_("The names are the same, one typed without accents: {left} / {right}."),
    ("name", "maybe_unaccented"): N_(
        "The names have the same letters, one has no accents: {left} / {right}."
    ),
    ("name", "accents_differ"): N_("The names differ in accents, usually two people: {left} / {right}."),
    ("name", "clan_name"): N_("The names are the same but for a clan name: {left} / {right}."),
    ("name", "word_order"): N_("The names are the same in another order: {left} / {right}."),
    ("name", "same_words"): N_("The names have the same words in another place: {left} / {right}."),
    ("name", "initials"): N_("One name abbreviates the other: {left} / {right}."),
    ("name", "part_missing"): N_("One name lacks a middle name of the other: {left} / {right}."),
    ("name", "one_edit"): N_("The names differ in one letter: {left} / {right}."),
    ("name", "other_given"): N_("Surname and middle name agree, the given names differ: {left} / {right}."),
    ("name", "same_given"): N_("Only the given name agrees: {left} / {right}."),
    ("name", "different"): N_("The names differ: {left} / {right}."),
    ("name_rarity", "common"): N_("Many people have this name: {left}."),
    ("name_rarity", "rare"): N_("Few people have this name: {left}."),
    ("dob", "full"): N_("The full dates of birth agree: {left}."),
    ("dob", "month"): N_("Month and year of birth agree: {left} / {right}."),
    ("dob", "year"): N_("The years of birth agree: {left} / {right}."),
    ("dob", "swapped"): N_("Day and month of birth stand the other way round: {left} / {right}."),
    ("dob", "one_part"): N_("Two of the three parts of the date of birth agree: {left} / {right}."),
    ("dob", "same_year"): N_("Only the year of birth agrees: {left} / {right}."),
    ("dob", "different"): N_("The dates of birth differ: {left} / {right}."),
    ("dob", "partial_differs"): N_("The dates of birth cannot be the same: {left} / {right}."),
    ("dob_rarity", "common"): N_("This date of birth is stated for several people: {left}."),
    ("dob_rarity", "rare"): N_("This date of birth is seldom stated: {left}."),
    ("gender", "same"): N_("The gender agrees: {left}."),
    ("gender", "different"): N_("The gender differs: {left} / {right}."),
    ("cccd", "same"): N_("The card numbers agree."),
    ("cccd", "one_digit"): N_("The card numbers differ in one digit."),
    ("cccd", "different"): N_("The card numbers differ."),
    ("phone", "mobile"): N_("A mobile number agrees: {left}."),
    ("phone", "shared"): N_(
        "A phone number agrees, but several people state it, so it counts little: {left}."
    ),
    ("phone", "landline"): N_("A fixed line agrees, often an office's, so it counts less: {left}."),
    ("phone", "one_digit"): N_("The mobile numbers differ in one digit: {left} / {right}."),
    ("phone", "different"): N_("The mobile numbers differ: {left} / {right}."),
    ("email", "same"): N_("The email addresses agree: {left}."),
    ("email", "shared"): N_(
        "The email addresses agree, but it is a shared mailbox, so it counts little: {left}."
    ),
    ("email", "different"): N_("The email addresses differ: {left} / {right}."),
    ("agency", "same"): N_("Two lists name the same agency: {left}."),
    ("agency", "different"): N_("The agencies differ: {left} / {right}."),
    ("agency", "other_role"): N_(
        "The agencies differ, which says little about a delegate: {left} / {right}."
    ),
    ("position", "same"): N_("The positions agree: {left}."),
    ("position", "different"): N_("The positions differ: {left} / {right}."),
    ("position", "other_role"): N_(
        "The positions differ, which says little about a delegate: {left} / {right}."
    ),
    ("agency_rarity", "common"): N_("Many people work there: {left}."),
    ("agency_rarity", "rare"): N_("Few people work there: {left}."),
    ("position_rarity", "common"): N_("Many people hold this position: {left}."),
    ("position_rarity", "rare"): N_("Few people hold this position: {left}."),
    ("position", "shortened"): N_("One position is the beginning of the other: {left} / {right}."),
    ("position", "same_start"): N_("The positions begin alike and differ then: {left} / {right}."),
    ("list", "other_list"): N_("They stand in two lists, as nearly all pairs do."),
    ("list", "same_list"): N_("Both stand in one list, which seldom names a person twice: {left}."),
    ("cluster", "conflict"): N_(
        "Together with other pairs this one would join records that contradict each other, so it is asked."
    ),
}

_DECIDING: Mapping[str, str] = {
    "cccd": N_("the card numbers of both"),
    "dob": N_("the full dates of birth of both"),
    "phone": N_("the mobile numbers of both"),
}
_UNDECIDED = frozenset({"month", "year", "shared", "landline"})
_CONTRADICTING = frozenset(
    {
        ("dob", "swapped"),
        ("dob", "one_part"),
        ("dob", "same_year"),
        ("dob", "different"),
        ("dob", "partial_differs"),
        ("gender", "different"),
        ("cccd", "one_digit"),
        ("cccd", "different"),
    }
)
_IF_MISTAKE = N_(
    "If {left} / {right} is a mistake in one of the lists, this may be one person; if both are right, two."
)
_IF_KNOWN = N_("{what} would decide: if they agree, this is one person; if they differ, two.")
_IF_NOTHING = N_("The lists say no more: ask the agencies that sent them.")
_IF_SAME = N_("Another card number or full date of birth would make this a question.")
_IF_DIFFERENT = N_("An equal card number or mobile number would make this a question.")


def evidence(records: Sequence[PersonRecord], scale: Scale, scored: Scored, row: int) -> tuple[Evidence, ...]:
    """The prior, then each field compared and its rarity; the bits add up to the weight."""
    left, right = records[scored.left[row]], records[scored.right[row]]
    lines = [Evidence(PRIOR, "records", scored.prior, "", "")]
    for comparison in COMPARISONS:
        reached = int(scored.levels[comparison.field][row])
        bits = float(scale.tables[comparison.field].bits[reached])  # 0 where nothing is compared
        if not bits:
            continue
        shown = comparison.show(left), comparison.show(right)
        lines.append(Evidence(comparison.field, comparison.levels[reached], bits, *shown))
        rare = float(scored.rarity[comparison.field][row]) if comparison.field in scored.rarity else 0.0
        if rare:
            lines.append(Evidence(comparison.field + _RARITY, _RARE if rare > 0 else _COMMON, rare, *shown))
    return tuple(lines)


def pair(
    records: Sequence[PersonRecord],
    scale: Scale,
    scored: Scored,
    row: int,
    *,
    conflicts: frozenset[int] = frozenset(),
) -> ScoredPair:
    """One pair of these records with its evidence; one whose join was given up is asked and says so."""
    lines = evidence(records, scale, scored, row)
    band: Band = _BANDS.get(int(scored.band[row]), "different")
    if row in conflicts:
        band = "ask"
        lines = (*lines, Evidence(CLUSTER, "conflict", 0.0, "", ""))
    left, right = records[scored.left[row]].key, records[scored.right[row]].key
    return ScoredPair(left, right, float(scored.weight[row]), band, lines)


def sentence(line: Evidence) -> str:
    """One line of evidence in the language in use, without its bits."""
    return _(SENTENCES[line.field, line.level], left=_shown(line, line.left), right=_shown(line, line.right))


def _shown(line: Evidence, value: str) -> str:
    """A value of the evidence as a person writes it: the evidence itself keeps what was compared."""
    if line.field in _DATES:
        return dates.written(value)
    if line.field == "list":
        file, dot, sheet = value.rpartition(LIST_DOT)
        return file + dot + places.sheet(sheet)
    return value


def bits(value: float) -> str:
    """'+11,2' in Vietnamese, '+11.2' in English; a true minus sign."""
    written = f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
    return written.replace(".", ",") if language() == "vi" else written


def line(evidence_line: Evidence) -> str:
    """A line of the sum: the sentence and its bits."""
    return f"{sentence(evidence_line)} {bits(evidence_line.bits)}"


def what_would_change(scored_pair: ScoredPair) -> str:
    """What would turn the verdict on this pair, in one sentence in the language in use."""
    if scored_pair.band == "same":
        return _(_IF_SAME)
    reached = {e.field: e for e in scored_pair.evidence}
    for e in reached.values():
        if (e.field, e.level) in _CONTRADICTING:
            return _(_IF_MISTAKE, left=_shown(e, e.left), right=_shown(e, e.right))
    if scored_pair.band == "different":
        return _(_IF_DIFFERENT)
    for field, what in _DECIDING.items():
        if field not in reached or reached[field].level in _UNDECIDED:
            return _(_IF_KNOWN, what=_(what))
    return _(_IF_NOTHING)
