"""The plan on one page: its tasks and duties, what is done and late, difficulties and their way."""
