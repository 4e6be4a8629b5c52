"""Pure rules of the library: reading, checking and naming."""
