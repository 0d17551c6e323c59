"""People's acts on records: corrections, exclusions, additions, and what follows from them."""
