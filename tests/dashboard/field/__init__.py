"""Tests of the walk's own app on the server."""
