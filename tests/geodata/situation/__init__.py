"""Tests of lägesbilder: what is frozen, and what is drawn of it."""
