"""Arithmetic of months and amounts, without database."""
