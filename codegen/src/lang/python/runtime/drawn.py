"""Frames that the schema draws."""
