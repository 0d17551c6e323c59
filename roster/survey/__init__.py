"""The survey once its list is sent: who stands on the roster, what changed since, what came of it.

Pure rules on nouns of their own; knows the plan's words, no lists of agencies, no database and no files.
"""
