"""Every write of roster imports."""
