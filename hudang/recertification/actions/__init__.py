"""Acts of recertification."""
