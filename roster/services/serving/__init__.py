"""Serving the pages for a whole office."""
