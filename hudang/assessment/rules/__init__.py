"""收入财产测算: pure arithmetic over dated parameters (process.md §8–§9)."""
