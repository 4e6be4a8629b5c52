"""Pure rules of the archive: numbers, capacity, completeness."""
