"""Measurements against peers, side by side in one run; figures are printed, never asserted."""
