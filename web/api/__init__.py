"""The interface for other systems: read-only JSON under /api/v1, by token. No cookies, no forms, no pages."""
