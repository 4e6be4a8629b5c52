"""夜间工作: what was done in the last nights."""
