"""Journeys in a real Chromium, on a server of their own."""
