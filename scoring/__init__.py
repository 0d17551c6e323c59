"""Scoring the Chỉ số CCHC: the catalogue of a year, its formulas, what answers come to, the plan's tasks.

Knows criteria and points; knows nothing of lists, people, files of spreadsheets, the database or the pages.
"""
