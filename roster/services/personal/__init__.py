"""What data protection asks for: all that is kept of a person, given out or erased; rounds past a date."""
