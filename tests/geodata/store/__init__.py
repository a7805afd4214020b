"""Tests of geodata.store beyond what every store promises."""
