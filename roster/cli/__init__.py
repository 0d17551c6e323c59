"""The command line: parses, calls one service, shows the result, says by its exit code how it went.

The language is chosen before any command is loaded, because help texts are translated while loading.
"""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `roster` with the given arguments, else the process's own; returns the exit code (docs/cli.md)."""
    import sys

    from roster.cli import language, terminal

    words = list(sys.argv[1:] if arguments is None else arguments)
    terminal.speak_unicode()
    language.choose(words)
    from roster.cli import app, failures

    return failures.exit_code_of(lambda: app.run(words), debug="--debug" in words)
