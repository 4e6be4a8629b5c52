"""设置 pages."""
