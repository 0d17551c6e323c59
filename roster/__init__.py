"""Lists of officials come in, a checked roster of survey respondents goes out."""

__version__ = "0.1.0"
