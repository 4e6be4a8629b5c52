"""质量检查: the dashboard, the lists of problems, the rules."""
