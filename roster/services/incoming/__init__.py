"""Lists on their way in: read, looked at, put in, replaced, compared with the last one, given back."""
