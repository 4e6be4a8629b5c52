"""Reading households: what a user may see is the division's prefix, in every query."""
