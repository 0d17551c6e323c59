"""What leaves the house: the Ministry's workbook, written from a `RosterDocument` and read back."""
