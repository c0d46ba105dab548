"""Conversations written as conversations, and the stage on which they are played."""
