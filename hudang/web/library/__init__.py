"""Pages of the regional library, the rules, and the institutional volumes."""
