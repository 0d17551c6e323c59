"""What the province's other systems read: tokens, and the roster, the counts and the status as plain values.

Knows nothing of HTTP.
"""
