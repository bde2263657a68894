"""The race detector."""
