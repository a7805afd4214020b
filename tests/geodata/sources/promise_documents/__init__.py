"""Tests of promise documents: read, proposed, made into records."""
