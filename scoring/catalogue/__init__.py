"""The criteria of a year: fields, criteria, components; read from data/criteria, checked, written."""
