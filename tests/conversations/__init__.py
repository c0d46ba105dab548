"""Tests of what is said and decided."""
