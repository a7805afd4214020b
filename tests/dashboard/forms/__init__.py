"""Tests of the register's forms."""
