"""Messages to users inside the product, with a digest to print."""
