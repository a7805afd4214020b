"""Tests of Löfteskartan; `python -m tests` runs all of them, lint, types and browser code included."""
