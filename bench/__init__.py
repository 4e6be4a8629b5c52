"""Benchmarks of import, print and pages: docs/benchmarks.md."""
