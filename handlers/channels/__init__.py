"""One adapter a channel."""
