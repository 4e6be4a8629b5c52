"""Every write to the archive."""
