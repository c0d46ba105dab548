"""Measurements: run by hand, their numbers go into a note; no test depends on them."""
