"""Finding problems, and reading what was found."""
