"""Reading the library, within the county and the division of whoever asks."""
