"""The product as an operator runs it: processes started by their settings alone, with the world outside them."""
