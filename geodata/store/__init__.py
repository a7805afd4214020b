"""Stores: one protocol, one embedded implementation, one door to open either."""
