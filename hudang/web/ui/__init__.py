"""The components of the pages, all on one page, in all their states."""
