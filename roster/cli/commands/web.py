"""`roster web`: the pages, served on this computer."""

import click

from roster.cli import options, terminal, usage
from roster.cli.options import Common
from roster.messages import _


@click.command("web", cls=usage.Command, help=_("Serve the pages on this computer. Stop with Ctrl+C."))
@click.option("--host", default="127.0.0.1", metavar="HOST", help=_("Address to listen on. [127.0.0.1]"))
@click.option(
    "--port",
    type=usage.WholeNumber(1, 65535),
    default=8000,
    metavar="PORT",
    help=_("Port to listen on. [8000]"),
)
@options.precedence
@options.common
def command(common: Common, *, host: str, port: int) -> None:
    """Serve until the process ends; the day is asked anew at each request."""
    import web

    plan = common.plan()
    app = web.create_app(common.url, plan=plan, plan_name=common.plan_name, today=lambda: common.today(plan))
    terminal.say(_("Open http://{host}:{port} in a browser.", host=host, port=port))
    web.serve(app, host, port)
