"""The plan on one page: its tasks and duties, what is done and late, the difficulties raised and their way."""
