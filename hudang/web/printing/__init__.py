"""打印 pages."""
