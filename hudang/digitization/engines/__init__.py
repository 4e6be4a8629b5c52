"""Thin wrappers around the libraries that read images and PDF; no Django here."""
