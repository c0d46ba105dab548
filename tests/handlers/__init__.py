"""Tests of turns, effects and codes."""
