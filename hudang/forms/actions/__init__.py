"""Making papers of forms."""
