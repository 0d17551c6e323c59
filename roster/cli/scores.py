"""How catalogues and computed scores look on a terminal, and the help about formulas.

Knows scoring's results; computes nothing.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from roster.cli import terminal, usage
from roster.messages import N_, _

if TYPE_CHECKING:
    from decimal import Decimal

    from roster.services.scoring.catalogues import Opened
    from scoring.catalogue.checks import Missing
    from scoring.catalogue.model import Catalogue
    from scoring.compute import Computed
    from scoring.knowledge import Knowledge

_MISSING = {
    "name": N_("name"),
    "max": N_("maximum"),
    "method": N_("method"),
    "lead": N_("lead agency"),
    "formula": N_("formula"),
    "parts": N_("components"),
    "criteria": N_("criteria that exist but are not listed"),
    "components": N_("components that exist but are not listed"),
}


class Group(usage.Group):
    """The group whose help ends with the kinds of formula, one example each."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each kind is for, its formula, an answer and what it comes to."""
        from scoring.formulas.examples import EXAMPLES

        with formatter.section(_("Kinds of formula (docs/scoring.md)")):
            for word, example in EXAMPLES.items():
                formatter.write_dl([(word, _(example.about))])
                for line in (example.formula, *example.answer.split("\n")):
                    formatter.write(f"{'':12}{line}\n")
                made = _("{score} of {max} points", score=example.score, max=example.max)
                formatter.write(f"{'':12}{made}\n")


def show_catalogue(opened: "Opened") -> None:
    """The fields with leads and points, then what is missing or that nothing is."""
    catalogue, counts = opened.catalogue, opened.counts
    _head(catalogue)
    terminal.table(
        _(
            "{fields} fields, {criteria} criteria, {components} components",
            fields=counts["field"],
            criteria=counts["criterion"],
            components=counts["component"],
        ),
        (_("Code"), _("Reform field"), _("Lead agency"), _("Maximum")),
        [
            (node.code, node.name, "; ".join(catalogue.leads_below(node)), _points(node.max))
            for node in catalogue.children[""]
        ],
    )
    if catalogue.complete:
        terminal.say(_("The catalogue adds up to {total} points.", total=_points(catalogue.total)))
    else:
        terminal.say(_("The catalogue is not complete; nothing can be computed with it yet. Missing:"))
    if catalogue.complete and opened.missing:
        terminal.say(_("Not said in it, and not needed to compute:"))
    for line in _grouped(opened.missing):
        terminal.say(line)


def show_computed(catalogue: "Catalogue", computed: "Computed") -> None:
    """A line per node with its arithmetic, and the total."""
    from scoring import said
    from scoring.knowledge import load_knowledge

    knowledge = load_knowledge()
    _head(catalogue)
    terminal.table(
        _("Scores"),
        (
            _("Code"),
            _("Criterion, component"),
            _("Method"),
            _("Maximum"),
            _("Score"),
            _("How it comes about"),
        ),
        [
            (
                result.code,
                catalogue.by_code[result.code].name,
                _method(knowledge, result.method),
                _points(result.max),
                _points(result.score),
                said.sentence(result.said),
            )
            for result in computed.nodes.values()
        ],
    )
    terminal.say(_("Total: {total}", total=_points(computed.total)) + " – " + said.sentence(computed.said))


def _head(catalogue: "Catalogue") -> None:
    from roster.services.scoring import catalogues

    terminal.say(catalogue.title)
    if notice := catalogues.notice(catalogue):
        terminal.say(notice)


def _grouped(missing: "tuple[Missing, ...]") -> Iterator[str]:
    """A line for each thing that is missing, with the codes it is missing of."""
    for what, name in _MISSING.items():
        codes = [gap.code for gap in missing if gap.what == what]
        if codes:
            yield f"  {_(name)}: {', '.join(codes)}".rstrip(": ")


def _method(knowledge: "Knowledge", code: str) -> str:
    method = knowledge.method(code)
    return method.shown if method else ""


def _points(value: "Decimal | None") -> str:
    from scoring import numbers

    return "" if value is None else numbers.points(value)
