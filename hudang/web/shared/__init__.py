"""What all pages share: the door, forms, the shell around each page."""
