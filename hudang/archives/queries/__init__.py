"""Every read of the archive."""
