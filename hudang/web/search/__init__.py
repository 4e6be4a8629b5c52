"""查找 pages."""
