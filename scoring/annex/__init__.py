"""The Ministry's annex as rows of a pasted sheet: which column holds what, and the catalogue they make.

Knows rows and texts; the workbook itself is read and written elsewhere.
"""
