"""Every change of a setting."""
