"""Tests of settings, logs and commands."""
