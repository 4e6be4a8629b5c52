"""Writing the library: one transaction each, with the log."""
