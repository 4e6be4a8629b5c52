"""Every write of the allowance: one module an act or a few that belong together."""
