"""打印: labels, lists and cards as PDF/A."""
