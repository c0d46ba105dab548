"""This installation: its settings, its commands, its gateways."""
