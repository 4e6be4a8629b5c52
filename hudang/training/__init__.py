"""培训与教育: staff, courses, sessions, tests, certificates."""
