"""`roster web`: the pages, served on this computer or behind a reverse proxy."""

from typing import TYPE_CHECKING

import click

from roster.cli import options, terminal, usage
from roster.cli.options import Common
from roster.messages import _

if TYPE_CHECKING:
    from flask import Flask


@click.command("web", cls=usage.Command, help=_("Serve the pages on this computer. Stop with Ctrl+C."))
@click.option("--host", default="127.0.0.1", metavar="HOST", help=_("Address to listen on. [127.0.0.1]"))
@click.option(
    "--port",
    type=usage.WholeNumber(1, 65535),
    default=8000,
    metavar="PORT",
    help=_("Port to listen on. [8000]"),
)
@click.option(
    "--public-url",
    metavar="URL",
    help=_("Address people open, where a reverse proxy stands in front, for example https://roster.example."),
)
@click.option(
    "--proxy",
    default="127.0.0.1",
    metavar="ADDRESS",
    help=_("The reverse proxy's own address; used with --public-url. [127.0.0.1]"),
)
@options.precedence
@options.common
def command(common: Common, *, host: str, port: int, public_url: str | None, proxy: str) -> None:
    """Serve until the process ends; the day is asked anew at each request."""
    import web

    plan = common.plan()
    with common.database():
        pass  # says it once where the plan's round begins
    front = web.front(public_url, proxy)
    app = web.create_app(
        common.url, plan=plan, plan_name=common.name_of_plan, today=lambda: common.today(plan)
    )
    root = front.root if front else web.root(host, port)
    server = web.listen(app, host, port, front=front)
    terminal.say(_("Open {address} in a browser.", address=root))
    _first_start(app, root)
    web.get_ready(app)
    server.run()


def _first_start(app: "Flask", root: str) -> None:
    """Say how to make the administrator, while there is none."""
    import web

    made = web.first_link(app, root)
    if made:
        address, path = made
        terminal.say(_("Nobody has an account yet. Open this once, within a day, to make the administrator:"))
        terminal.say(address)
        terminal.say(_("The same link stands in {path}.", path=path))
