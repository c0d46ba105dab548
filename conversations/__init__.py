"""What is said and decided: pure, without I/O, clock or randomness."""
