"""数字化: digital objects, page images."""
