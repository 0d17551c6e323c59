"""The pages of a year's scoring: one blueprint per module."""
