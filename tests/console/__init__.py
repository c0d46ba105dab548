"""Tests of the care console, through its own doors."""
