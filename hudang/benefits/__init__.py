"""低保金: awards by month, payment lists, back payment, recovery, change of the standard."""
