"""Changes of people after the roster was sent: replacements, reserves, and the roster of any day.

Each act is done on the records (so counts, workbook and addenda follow) and kept as it was ordered.
"""
