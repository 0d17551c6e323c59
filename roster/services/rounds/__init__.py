"""Survey rounds: several plans and years in one database, each apart, people recognised from one to the next.

Knows when a round begins and ends and what two have in common; keeping their rows apart is `store.rounds`'
matter.
"""
