"""Everything that happens: one function per event. Two doors, the command line and the web, call them.

A service receives an open session and never commits; the door opens the transaction. A service that changes
something takes `by` and writes its audit line in the same transaction.
"""
