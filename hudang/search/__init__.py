"""查找: one search over households, people, files and places, within the user's division."""
