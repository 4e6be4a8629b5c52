"""Reads of recertification, limited to the user's division."""
