"""Lägesbilder: what they say, frozen as plain values; how it is written, compared and read again. Pure."""
