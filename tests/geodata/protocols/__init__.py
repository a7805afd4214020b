"""Protocols of walks."""
