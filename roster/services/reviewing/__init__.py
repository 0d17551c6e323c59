"""Pairs that may be one person: shown side by side, explained, decided, taken back."""
