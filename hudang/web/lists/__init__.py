"""名单 pages: columns and saved views of every list."""
