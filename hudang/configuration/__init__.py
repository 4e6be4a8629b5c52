"""设置: what a county keeps itself, without a programmer; the archive and households only read it (R15, R50)."""
