"""Vendors' descriptions as judges: how a call is held against each of them."""
