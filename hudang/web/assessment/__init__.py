"""Pages of the means test: trying figures out, the region's parameters."""
