"""Pure rules of casework: the procedure as a table, clocks, conditions."""
