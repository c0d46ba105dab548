"""The wishes: their training, and what follows from them."""
