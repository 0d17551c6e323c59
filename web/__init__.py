"""The web door: parses a request, calls one service, shows the result."""
