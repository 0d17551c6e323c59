"""One small module per command, each with a `command`. Loaded by `roster.cli.app` when called."""
