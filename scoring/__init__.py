"""Scores of the index's criteria; knows nothing of the roster but its data files and errors."""
