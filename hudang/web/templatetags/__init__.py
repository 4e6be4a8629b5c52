"""Template tags: the components of the pages and the formats of figures."""
