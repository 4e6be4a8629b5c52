"""使用指南: the chapters under docs/guide as pages of the product, and which chapter speaks of which page."""
