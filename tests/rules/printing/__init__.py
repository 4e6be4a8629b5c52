"""Printed papers: what stands on them, and that every PDF is PDF/A-2b."""
