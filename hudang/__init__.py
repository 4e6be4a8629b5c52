"""户档 Hudang: the archive and casework system for households on the minimum living allowance (低保)."""
