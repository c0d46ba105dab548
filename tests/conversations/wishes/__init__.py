"""Wishes: their training, and what follows from them."""
