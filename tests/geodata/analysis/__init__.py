"""Tests of the analysis: against published results, invariants, and towns of known shape."""
