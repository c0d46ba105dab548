"""What is remembered, in Redis."""
