"""A year's self-assessment: what was done, how every component stands by it, what may be done next, the sums.

Pure: from acts and documents as the store holds them. Knows nothing of the database, accounts or pages.
"""
