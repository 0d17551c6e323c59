"""Reads agencies' files and says what each row is."""
