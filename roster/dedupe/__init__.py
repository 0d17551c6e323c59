"""Who is who: candidate pairs, their evidence, clusters, and the respondents and counts that follow.

Knows records and the plan; knows nothing of files, the database or pages.
"""
