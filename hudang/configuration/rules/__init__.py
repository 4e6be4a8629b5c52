"""Pure rules of the settings."""
