"""质量检查: rules over registry, cases and archives, and the problems that they find."""
