"""Checking, working problems off, switching rules."""
