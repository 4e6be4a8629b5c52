"""Changes of households: each checks right and place, changes, and writes the log, in one transaction."""
