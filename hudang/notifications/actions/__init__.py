"""Writing messages."""
